/**
 * Page replacement: the contract of exercise 04.
 *
 * <p>When no frame is free, some page must give up its own. Which one decides over the speed of everything else: a page
 * that comes back from a disk costs as much as fifty thousand accesses to memory.
 *
 * <p>The best choice, the page that is needed again last, needs the future. The next best, the page not used for longest
 * ({@code ExactLru}), needs a note of each use, which no processor takes. What processors offer is one bit in the
 * page-table entry, set at a use and cleared by the kernel when it looks. {@code Clock} makes do with that;
 * {@code TwoLists}, Linux's own, remembers two looks instead of one, and so tells pages that are in use from pages that
 * merely came by.
 *
 * <p>{@link mm.lru.ReplacementPolicy} hides the bit: {@code touch} is what the hardware does. In the machine,
 * {@link mm.machine.Reclaim} reads and clears the bits of all entries before it asks for victims, and reports them by
 * {@code touch}.
 *
 * <p>Units: pages are numbers from 0, dense; the machine uses frame numbers. Time is counted in evictions. Footprint: 8 to
 * 13 bytes a page, no objects.
 */
package mm.lru;

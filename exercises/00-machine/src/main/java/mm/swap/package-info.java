/**
 * Swapping: the contracts of exercise 05.
 *
 * <p>An anonymous page has no file to come back from. Before its frame can be taken, its content goes to a slot of a
 * swap device, and every page-table entry that maps it becomes a swap entry with the slot's number. A fault on such an
 * entry brings the page back.
 *
 * <p>Two parts share the work. {@link mm.swap.SwapArea} knows slots and nothing else: which are free, and how many
 * users each of the others has. {@link mm.swap.Swapper} moves the pages, and keeps the swap cache: pages that are in
 * memory and on the device at once. Every use of a slot is one of two things, an entry in a page table, or the cache;
 * so the counts can be checked by counting.
 *
 * <pre>
 *                 swapOut                    write
 *   frame  ---------------------&gt;  cache  ---------&gt;  slot
 *          &lt;---------------------         &lt;---------
 *                 swapIn                     read
 * </pre>
 *
 * <p>Units: slots and frames are numbers; a slot holds one page of 4096 bytes; the time of the device is simulated
 * nanoseconds.
 */
package mm.swap;

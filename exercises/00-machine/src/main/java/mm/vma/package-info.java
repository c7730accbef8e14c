/**
 * Address spaces: what a process may touch, and what happens when it does.
 *
 * <p>An address space ({@link mm.vma.MemoryDescriptor}, Linux's {@code mm_struct}) is a sorted list of <b>virtual
 * memory areas</b> and a page table. An area is a range of whole pages with equal rights; it is a promise. The page
 * table says which of the promised pages exist. System calls edit the list and take from the table what the list no
 * longer covers; page faults add to the table what the list allows. Neither ever does the other's work, and that is why
 * a process can map a terabyte in a microsecond (with {@code MAP_NORESERVE}, if that is more than memory and swap).
 *
 * <p>An area can map three kinds of memory. <b>Private memory</b> starts as zeros and belongs to the process; its
 * pages are called anonymous, as no file has them. <b>Shared memory</b> is an object of its own
 * ({@link mm.machine.PageCache}) that several processes map. A <b>file</b> is an object, too; a private mapping of it
 * copies what is written.
 *
 * <p>After a fork, private pages are shared until somebody writes (copy-on-write). Two facts per frame decide who
 * copies: how many entries map it, and whether it is known to be exclusive.
 *
 * <p>On top of the system calls sits the C library's allocator ({@link mm.vma.Malloc}), which asks the kernel as seldom
 * as it can.
 *
 * <p>Units: addresses and lengths are bytes in a {@code long}, unsigned; ends are exclusive; counters are kB
 * (1024 bytes), as {@code /proc} has them; a page is 4096 bytes. Results below 0 are {@link mm.machine.Errno}s.
 *
 * <p>Cost: a call is logarithmic in the number of areas plus the pages it drops; a fault is logarithmic in the number
 * of areas. An area takes about 100 bytes, an untouched page none.
 */
package mm.vma;

/**
 * Exercise 02: what the processor does with the page table, at every single access.
 *
 * <p>The kernel writes tables; the memory-management unit reads them. It takes the root's frame from the register CR3,
 * follows one entry a level, checks whether the access is allowed, and either puts a physical address on the bus or
 * stops the instruction with a page fault. The fault carries an <i>error code</i> of a few bits: was the page there
 * (P), was it a write (W/R), did a program or the kernel ask (U/S), was an entry broken (RSVD), was it an instruction
 * fetch (I/D)? With the address, that is all the kernel learns, and all it needs: exercise 03 handles the fault.
 *
 * <p>A walk with four levels costs four reads of memory before the one that was wanted. So the MMU remembers: the
 * translation look-aside buffer keeps the last translations, typically 64 next to the core and one or two thousand
 * farther away. Nine accesses of ten and more are answered from there in one cycle. The price is that it may be
 * <b>wrong</b>: it does not see the kernel change a table. Telling it in time is the kernel's duty, and forgetting to
 * is the classic bug: a program that still writes into a page that has long been given to another.
 *
 * <p>The units: addresses, virtual and physical, are bytes and unsigned; a frame is a number, an address shifted right
 * by 12. An <i>asid</i> (x86 says PCID) is a number from 0 to 4095 for an address space. Sizes of a TLB are entries:
 * sets times ways.
 *
 * <p>The hardware also writes two bits into the tables, ACCESSED and DIRTY. The kernel clears them and looks later
 * whether they came back: exercise 04 chooses the pages to evict by the one, exercise 05 what must be written by the
 * other.
 *
 * @linux arch/x86/mm/fault.c exc_page_fault
 * @linux arch/x86/mm/tlb.c flush_tlb_mm_range
 */
package mm.mmu;

/**
 * Exercise 01: where in memory does each page of an address space lie?
 *
 * <p>A program's addresses are virtual. The processor cuts them into pages of 4096 bytes and looks each page up in a
 * table that the kernel keeps. One long array with an entry for every page would do, but it would be absurd: 4 GB have
 * 1,048,576 pages, so every 32-bit process, however small, would pay 4 MB; every 64-bit one 512 GB. Programs use a few
 * ranges of addresses with large gaps between them. So the array is cut into pages itself, and a page of it that has no
 * entry is not there at all; which ones are there, a second array says; which parts of that one are there, a third.
 * That is a radix tree, and the bits of the address choose the way.
 *
 * <p>The units: an <i>address</i> is in bytes and unsigned. A <i>vpn</i> or <i>pfn</i> is a number of a page or of a
 * frame. A <i>table</i> is one frame: 512 entries of 8 bytes, or 1024 of 4. So a page that is mapped costs 8 bytes in
 * its table, and a table that is full costs its own 4096 bytes and 8 in the table above it: 8.016 bytes a page.
 * A single page far from all others costs a table on each level, 12 KB with four levels.
 *
 * <p>{@link mm.pagetable.Geometry} holds the shape as data, so one implementation serves a 386 as well as a server
 * with five levels. {@link mm.pagetable.PageTable} is the contract, {@code RadixPageTable} the class to write. The
 * processor reads what it writes: exercise 02 walks the same frames, and knows nothing of Java objects.
 *
 * <p>Linux writes the levels as types, {@code pgd_t}, {@code p4d_t}, {@code pud_t}, {@code pmd_t} and {@code pte_t},
 * and lets the compiler fold those that a machine lacks. What it knows about freeing tables again, and most courses
 * leave out, is here: {@link mm.pagetable.PageTable#freeTables}.
 *
 * @linux include/linux/pgtable.h pgd_offset_pgd
 * @linux mm/memory.c free_pgtables
 */
package mm.pagetable;

package mm.machine;

import mm.vma.MemoryDescriptor;

/**
 * One place where a frame is mapped: the reverse of a page-table entry.
 *
 * @param mm the address space
 * @param address first address of the page
 * @linux mm/rmap.c rmap_walk_anon
 */
public record Rmap(MemoryDescriptor mm, long address) {
    /** Returns the entry. */
    public long pte() {
        return mm.pageTable().lookup(address);
    }
}

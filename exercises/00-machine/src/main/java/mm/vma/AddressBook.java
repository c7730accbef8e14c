package mm.vma;

import java.util.TreeMap;
import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/**
 * System calls that only book addresses: a heap that begins at the given break, and mappings from the top of the
 * address space downwards.
 *
 * <p>It has no memory, and {@link Malloc} needs none: it gives addresses. It counts what an allocator asks
 * for, so that one can tell whether a call of malloc was a system call.
 */
public final class AddressBook implements Malloc.UserSpace {
    private final long start;
    private final TreeMap<Long, Long> mappings = new TreeMap<>();
    private long end;
    private long limit = MemoryDescriptor.MMAP_BASE;
    private long mapped;
    private int calls;

    /** Makes an address space whose heap is empty and begins at {@code start}. */
    public AddressBook(long start) {
        this.start = start;
        this.end = start;
    }

    /**
     * Refuses from now on what would make heap and mappings together longer.
     *
     * @param bytes how long they may be
     * @return this
     */
    public AddressBook limit(long bytes) {
        limit = bytes;
        return this;
    }

    @Override
    public long brk(long newBreak) {
        if (newBreak == 0) {
            return end;
        }
        calls++;
        if (newBreak >= start && newBreak < lowestMapping() && fits(newBreak - end)) {
            end = newBreak;
        }
        return end;
    }

    @Override
    public long mmap(long length) {
        calls++;
        return book(length);
    }

    private long book(long length) {
        if (length <= 0) {
            return Errno.EINVAL.result();
        }
        long address = lowestMapping() - pages(length);
        if (length > MemoryDescriptor.MMAP_BASE || !fits(pages(length)) || address <= end) {
            return Errno.ENOMEM.result();
        }
        mappings.put(address, pages(length));
        mapped += pages(length);
        return address;
    }

    /** Takes whole mappings only: that is all an allocator needs. */
    @Override
    public long munmap(long address, long length) {
        calls++;
        Long old = mappings.get(address);
        if (old == null || old != pages(length)) {
            return Errno.EINVAL.result();
        }
        mapped -= mappings.remove(address);
        return 0;
    }

    @Override
    public long mremap(long address, long oldLength, long newLength) {
        calls++;
        Long old = mappings.get(address);
        if (old == null || old != pages(oldLength) || newLength <= 0) {
            return Errno.EINVAL.result();
        }
        if (newLength <= oldLength) {
            mappings.put(address, pages(newLength));
            mapped -= old - pages(newLength);
            return address;
        }
        mappings.remove(address);
        mapped -= old;
        long moved = book(newLength);
        if (Errno.isError(moved)) {
            mappings.put(address, old);
            mapped += old;
        }
        return moved;
    }

    private boolean fits(long more) {
        return more <= limit - (end - start) - mapped;
    }

    private long lowestMapping() {
        return mappings.isEmpty() ? MemoryDescriptor.MMAP_BASE : mappings.firstKey();
    }

    private static long pages(long length) {
        return (length + PhysicalMemory.PAGE_SIZE - 1) & -(long) PhysicalMemory.PAGE_SIZE;
    }

    /** Returns the bytes of all mappings together. */
    public long mappedBytes() {
        return mapped;
    }

    /** Returns the number of system calls so far that wanted to change something. */
    public int calls() {
        return calls;
    }

    /** Tells whether the byte at an address may be used: in the heap, or in a mapping. */
    public boolean contains(long address) {
        var below = mappings.floorEntry(address);
        return (address >= start && address < end) || (below != null && address < below.getKey() + below.getValue());
    }
}

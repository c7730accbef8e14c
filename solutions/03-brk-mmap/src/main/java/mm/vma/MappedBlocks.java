package mm.vma;

import java.util.HashMap;
import java.util.Map;
import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/** Blocks that have a mapping of their own, and the threshold that says which do. */
final class MappedBlocks {
    private final Malloc.UserSpace system;
    private final Map<Long, Chunk> chunks = new HashMap<>();
    private long threshold = Malloc.MMAP_THRESHOLD;

    MappedBlocks(Malloc.UserSpace system) {
        this.system = system;
    }

    long threshold() {
        return threshold;
    }

    /** Returns the mapping at an address, or null if none begins there. */
    Chunk at(long address) {
        return chunks.get(address);
    }

    /** Maps a block for a chunk of a size; null if the kernel refuses ({@code sysmalloc_mmap}). */
    Chunk map(long size) {
        long length = length(size);
        return book(system.mmap(length), length);
    }

    /**
     * Unmaps a block; tells whether its length is the threshold now ({@code __libc_free}). The lengths that glibc compares
     * have the bit IS_MMAPPED set: one that is equal to a border counts as longer.
     */
    boolean unmap(Chunk chunk) {
        remove(chunk);
        boolean counts = chunk.size >= threshold && chunk.size < Malloc.MMAP_THRESHOLD_MAX;
        threshold = counts ? chunk.size : threshold;
        return counts;
    }

    /** Unmaps a block that was moved elsewhere: the threshold stays. */
    void remove(Chunk chunk) {
        chunks.remove(chunk.address);
        system.munmap(chunk.address, chunk.size);
    }

    /** Gives a block another length; null if the kernel refuses ({@code mremap_chunk}). */
    Chunk resize(Chunk chunk, long size) {
        long length = length(size);
        if (length == chunk.size) {
            return chunk;
        }
        Chunk moved = book(system.mremap(chunk.address, chunk.size, length), length);
        if (moved != null && moved.address != chunk.address) {
            chunks.remove(chunk.address);
        }
        return moved;
    }

    private Chunk book(long address, long length) {
        if (Errno.isError(address)) {
            return null;
        }
        Chunk chunk = new Chunk(address, length);
        chunk.state = Chunk.State.MAPPED;
        chunks.put(address, chunk);
        return chunk;
    }

    /** The mapping of a chunk: it may not write beyond its end, so it needs 8 bytes more than one in the heap. */
    private static long length(long size) {
        return Chunk.roundUp(size + 8, PhysicalMemory.PAGE_SIZE);
    }
}

package mm.vma;

import java.util.Map;
import java.util.TreeMap;
import mm.machine.PhysicalMemory;

/**
 * The heap: chunks without gaps, the last of them top.
 *
 * <pre>
 * start                        top                      end (the break)
 *   | chunk | chunk | ... | chunk | free ................. |
 * </pre>
 */
final class Heap {
    private final Malloc.UserSpace system;
    private final TreeMap<Long, Chunk> chunks = new TreeMap<>();
    private long top;
    private long end;
    private long trimThreshold = Malloc.TRIM_THRESHOLD;

    Heap(Malloc.UserSpace system) {
        this.system = system;
    }

    long topSize() {
        return end - top;
    }

    void setTrimThreshold(long bytes) {
        trimThreshold = bytes;
    }

    /** Returns the chunk at an address, or null if none begins there. */
    Chunk at(long address) {
        return chunks.get(address);
    }

    /** Returns the chunk before a chunk; null for the first one. */
    Chunk below(Chunk chunk) {
        Map.Entry<Long, Chunk> below = chunks.lowerEntry(chunk.address);
        return below == null ? null : below.getValue();
    }

    /** Returns the chunk above a chunk; null if top is there. */
    Chunk above(Chunk chunk) {
        return chunks.get(chunk.end());
    }

    /** Takes a chunk from the lower end of top; null if top has no room for it and for itself. */
    Chunk carve(long size) {
        if (topSize() < size + Malloc.MIN_CHUNK) {
            return null;
        }
        top += size;
        return add(top - size, size);
    }

    /** Moves the break up until top has room for a chunk, and some more ({@code sysmalloc}). */
    boolean grow(long size) {
        if (end == 0) {
            end = system.brk(0);
            top = Chunk.roundUp(end, Malloc.ALIGNMENT);
        }
        long more = Chunk.roundUp(size + Malloc.TOP_PAD + Malloc.MIN_CHUNK - topSize(), PhysicalMemory.PAGE_SIZE);
        long wanted = Chunk.roundUp(end + more, PhysicalMemory.PAGE_SIZE);
        if (system.brk(wanted) != wanted) {
            return false;
        }
        end = wanted;
        return true;
    }

    /** Gives the upper end of top back to the kernel, if top has grown too large ({@code systrim}). */
    void trim() {
        long spare = topSize() - Malloc.MIN_CHUNK - 1 - Malloc.TOP_PAD;
        if (topSize() >= trimThreshold && spare >= PhysicalMemory.PAGE_SIZE) {
            end = system.brk(end - (spare & -PhysicalMemory.PAGE_SIZE));
        }
    }

    /** Cuts a chunk; returns what is left above it, or null if that would be too small for a chunk. */
    Chunk split(Chunk chunk, long size) {
        long rest = chunk.size - size;
        if (rest < Malloc.MIN_CHUNK) {
            return null;
        }
        chunk.size = size;
        return add(chunk.end(), rest);
    }

    /** Joins a chunk with the one above it. */
    void join(Chunk chunk, Chunk above) {
        chunks.remove(above.address);
        chunk.size += above.size;
    }

    /** Makes the last chunk a part of top. */
    void joinTop(Chunk last) {
        chunks.remove(last.address);
        top = last.address;
    }

    private Chunk add(long address, long size) {
        Chunk chunk = new Chunk(address, size);
        chunks.put(address, chunk);
        return chunk;
    }
}

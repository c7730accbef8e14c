package mm.vma;

/** A piece of the heap, or a mapping of its own: a block and its header ({@code malloc_chunk}). */
final class Chunk {
    /** No kernel has that much; so a larger size need not be told from it, and no sum of sizes overflows. */
    private static final long MAX_SIZE = 1L << 62;

    final long address;
    long size;
    State state = State.IN_USE;

    Chunk(long address, long size) {
        this.address = address;
        this.size = size;
    }

    /** Who has the chunk. All but {@code FREE} count as in use for their neighbours. */
    enum State {
        IN_USE,
        MAPPED,
        CACHED,
        FREE
    }

    /** The size of the chunk for a block ({@code request2size}). */
    static long sizeFor(long bytes) {
        return Math.max(Malloc.MIN_CHUNK, roundUp(Math.min(bytes, MAX_SIZE) + 8, Malloc.ALIGNMENT));
    }

    static long roundUp(long n, long unit) {
        return (n + unit - 1) & -unit;
    }

    long block() {
        return address + Malloc.HEADER;
    }

    long end() {
        return address + size;
    }

    boolean isFree() {
        return state == State.FREE;
    }
}

package mm.vma;

/**
 * glibc's allocator. The steps of the assignment can be passed one after another: for the first two, one class with a
 * pointer to top and a map of the blocks' sizes is enough.
 */
public final class BrkMmapMalloc implements Malloc {
    /**
     * The largest size that _int_realloc searches for: a chunk for more, less 15 bytes, is beyond PTRDIFF_MAX, which
     * _int_malloc refuses before it looks at any bin ({@code checked_request2size}).
     */
    private static final long MAX_RESIZED = Long.MAX_VALUE - 7;

    // STUB: private final UserSpace system;
    private final Stacks tcache = new Stacks(TCACHE_MAX, TCACHE_COUNT);
    final Heap heap;
    private final MappedBlocks mapped;
    private final Arena arena;
    private boolean started;

    /** Makes an allocator that has asked for nothing yet. */
    public BrkMmapMalloc(UserSpace system) {
        // STUB: this.system = system;
        heap = new Heap(system);
        mapped = new MappedBlocks(system);
        arena = new Arena(heap, mapped, tcache);
    }

    @Override
    public long malloc(long size) {
        if (size < 0) {
            return 0;
        }
        start();
        long wanted = Chunk.sizeFor(size);
        Chunk cached = tcache.take(wanted);
        return block(cached == null ? arena.allocate(wanted) : cached);
    }

    @Override
    public long calloc(long count, long size) {
        if (count != 0 && Long.compareUnsigned(size, Long.divideUnsigned(Long.MAX_VALUE, count)) > 0) {
            return 0;
        }
        start();
        return block(arena.allocate(Chunk.sizeFor(count * size)));
    }

    @Override
    public long realloc(long address, long size) {
        if (address == 0) {
            return malloc(size);
        }
        if (size == 0) {
            free(address);
            return 0;
        }
        Chunk chunk = used(address);
        if (size < 0) {
            return 0;
        }
        if (chunk.state == Chunk.State.MAPPED) {
            return remap(chunk, size);
        }
        return size > MAX_RESIZED ? 0 : block(arena.resize(chunk, Chunk.sizeFor(size)));
    }

    @Override
    public void free(long address) {
        if (address == 0) {
            return;
        }
        Chunk chunk = used(address);
        if (chunk.state != Chunk.State.MAPPED) {
            arena.release(chunk);
        } else if (mapped.unmap(chunk)) {
            heap.setTrimThreshold(2 * mapped.threshold());
        }
    }

    /** Takes the tcache's own chunk before the first block ({@code tcache_init}). */
    private void start() {
        if (!started) {
            started = arena.allocate(TCACHE_CHUNK) != null;
        }
    }

    private long remap(Chunk chunk, long size) {
        long wanted = Chunk.sizeFor(size);
        Chunk resized = mapped.resize(chunk, wanted);
        if (resized != null) {
            return resized.block();
        }
        if (wanted + 8 <= chunk.size) {
            return chunk.block();
        }
        long moved = malloc(size);
        if (moved != 0) {
            mapped.remove(chunk);
        }
        return moved;
    }

    private Chunk used(long address) {
        Chunk inHeap = heap.at(address - HEADER);
        Chunk chunk = inHeap == null ? mapped.at(address - HEADER) : inHeap;
        if (chunk == null || chunk.isFree() || chunk.state == Chunk.State.CACHED) {
            throw new IllegalArgumentException("0x" + Long.toHexString(address) + " is not a block in use");
        }
        return chunk;
    }

    private static long block(Chunk chunk) {
        return chunk == null ? 0 : chunk.block();
    }
}

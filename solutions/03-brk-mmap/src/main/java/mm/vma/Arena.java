package mm.vma;

/**
 * The search for a free chunk, and the way of a freed one ({@code malloc_state}).
 *
 * <pre>
 * allocate(size):                          release(chunk):
 *   fastbin, else small bin                  tcache, else fastbin, else
 *   sort what is unsorted; exact? take it    join the free neighbours
 *   best fit, split                          put into unsorted, or join top
 *   top                                      is it large: consolidate, trim
 *   consolidate and once more
 *   mmap, or move the break
 * </pre>
 *
 * @see "malloc/malloc.c _int_malloc, _int_free, _int_realloc, malloc_consolidate of glibc"
 */
final class Arena {
    private final Heap heap;
    private final MappedBlocks mapped;
    private final Bins bins = new Bins();
    private final Stacks fastBins = new Stacks(Malloc.FAST_MAX, Integer.MAX_VALUE);
    private final Stacks tcache;

    Arena(Heap heap, MappedBlocks mapped, Stacks tcache) {
        this.heap = heap;
        this.mapped = mapped;
        this.tcache = tcache;
    }

    /** Returns a chunk of a size, perhaps a little larger; null if there is no memory ({@code _int_malloc}). */
    Chunk allocate(long size) {
        Chunk chunk = reuse(size);
        if (chunk != null) {
            return chunk;
        }
        if (!Bins.isSmall(size)) {
            consolidate();
        }
        chunk = search(size);
        if (chunk == null && !fastBins.isEmpty()) {
            consolidate();
            chunk = search(size);
        }
        return chunk == null ? askKernel(size) : chunk;
    }

    /** Takes a chunk of exactly a size from a fastbin or small bin, and stashes the others in the tcache. */
    private Chunk reuse(long size) {
        Chunk chunk = fastBins.take(size);
        if (chunk != null) {
            while (tcache.hasRoom(size) && fastBins.holds(size)) {
                tcache.put(fastBins.take(size));
            }
        } else if (Bins.isSmall(size)) {
            chunk = bins.takeSmall(size);
            while (chunk != null && tcache.hasRoom(size) && bins.holdsSmall(size)) {
                tcache.put(bins.takeSmall(size));
            }
        }
        return chunk;
    }

    private Chunk search(long size) {
        Chunk chunk = sortUntil(size);
        if (chunk != null) {
            return chunk;
        }
        chunk = bins.takeBest(size);
        return chunk == null ? heap.carve(size) : cut(chunk, size, Bins.isSmall(size));
    }

    /** Moves all of unsorted into the bins, unless a chunk of the right size is among it. */
    private Chunk sortUntil(long size) {
        boolean cached = false;
        while (!(Bins.isSmall(size) && bins.onlyLastRemainder(size))) {
            Chunk chunk = bins.takeUnsorted();
            if (chunk == null) {
                return cached ? tcache.take(size) : null;
            } else if (chunk.size != size) {
                bins.sort(chunk);
            } else if (tcache.put(chunk)) {
                cached = true;
            } else {
                return chunk;
            }
        }
        return cut(bins.takeUnsorted(), size, true);
    }

    private Chunk cut(Chunk chunk, long size, boolean remember) {
        Chunk rest = heap.split(chunk, size);
        if (rest != null) {
            bins.add(rest);
            if (remember) {
                bins.remember(rest);
            }
        }
        return chunk;
    }

    private Chunk askKernel(long size) {
        Chunk chunk = size >= mapped.threshold() ? mapped.map(size) : null;
        if (chunk == null && heap.grow(size)) {
            chunk = heap.carve(size);
        }
        return chunk;
    }

    /** Takes a chunk back ({@code _int_free}). */
    void release(Chunk chunk) {
        if (tcache.put(chunk) || fastBins.put(chunk)) {
            return;
        }
        if (merge(chunk) >= Malloc.CONSOLIDATION_THRESHOLD) {
            consolidate();
            heap.trim();
        }
    }

    /** Frees what the fastbins hold for good ({@code malloc_consolidate}). */
    private void consolidate() {
        fastBins.takeAll().forEach(this::merge);
    }

    /** Joins a chunk with its free neighbours, keeps it, and returns how large it is then. */
    private long merge(Chunk chunk) {
        Chunk whole = chunk;
        Chunk below = heap.below(chunk);
        if (below != null && below.isFree()) {
            bins.remove(below);
            heap.join(below, chunk);
            whole = below;
        }
        Chunk above = heap.above(whole);
        if (above == null) {
            heap.joinTop(whole);
            return heap.topSize();
        }
        if (above.isFree()) {
            bins.remove(above);
            heap.join(whole, above);
        }
        bins.add(whole);
        return whole.size;
    }

    /** Gives a chunk at least another size, in place if possible; null if there is no memory ({@code _int_realloc}). */
    Chunk resize(Chunk chunk, long size) {
        if (chunk.size < size && !extend(chunk, size)) {
            Chunk moved = allocate(size);
            if (moved == null) {
                return null;
            }
            if (moved != heap.above(chunk)) {
                release(chunk);
                return moved;
            }
            heap.join(chunk, moved);
        }
        Chunk rest = heap.split(chunk, size);
        if (rest != null) {
            release(rest);
        }
        return chunk;
    }

    /** Grows a chunk into top, or joins it with the free chunk above it; false if there is no room. */
    private boolean extend(Chunk chunk, long size) {
        Chunk above = heap.above(chunk);
        if (above == null) {
            Chunk more = heap.carve(size - chunk.size);
            if (more != null) {
                heap.join(chunk, more);
            }
            return more != null;
        }
        if (!above.isFree() || chunk.size + above.size < size) {
            return false;
        }
        bins.remove(above);
        heap.join(chunk, above);
        return true;
    }
}

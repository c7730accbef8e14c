package mm.vma;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.TreeMap;
import mm.machine.Errno;
import mm.machine.Todo;

/** malloc as far as blocks are freed in the reverse order: a stack of blocks. Not begun: step 9. */
public final class BrkMmapMalloc implements Malloc {
    private final UserSpace system;
    /** The blocks of the heap by address, with the sizes of their chunks; one that is freed in the middle is negative. */
    private final TreeMap<Long, Long> heap = new TreeMap<>();

    private final TreeMap<Long, Long> mapped = new TreeMap<>();
    private final Deque<Long> order = new ArrayDeque<>();
    private boolean isStarted;
    private long top;
    private long limit;
    private long threshold = MMAP_THRESHOLD;
    private long trim = TRIM_THRESHOLD;

    /** Makes an allocator that has asked for nothing yet. */
    public BrkMmapMalloc(UserSpace system) {
        this.system = system;
    }

    private static long chunk(long size) {
        long chunk = (size + 8 + 15) & -16;
        return chunk < MIN_CHUNK ? MIN_CHUNK : chunk;
    }

    private static long wholePages(long bytes) {
        return (bytes + 4095) & -4096;
    }

    private boolean makeRoom(long chunk) {
        long left = limit - top;
        if (left >= chunk + MIN_CHUNK) {
            return true;
        }
        long wanted = limit + wholePages(chunk + TOP_PAD + MIN_CHUNK - left);
        if (system.brk(wanted) != wanted) {
            return false;
        }
        limit = wanted;
        return true;
    }

    @Override
    public long malloc(long size) {
        // from step 7
        if (size < 0 || size >= Long.MAX_VALUE - (TOP_PAD << 3)) {
            return 0;
        }
        if (!isStarted) {
            top = system.brk(0);
            limit = top;
            if (!makeRoom(TCACHE_CHUNK)) {
                return 0;
            }
            top += TCACHE_CHUNK;
            isStarted = true;
        }
        long chunk = chunk(size);
        boolean hasRoom = limit - top >= chunk + MIN_CHUNK;
        if (!hasRoom && chunk >= threshold) {
            long start = system.mmap(wholePages(chunk + 8));
            if (!Errno.isError(start)) {
                mapped.put(start + HEADER, wholePages(chunk + 8));
                return start + HEADER;
            }
        }
        if (!makeRoom(chunk)) {
            return 0;
        }
        long block = top + HEADER;
        top += chunk;
        heap.put(block, chunk);
        order.push(block);
        return block;
        // before step 7
        // throw new Todo("exercise 03: BrkMmapMalloc.malloc");
        // end
    }

    @Override
    public long calloc(long count, long size) {
        throw new Todo("exercise 03: BrkMmapMalloc.calloc");
    }

    @Override
    public long realloc(long address, long size) {
        throw new Todo("exercise 03: BrkMmapMalloc.realloc");
    }

    @Override
    public void free(long address) {
        // from step 8
        if (address == 0) {
            return;
        }
        if (mapped.containsKey(address)) {
            long length = mapped.remove(address);
            system.munmap(address - HEADER, length);
            if (length >= threshold && length < MMAP_THRESHOLD_MAX) {
                threshold = length;
                trim = length << 1;
            }
            return;
        }
        Long chunk = heap.get(address);
        if (chunk == null || chunk < 0) {
            throw new IllegalArgumentException("there is no block at 0x" + Long.toHexString(address));
        }
        if (order.peek() != address) {
            heap.put(address, -chunk);
            return;
        }
        order.pop();
        heap.remove(address);
        top = address - HEADER;
        long spare = limit - top;
        if (spare >= CONSOLIDATION_THRESHOLD && spare >= trim) {
            long back = (spare - TOP_PAD - MIN_CHUNK - 1) & -4096;
            limit = back > 0 ? system.brk(limit - back) : limit;
        }
        // before step 8
        // throw new Todo("exercise 03: BrkMmapMalloc.free");
        // end
    }
}

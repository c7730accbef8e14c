package mm.vma;

import java.util.HashMap;
import java.util.Map;
import mm.machine.Errno;
import mm.machine.PhysicalMemory;
import mm.machine.Todo;

/** The first two steps of glibc's allocator: freed chunks that are not the last are lost. Not begun: step 9. */
public final class BrkMmapMalloc implements Malloc {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    private final UserSpace system;
    /** The chunk of each block of the heap, and the length of each mapping. */
    private final Map<Long, Long> chunks = new HashMap<>();

    private final Map<Long, Long> mappings = new HashMap<>();
    private long top;
    private long end;
    private long mmapThreshold = MMAP_THRESHOLD;
    private long trimThreshold = TRIM_THRESHOLD;

    /** Makes an allocator that has asked for nothing yet. */
    public BrkMmapMalloc(UserSpace system) {
        this.system = system;
    }

    private static long up(long number, long step) {
        return (number + step - 1) / step * step;
    }

    @Override
    public long malloc(long size) {
        // from step 7
        if (size < 0 || size > Long.MAX_VALUE - (1L << 20)) {
            return 0;
        }
        if (end == 0) {
            top = system.brk(0);
            end = top;
            if (carve(TCACHE_CHUNK) == 0) {
                end = 0;
                return 0;
            }
        }
        long chunk = Math.max(MIN_CHUNK, up(size + 8, ALIGNMENT));
        if (end - top < chunk + MIN_CHUNK && chunk >= mmapThreshold) {
            long length = up(chunk + 8, PAGE);
            long start = system.mmap(length);
            if (!Errno.isError(start)) {
                mappings.put(start + HEADER, length);
                return start + HEADER;
            }
        }
        long address = carve(chunk);
        if (address == 0) {
            return 0;
        }
        chunks.put(address + HEADER, chunk);
        return address + HEADER;
        // before step 7
        // throw new Todo("exercise 03: BrkMmapMalloc.malloc");
        // end
    }

    /** Takes a chunk from top, which grows if it must; 0 if it cannot. */
    private long carve(long chunk) {
        if (end - top < chunk + MIN_CHUNK) {
            long wanted = end + up(chunk + TOP_PAD + MIN_CHUNK - (end - top), PAGE);
            if (system.brk(wanted) != wanted) {
                return 0;
            }
            end = wanted;
        }
        long address = top;
        top += chunk;
        return address;
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
        Long length = mappings.remove(address);
        if (length != null) {
            if (length >= mmapThreshold && length < MMAP_THRESHOLD_MAX) {
                mmapThreshold = length;
                trimThreshold = 2 * length;
            }
            system.munmap(address - HEADER, length);
            return;
        }
        Long chunk = chunks.remove(address);
        if (chunk == null) {
            throw new IllegalArgumentException("no block begins at " + address);
        }
        if (address - HEADER + chunk != top) {
            return;
        }
        top -= chunk;
        long whole = end - top;
        if (whole >= CONSOLIDATION_THRESHOLD && whole >= trimThreshold) {
            long more = (whole - TOP_PAD - MIN_CHUNK - 1) / PAGE * PAGE;
            if (more > 0) {
                end = system.brk(end - more);
            }
        }
        // before step 8
        // throw new Todo("exercise 03: BrkMmapMalloc.free");
        // end
    }
}

package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import mm.vma.Malloc;

/**
 * Stands in front of an allocator and between it and the kernel, passes everything on, and keeps a model of the heap. When
 * the allocator answers otherwise than the contract says, the model is at an end, and says so.
 */
public final class WatchedMalloc implements Malloc {
    private final Kernel system;
    private final Malloc malloc;
    private final TreeMap<Long, Long> mapped = new TreeMap<>();
    private HeapModel model;
    private boolean started;
    private long mmapThreshold = MMAP_THRESHOLD;
    private long trimThreshold = TRIM_THRESHOLD;
    private String surprise = "";
    private long lastAddress;
    private boolean wasMapped;

    /** Makes an allocator for a kernel that is watched. */
    @FunctionalInterface
    public interface Maker {
        /** Makes it. */
        Malloc malloc(UserSpace system);
    }

    /** Watches an allocator from both sides: the calls to it, and its calls to the system. */
    public WatchedMalloc(UserSpace system, Maker maker) {
        this.system = new Kernel(system);
        model = new HeapModel(system.brk(0));
        malloc = maker.malloc(this.system);
    }

    /** The system calls, which are noted. */
    /** The most that realloc looks for in the heap, see {@link Malloc#realloc}. */
    private static final long MAX_SEARCHED = Long.MAX_VALUE - 7;

    private static final class Kernel implements UserSpace {
        private final UserSpace system;
        private final List<Long> ends = new ArrayList<>();
        private final List<String> calls = new ArrayList<>();

        Kernel(UserSpace system) {
            this.system = system;
        }

        @Override
        public long brk(long newBreak) {
            long before = system.brk(0);
            long end = system.brk(newBreak);
            if (newBreak != 0) {
                calls.add("brk " + (end >= before ? "+" : "−") + Math.abs(end - before));
                ends.add(end);
            }
            return end;
        }

        @Override
        public long mmap(long length) {
            calls.add("mmap " + length);
            return system.mmap(length);
        }

        @Override
        public long munmap(long address, long length) {
            calls.add("munmap " + length);
            return system.munmap(address, length);
        }

        @Override
        public long mremap(long address, long oldLength, long newLength) {
            calls.add("mremap " + newLength);
            return system.mremap(address, oldLength, newLength);
        }
    }

    /** Returns the address that the last call was about, or answered with. */
    public long lastAddress() {
        return lastAddress;
    }

    /** Returns where the last block came from, or went. */
    public HeapModel.Way way() {
        return wasMapped || model == null ? HeapModel.Way.MAPPED : model.way();
    }

    private void begin() {
        wasMapped = false;
        system.ends.clear();
        system.calls.clear();
    }

    /** Returns the system calls of the last operation. */
    public List<String> calls() {
        return List.copyOf(system.calls);
    }

    @Override
    public long malloc(long size) {
        begin();
        long address = malloc.malloc(size);
        lastAddress = address;
        allocated(size, address, true);
        return address;
    }

    @Override
    public long calloc(long count, long size) {
        begin();
        long address = malloc.calloc(count, size);
        lastAddress = address;
        boolean overflows = size != 0
                && Long.compareUnsigned(count, Long.divideUnsigned(-1, size))
                        > 0; // refused before anything is looked at
        if (!overflows) {
            allocated(count * size, address, false);
        }
        return address;
    }

    private void allocated(long size, long address, boolean fromTcache) {
        if (model == null || size < 0) {
            return; // 2^63 bytes or more are refused before anything is looked at
        }
        model.grows(system.ends);
        if (!started) {
            HeapChunk table = model.take(TCACHE_CHUNK, false);
            started = true;
            if (table != null) {
                table.state = HeapChunk.State.TABLE;
            }
        }
        if (isMapping(address)) {
            map(size, address);
            return;
        }
        compare(model.take(HeapModel.chunkSize(size), fromTcache), address);
    }

    /** Notes a mapped block: before that the heap was searched in vain, which sorts its free chunks. */
    private void map(long size, long address) {
        compare(model.take(HeapModel.chunkSize(size), false), 0);
        wasMapped = true;
        mapped.put(address, pages(size));
    }

    private static long pages(long size) {
        return HeapModel.chunkSize(size) + 8 + 4095 & -4096L;
    }

    private boolean isMapping(long address) {
        return address != 0 && address >= model.end() && Long.compareUnsigned(address, system.system.brk(0)) >= 0;
    }

    private void compare(HeapChunk expected, long address) {
        if (expected == null ? address != 0 : expected.block() != address) {
            String right = expected == null ? "0" : "0x" + Long.toHexString(expected.block());
            surprise = "0x" + Long.toHexString(address) + " " + right;
            model = null;
        }
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
        begin();
        long moved = malloc.realloc(address, size);
        lastAddress = moved;
        if (model != null && size > 0) {
            model.grows(system.ends);
            resized(address, size, moved);
        }
        return moved;
    }

    private void resized(long address, long size, long moved) {
        long wanted = HeapModel.chunkSize(size);
        if (mapped.containsKey(address)) {
            if (isMapping(moved)) {
                wasMapped = true;
                mapped.remove(address);
                mapped.put(moved, pages(size));
            } else {
                compare(model.take(wanted, true), moved);
                if (moved != 0) {
                    mapped.remove(address);
                }
            }
        } else if (isMapping(moved)) {
            HeapChunk old = model.at(address - HEADER);
            map(size, moved);
            model.give(old);
        } else if (size > MAX_SEARCHED) {
            compare(null, moved);
        } else {
            compare(model.resize(model.at(address - HEADER), wanted), moved);
        }
    }

    @Override
    public void free(long address) {
        begin();
        malloc.free(address);
        lastAddress = address;
        if (model == null || address == 0) {
            return;
        }
        Long length = mapped.remove(address);
        if (length != null) {
            wasMapped = true;
            if (length >= mmapThreshold && length < MMAP_THRESHOLD_MAX) {
                mmapThreshold = length;
                trimThreshold = 2 * length;
            }
            return;
        }
        model.grows(system.ends);
        model.give(model.at(address - HEADER));
    }

    /** Returns the model, or null if the allocator has answered otherwise than the contract says. */
    public HeapModel model() {
        return model;
    }

    /** Returns what came and what the contract says instead, at the one call where they differed; else "". */
    public String takeSurprise() {
        String taken = surprise;
        surprise = "";
        return taken;
    }

    /** Returns the lengths of the mapped blocks by their addresses. */
    public TreeMap<Long, Long> mapped() {
        return new TreeMap<>(mapped);
    }

    /** Returns from how many bytes on a block gets a mapping of its own now. */
    public long mmapThreshold() {
        return mmapThreshold;
    }

    /** Returns from how many bytes on top is trimmed now. */
    public long trimThreshold() {
        return trimThreshold;
    }
}

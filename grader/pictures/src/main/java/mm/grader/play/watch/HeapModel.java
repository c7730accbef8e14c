package mm.grader.play.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.vma.Malloc;

/**
 * The heap by the letter of {@link Malloc}, slow and plain: what an allocator that was told the same must hold. It asks no
 * kernel: which system calls were made, and what they answered, it is told.
 */
public final class HeapModel {
    private final TreeMap<Long, HeapChunk> chunks = new TreeMap<>();
    private final Map<Long, Deque<HeapChunk>> tcache = new TreeMap<>();
    private final Map<Long, Deque<HeapChunk>> fast = new TreeMap<>();
    private final FreeLists free = new FreeLists();
    private final Deque<Long> growth = new ArrayDeque<>();
    private long top;
    private long end;
    private Way way = Way.TOP;

    /** Where a block came from, or where it went. */
    public enum Way {
        /** The stack of its size in the tcache. */
        TCACHE,
        /** The fastbin of its size. */
        FAST,
        /** A free chunk, from unsorted or a bin. */
        FREE,
        /** The top of the heap. */
        TOP,
        /** A mapping of its own. */
        MAPPED,
        /** It stayed where it was. */
        STAYED
    }

    HeapModel(long start) {
        top = start;
        end = start;
    }

    /** Returns the size of the chunk that a block of a size needs. */
    public static long chunkSize(long size) {
        long most = Long.MAX_VALUE - 8 - Malloc.ALIGNMENT; // more is nowhere to be had, and would not fit a long
        return Math.max(Malloc.MIN_CHUNK, Math.min(size, most) + 8 + Malloc.ALIGNMENT - 1 & -Malloc.ALIGNMENT);
    }

    /** Tells to which ends the kernel has moved the break, in order. */
    void grows(List<Long> ends) {
        growth.clear();
        growth.addAll(ends);
    }

    /** Takes a chunk of a size; null if the heap of the contract has no room even with what the kernel gave. */
    HeapChunk take(long size, boolean fromTcache) {
        Deque<HeapChunk> stack = stack(tcache, size);
        if (fromTcache && !stack.isEmpty()) {
            way = Way.TCACHE;
            return used(stack.pop());
        }
        return search(size);
    }

    private HeapChunk search(long size) {
        Deque<HeapChunk> fastbin = stack(fast, size);
        if (!fastbin.isEmpty()) {
            way = Way.FAST;
            HeapChunk taken = used(fastbin.pop());
            while (!fastbin.isEmpty() && cache(fastbin.peek())) {
                fastbin.pop();
            }
            return taken;
        }
        way = Way.FREE;
        if (size < Malloc.MIN_LARGE) {
            HeapChunk exact = free.takeSmall(size);
            if (exact != null) {
                for (HeapChunk next = free.lastSmall(size); next != null && cache(next); next = free.lastSmall(size)) {
                    free.remove(next);
                }
                return used(exact);
            }
        } else {
            consolidate();
        }
        HeapChunk found = fromLists(size);
        if (found == null && end - top - Malloc.MIN_CHUNK < size && consolidate()) {
            found = fromLists(size);
        }
        return found != null ? found : fromTop(size);
    }

    /** Steps 2 to 4 of a search. */
    private HeapChunk fromLists(long size) {
        boolean cached = false;
        boolean small = size < Malloc.MIN_LARGE;
        while (free.hasUnsorted()) {
            HeapChunk chunk = free.oldestUnsorted();
            if (small && free.isOnlyRemainder(chunk) && chunk.size > size + Malloc.MIN_CHUNK) {
                free.remove(chunk);
                return split(chunk, size, true);
            }
            free.remove(chunk);
            if (chunk.size != size) {
                free.sort(chunk);
            } else if (cache(chunk)) {
                cached = true;
            } else {
                return used(chunk);
            }
        }
        if (cached) {
            way = Way.TCACHE;
            return used(stack(tcache, size).pop());
        }
        HeapChunk best = free.best(size);
        return best == null ? null : split(best, size, small && free.isBeyond(best, size));
    }

    private HeapChunk fromTop(long size) {
        way = Way.TOP;
        while (end - top - Malloc.MIN_CHUNK < size) {
            if (growth.isEmpty()) {
                return null;
            }
            end = growth.pop();
        }
        HeapChunk chunk = new HeapChunk(top, size);
        chunks.put(top, chunk);
        top += size;
        return used(chunk);
    }

    private HeapChunk split(HeapChunk chunk, long size, boolean remembered) {
        if (chunk.size - size >= Malloc.MIN_CHUNK) {
            HeapChunk rest = new HeapChunk(chunk.address + size, chunk.size - size);
            chunks.put(rest.address, rest);
            chunk.size = size;
            rest.state = HeapChunk.State.FREE;
            free.addUnsorted(rest);
            if (remembered) {
                free.rememberRemainder(rest);
            }
        }
        return used(chunk);
    }

    private static HeapChunk used(HeapChunk chunk) {
        chunk.state = HeapChunk.State.USED;
        return chunk;
    }

    /** Puts a chunk into the tcache if that has room. */
    private boolean cache(HeapChunk chunk) {
        Deque<HeapChunk> stack = stack(tcache, chunk.size);
        if (chunk.size > Malloc.TCACHE_MAX || stack.size() >= Malloc.TCACHE_COUNT) {
            return false;
        }
        chunk.state = HeapChunk.State.TCACHE;
        stack.push(chunk);
        return true;
    }

    private static Deque<HeapChunk> stack(Map<Long, Deque<HeapChunk>> stacks, long size) {
        return stacks.computeIfAbsent(size, unused -> new ArrayDeque<>());
    }

    /** Frees a chunk. */
    void give(HeapChunk chunk) {
        if (cache(chunk)) {
            way = Way.TCACHE;
        } else if (chunk.size <= Malloc.FAST_MAX) {
            way = Way.FAST;
            chunk.state = HeapChunk.State.FAST;
            stack(fast, chunk.size).push(chunk);
        } else {
            way = Way.FREE;
            long joined = join(chunk);
            if (joined >= Malloc.CONSOLIDATION_THRESHOLD) {
                consolidate();
            }
            while (!growth.isEmpty()) {
                end = growth.pop(); // the heap was trimmed
            }
        }
    }

    /** Joins a chunk with its free neighbours, and returns how large it is then. */
    private long join(HeapChunk freed) {
        HeapChunk chunk = freed;
        Map.Entry<Long, HeapChunk> below = chunks.lowerEntry(chunk.address);
        if (below != null && below.getValue().state == HeapChunk.State.FREE) {
            free.remove(below.getValue());
            chunks.remove(chunk.address);
            below.getValue().size += chunk.size;
            chunk = below.getValue();
        }
        HeapChunk above = chunks.get(chunk.end());
        if (above != null && above.state == HeapChunk.State.FREE) {
            free.remove(above);
            chunks.remove(above.address);
            chunk.size += above.size;
        }
        if (chunk.end() == top) {
            way = Way.TOP;
            chunks.remove(chunk.address);
            top = chunk.address;
            return end - top;
        }
        chunk.state = HeapChunk.State.FREE;
        free.addUnsorted(chunk);
        return chunk.size;
    }

    /** Frees all chunks of the fastbins for good; false if there are none. */
    private boolean consolidate() {
        boolean any = false;
        Way before = way;
        for (Deque<HeapChunk> stack : fast.values()) {
            while (!stack.isEmpty()) {
                join(stack.pop());
                any = true;
            }
        }
        way = before;
        return any;
    }

    /** Changes the size of a chunk; returns the chunk that the block is in then, or null. */
    HeapChunk resize(HeapChunk chunk, long size) {
        way = Way.STAYED;
        HeapChunk next = chunks.get(chunk.end());
        if (chunk.size < size) {
            if (chunk.end() == top && end - chunk.address - Malloc.MIN_CHUNK >= size) {
                chunk.size = size;
                top = chunk.end();
            } else if (next != null && next.state == HeapChunk.State.FREE && chunk.size + next.size >= size) {
                free.remove(next);
                absorb(chunk, next);
            } else {
                return move(chunk, size);
            }
        }
        cut(chunk, size);
        way = Way.STAYED;
        return chunk;
    }

    private HeapChunk move(HeapChunk chunk, long size) {
        HeapChunk moved = search(size);
        if (moved == null) {
            return null;
        }
        if (moved.address == chunk.end()) {
            absorb(chunk, moved);
            cut(chunk, size);
            return chunk;
        }
        Way from = way;
        give(chunk);
        way = from;
        return moved;
    }

    private void absorb(HeapChunk chunk, HeapChunk next) {
        chunks.remove(next.address);
        chunk.size += next.size;
    }

    private void cut(HeapChunk chunk, long size) {
        if (chunk.size - size >= Malloc.MIN_CHUNK) {
            HeapChunk rest = new HeapChunk(chunk.address + size, chunk.size - size);
            chunks.put(rest.address, rest);
            chunk.size = size;
            give(rest);
        }
    }

    /** Returns the chunk at an address, or null. */
    HeapChunk at(long address) {
        return chunks.get(address);
    }

    /** Returns the chunks by ascending address, without top. */
    public Collection<HeapChunk> chunks() {
        return List.copyOf(chunks.values());
    }

    /** Returns the chunks of the tcache, of the fastbins, of unsorted and of the bins, the next to be taken first. */
    public List<List<HeapChunk>> stacks(boolean ofTcache) {
        List<List<HeapChunk>> stacks = new ArrayList<>();
        (ofTcache ? tcache : fast)
                .values().stream()
                        .filter(stack -> !stack.isEmpty())
                        .map(List::copyOf)
                        .forEach(stacks::add);
        return stacks;
    }

    /** Returns the lists of free chunks. */
    public FreeLists free() {
        return free;
    }

    /** Returns where top begins. */
    public long top() {
        return top;
    }

    /** Returns the break. */
    public long end() {
        return end;
    }

    /** Returns where the last block came from, or went. */
    public Way way() {
        return way;
    }
}

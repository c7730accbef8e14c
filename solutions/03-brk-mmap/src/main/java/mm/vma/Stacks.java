package mm.vma;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.TreeMap;

/** Chunks kept for the next request of the very same size, last in, first out: the tcache, and the fastbins. */
final class Stacks {
    private final long largest;
    private final int maxCount;
    private final TreeMap<Long, Deque<Chunk>> stacks = new TreeMap<>();

    /**
     * Makes empty stacks.
     *
     * @param largest the largest size that is kept
     * @param maxCount how many of one size
     */
    Stacks(long largest, int maxCount) {
        this.largest = largest;
        this.maxCount = maxCount;
    }

    /** Tells whether there is room for one more of that size. */
    boolean hasRoom(long size) {
        return size <= largest && stack(size).size() < maxCount;
    }

    /** Keeps a chunk, if there is room. */
    boolean put(Chunk chunk) {
        if (!hasRoom(chunk.size)) {
            return false;
        }
        chunk.state = Chunk.State.CACHED;
        stacks.computeIfAbsent(chunk.size, none -> new ArrayDeque<>()).push(chunk);
        return true;
    }

    /** Takes the chunk put in last, or null. */
    Chunk take(long size) {
        Chunk chunk = stack(size).poll();
        if (chunk != null) {
            chunk.state = Chunk.State.IN_USE;
        }
        return chunk;
    }

    boolean holds(long size) {
        return !stack(size).isEmpty();
    }

    boolean isEmpty() {
        return stacks.values().stream().allMatch(Collection::isEmpty);
    }

    /** Takes all chunks: the smallest sizes first, of each size the last put in first. */
    Collection<Chunk> takeAll() {
        Collection<Chunk> all =
                stacks.values().stream().flatMap(Collection::stream).toList();
        stacks.clear();
        return all;
    }

    private Deque<Chunk> stack(long size) {
        return stacks.getOrDefault(size, new ArrayDeque<>());
    }
}

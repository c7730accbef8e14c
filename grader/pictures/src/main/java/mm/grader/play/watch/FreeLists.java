package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.vma.Malloc;

/** Unsorted and the bins, by the letter of {@link Malloc}: lists whose first is the front. */
public final class FreeLists {
    private final List<HeapChunk> unsorted = new ArrayList<>();
    private final TreeMap<Integer, List<HeapChunk>> bins = new TreeMap<>();
    private long remainder = -1;

    FreeLists() {}

    /** Returns the number of the bin for a size. */
    public static int number(long size) {
        if (size < Malloc.MIN_LARGE) {
            return (int) (size / Malloc.ALIGNMENT);
        }
        long[][] ranges = {{6, 48, 48}, {9, 91, 20}, {12, 110, 10}, {15, 119, 4}, {18, 124, 2}};
        for (long[] range : ranges) {
            if (size >>> range[0] <= range[2]) {
                return (int) (range[1] + (size >>> range[0]));
            }
        }
        return 126;
    }

    void addUnsorted(HeapChunk chunk) {
        unsorted.add(0, chunk);
    }

    boolean hasUnsorted() {
        return !unsorted.isEmpty();
    }

    HeapChunk oldestUnsorted() {
        return unsorted.get(unsorted.size() - 1);
    }

    void rememberRemainder(HeapChunk chunk) {
        remainder = chunk.address;
    }

    boolean isOnlyRemainder(HeapChunk chunk) {
        return unsorted.size() == 1 && chunk.address == remainder;
    }

    /** Puts a chunk into its bin. */
    void sort(HeapChunk chunk) {
        List<HeapChunk> bin = bins.computeIfAbsent(number(chunk.size), unused -> new ArrayList<>());
        int at = 0;
        if (chunk.size >= Malloc.MIN_LARGE) {
            while (at < bin.size() && bin.get(at).size > chunk.size) {
                at++;
            }
            at += at < bin.size() && bin.get(at).size == chunk.size ? 1 : 0;
        }
        bin.add(at, chunk);
    }

    void remove(HeapChunk chunk) {
        if (!unsorted.remove(chunk)) {
            List<HeapChunk> bin = bins.getOrDefault(number(chunk.size), List.of());
            bin.remove(chunk);
            if (bin.isEmpty()) {
                bins.remove(number(chunk.size));
            }
        }
    }

    /** Returns the chunk that the small bin of a size gives next, or null. */
    HeapChunk lastSmall(long size) {
        List<HeapChunk> bin = bins.getOrDefault(number(size), List.of());
        return bin.isEmpty() ? null : bin.get(bin.size() - 1);
    }

    HeapChunk takeSmall(long size) {
        HeapChunk last = lastSmall(size);
        if (last != null) {
            remove(last);
        }
        return last;
    }

    /** Takes the chunk of the bins that a search finds, or returns null. */
    HeapChunk best(long size) {
        HeapChunk found = size < Malloc.MIN_LARGE ? null : ofOwnBin(size);
        if (found == null) {
            Map.Entry<Integer, List<HeapChunk>> next = bins.higherEntry(number(size));
            found = next == null ? null : next.getValue().get(next.getValue().size() - 1);
        }
        if (found != null) {
            remove(found);
        }
        return found;
    }

    /** Of a large bin the smallest that is large enough; of several of that size the second. */
    private HeapChunk ofOwnBin(long size) {
        List<HeapChunk> bin = bins.getOrDefault(number(size), List.of());
        for (int i = bin.size() - 1; i >= 0; i--) {
            if (bin.get(i).size >= size) {
                int first = i;
                while (first > 0 && bin.get(first - 1).size == bin.get(i).size) {
                    first--;
                }
                return bin.get(first == i ? i : first + 1);
            }
        }
        return null;
    }

    /** Tells whether a chunk is of a bin beyond the one of a size. */
    boolean isBeyond(HeapChunk chunk, long size) {
        return number(chunk.size) > number(size);
    }

    /** Returns the chunks of unsorted, the front first. */
    public List<HeapChunk> unsorted() {
        return List.copyOf(unsorted);
    }

    /** Returns the bins that have chunks, by number. */
    public Map<Integer, List<HeapChunk>> bins() {
        return new TreeMap<>(bins);
    }
}

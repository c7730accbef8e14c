package mm.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The free chunks: one unsorted list, a small bin for each size, large bins for ranges of sizes. */
final class Bins {
    private static final int COUNT = 127;
    private static final int UNSORTED = 0;

    /** Index 0 of a list is its front. */
    private final List<List<Chunk>> bins = Stream.generate(() -> (List<Chunk>) new ArrayList<Chunk>())
            .limit(COUNT)
            .toList();

    /** Only its address is known: whatever chunk begins there now counts as the last remainder. */
    private long lastRemainder;

    static boolean isSmall(long size) {
        return size < Malloc.MIN_LARGE;
    }

    /** The number of a size's bin ({@code bin_index}). */
    static int index(long size) {
        if (isSmall(size)) {
            return (int) (size >> 4);
        } else if (size >> 6 <= 48) {
            return (int) (48 + (size >> 6));
        } else if (size >> 9 <= 20) {
            return (int) (91 + (size >> 9));
        } else if (size >> 12 <= 10) {
            return (int) (110 + (size >> 12));
        } else if (size >> 15 <= 4) {
            return (int) (119 + (size >> 15));
        }
        return size >> 18 <= 2 ? (int) (124 + (size >> 18)) : 126;
    }

    /** Puts a free chunk at the front of unsorted. */
    void add(Chunk chunk) {
        chunk.state = Chunk.State.FREE;
        bins.get(UNSORTED).add(0, chunk);
    }

    void remember(Chunk remainder) {
        lastRemainder = remainder.address;
    }

    /** Tells whether all that unsorted holds is the last remainder, with room for a chunk and a rest. */
    boolean onlyLastRemainder(long size) {
        List<Chunk> unsorted = bins.get(UNSORTED);
        return unsorted.size() == 1
                && unsorted.get(0).address == lastRemainder
                && unsorted.get(0).size > size + Malloc.MIN_CHUNK;
    }

    /** Takes the oldest chunk from unsorted, or null. */
    Chunk takeUnsorted() {
        return takeBack(bins.get(UNSORTED));
    }

    boolean holdsSmall(long size) {
        return !bins.get(index(size)).isEmpty();
    }

    /** Takes the oldest chunk of exactly a small size, or null. */
    Chunk takeSmall(long size) {
        return takeBack(bins.get(index(size)));
    }

    private static Chunk takeBack(List<Chunk> bin) {
        if (bin.isEmpty()) {
            return null;
        }
        Chunk chunk = bin.remove(bin.size() - 1);
        chunk.state = Chunk.State.IN_USE;
        return chunk;
    }

    /** Puts a chunk into the bin of its size. */
    void sort(Chunk chunk) {
        chunk.state = Chunk.State.FREE;
        List<Chunk> bin = bins.get(index(chunk.size));
        int place = 0;
        if (!isSmall(chunk.size)) {
            while (place < bin.size() && bin.get(place).size > chunk.size) {
                place++;
            }
            if (place < bin.size() && bin.get(place).size == chunk.size) {
                place++;
            }
        }
        bin.add(place, chunk);
    }

    /** Takes the chunk that fits best, or null: the smallest in its own bin, else the back of the next one. */
    Chunk takeBest(long size) {
        if (!isSmall(size)) {
            Chunk chunk = bestOf(bins.get(index(size)), size);
            if (chunk != null) {
                return chunk;
            }
        }
        return bins.subList(index(size) + 1, COUNT).stream()
                .filter(bin -> !bin.isEmpty())
                .findFirst()
                .map(Bins::takeBack)
                .orElse(null);
    }

    private Chunk bestOf(List<Chunk> bin, long size) {
        int place = bin.size() - 1;
        while (place >= 0 && bin.get(place).size < size) {
            place--;
        }
        if (place < 0) {
            return null;
        }
        while (place > 0 && bin.get(place - 1).size == bin.get(place).size) {
            place--;
        }
        boolean hasSecond = place + 1 < bin.size() && bin.get(place + 1).size == bin.get(place).size;
        Chunk chunk = bin.get(hasSecond ? place + 1 : place);
        remove(chunk);
        return chunk;
    }

    /** Takes out a chunk, to join it with a neighbour ({@code unlink_chunk}). */
    void remove(Chunk chunk) {
        if (!bins.get(UNSORTED).remove(chunk)) {
            bins.get(index(chunk.size)).remove(chunk);
        }
        chunk.state = Chunk.State.IN_USE;
    }
}

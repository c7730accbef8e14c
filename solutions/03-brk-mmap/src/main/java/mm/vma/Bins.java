package mm.vma;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The free chunks: one unsorted list, a small bin for each size, large bins for ranges of sizes.
 *
 * <pre>
 *  bins           sizes from    to below    a bin for each
 *  0              unsorted
 *  2 to 63                32       1,024         16 bytes     small: one size
 *  64 to 96            1,024       3,136         64           large: the largest in front
 *  97 to 111           3,136      10,752        512
 *  112 to 120         10,752      45,056      4,096
 *  120 to 123         45,056     163,840     32,768           120 has sizes of both ranges
 *  124 to 126        163,840                262,144           126 has all that is larger
 * </pre>
 */
final class Bins {
    private static final int COUNT = 127;
    private static final int UNSORTED = 0;
    private static final int SMALL_SHIFT = 4;

    /** Large sizes up to a last number, size / 2^shift: the bin of number n is bins + n. */
    private record Range(int shift, int last, int bins) {}

    private static final List<Range> LARGE = List.of(
            new Range(6, 48, 48),
            new Range(9, 20, 91),
            new Range(12, 10, 110),
            new Range(15, 4, 119),
            new Range(18, 2, 124));

    /** Index 0 of a list is its front. */
    private final List<List<Chunk>> bins = Stream.generate(() -> (List<Chunk>) new ArrayList<Chunk>())
            .limit(COUNT)
            .toList();

    /** Only its address is known: whatever chunk begins there now counts as the last remainder. */
    private long lastRemainder;

    static boolean isSmall(long size) {
        return size < Malloc.MIN_LARGE;
    }

    /** The number of the bin of a size ({@code bin_index}): of the first range whose number is not too large. */
    static int index(long size) {
        if (isSmall(size)) {
            return (int) (size >> SMALL_SHIFT);
        }
        for (Range range : LARGE) {
            long number = size >> range.shift;
            if (number <= range.last) {
                return (int) (range.bins + number);
            }
        }
        return COUNT - 1;
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

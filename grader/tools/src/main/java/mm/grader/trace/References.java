package mm.grader.trace;

import java.util.Arrays;

/** The references of some lines, a number each; those that repeat the one before are counted. */
final class References {
    private static final int ACCESS_BITS = 5;

    private long[] references;
    private int[] more;
    private int size;
    private long last = -1;

    /** Makes an empty list with room for the given number. */
    References(int room) {
        references = new long[room];
        more = new int[room];
    }

    /** Adds one to the end. */
    void add(long page, int access) {
        long reference = page << ACCESS_BITS | access;
        if (reference == last) {
            more[size - 1]++;
            return;
        }
        if (size == references.length) {
            references = Arrays.copyOf(references, 2 * size);
            more = Arrays.copyOf(more, 2 * size);
        }
        references[size++] = reference;
        last = reference;
    }

    /** Hands all on, in their order. */
    void to(TraceReader.Sink sink) {
        for (int i = 0; i < size; i++) {
            long page = references[i] >>> ACCESS_BITS;
            int access = (int) references[i] & (1 << ACCESS_BITS) - 1;
            sink.reference(page, access);
            if (more[i] > 0) {
                sink.again(page, access, more[i]);
            }
        }
    }
}

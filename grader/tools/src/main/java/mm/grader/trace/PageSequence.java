package mm.grader.trace;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** The references of a whole trace, by the small numbers of their pages. */
public final class PageSequence {
    private int[] pages = new int[1 << 10];
    private int size;

    /** Makes an empty one. */
    public PageSequence() {}

    /** Adds the next reference. */
    public void add(int page) {
        if (size == pages.length) {
            pages = Arrays.copyOf(pages, 2 * size);
        }
        pages[size++] = page;
    }

    /** Returns how many references there are. */
    public int size() {
        return size;
    }

    /** Hands on each reference, in their order. */
    public void forEach(IntConsumer sink) {
        for (int i = 0; i < size; i++) {
            sink.accept(pages[i]);
        }
    }

    int[] pages() {
        return Arrays.copyOf(pages, size);
    }
}

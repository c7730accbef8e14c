package mm.grader.trace;

import java.util.Arrays;

/** Gives pages small dense numbers, in the order in which they appear: a hash table of numbers in two arrays. */
public final class PageNumbers {
    private static final int EMPTY = -1;

    private long[] keys = new long[1 << 12];
    private int[] numbers = new int[1 << 12];
    private int size;

    /** Makes an empty table. */
    public PageNumbers() {
        Arrays.fill(numbers, EMPTY);
    }

    /** Returns the number of the page, a new one if it was not seen before. */
    public int of(long page) {
        int i = find(page);
        if (numbers[i] == EMPTY) {
            if (2 * size >= keys.length) {
                grow();
                i = find(page);
            }
            keys[i] = page;
            numbers[i] = size++;
        }
        return numbers[i];
    }

    /** Returns how many pages have a number. */
    public int size() {
        return size;
    }

    private int find(long page) {
        int mask = keys.length - 1;
        int i = (int) ((page * 0x9e37_79b9_7f4a_7c15L) >>> 32) & mask;
        while (numbers[i] != EMPTY && keys[i] != page) {
            i = i + 1 & mask;
        }
        return i;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldNumbers = numbers;
        keys = new long[2 * oldKeys.length];
        numbers = new int[2 * oldKeys.length];
        Arrays.fill(numbers, EMPTY);
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldNumbers[i] != EMPTY) {
                int to = find(oldKeys[i]);
                keys[to] = oldKeys[i];
                numbers[to] = oldNumbers[i];
            }
        }
    }
}

package mm.lru;

import java.util.Arrays;

/** Pages in the order in which they came, in one long array: a page that leaves is crossed out by a note of its own. */
final class Queue {
    private static final int ABSENT = -1;

    private final int[] line;
    /** Where in the line the entry of each page is that counts. */
    private final int[] at;

    private int head;
    private int length;
    private int size;

    Queue(int pages) {
        line = new int[Math.max(8, 3 * pages)];
        at = new int[pages];
        Arrays.fill(at, ABSENT);
        head = 0;
    }

    private int place(int index) {
        return Math.floorMod(head + index, line.length);
    }

    boolean has(int page) {
        return at[page] != ABSENT;
    }

    int size() {
        return size;
    }

    private boolean counts(int place) {
        return at[line[place]] == place;
    }

    /** Makes room by leaving out what is crossed out. */
    private void tidy() {
        int kept = 0;
        for (int i = 0; i < length; i++) {
            if (counts(place(i))) {
                int page = line[place(i)];
                line[place(kept)] = page;
                at[page] = place(kept);
                kept++;
            }
        }
        length = kept;
    }

    void addLast(int page) {
        if (length == line.length) {
            tidy();
        }
        int place = place(length);
        line[place] = page;
        at[page] = place;
        length++;
        size++;
    }

    void addFirst(int page) {
        if (length == line.length) {
            tidy();
        }
        head = place(-1);
        line[head] = page;
        at[page] = head;
        length++;
        size++;
    }

    void remove(int page) {
        if (has(page)) {
            at[page] = ABSENT;
            size--;
        }
    }

    /** Returns the page that came first; NO_PAGE if none is there. */
    int first() {
        while (length > 0 && !counts(head)) {
            head = place(1);
            length--;
        }
        return length == 0 ? ReplacementPolicy.NO_PAGE : line[head];
    }

    int removeFirst() {
        int page = first();
        if (page != ReplacementPolicy.NO_PAGE) {
            remove(page);
        }
        return page;
    }
}

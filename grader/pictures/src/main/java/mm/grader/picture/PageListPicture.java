package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Owners.Owner;

/** Lists of pages as reclaim keeps them: the oldest, who are asked first, and the youngest, with their two bits. */
public final class PageListPicture {
    private static final int LEFT = 8;
    private static final int COLUMNS = 6;
    private static final int WIDTH = 57;
    private static final int HEIGHT = 30;
    private static final int OLDEST = 2 * COLUMNS;
    private static final int YOUNGEST = COLUMNS;

    private final Words words;
    private final Canvas canvas = new Canvas();
    private int y = 18;

    private PageListPicture(Words words) {
        this.words = words;
    }

    /**
     * One page of a list.
     *
     * @param number of its frame or page
     * @param keys what it is, see {@link Keys}
     * @param owner whose it is
     * @param accessed whether it was used since reclaim last looked
     * @param referenced whether it was found used once before
     */
    public record Entry(int number, String keys, Owner owner, boolean accessed, boolean referenced) {
        /** Makes a page that no other picture shows. */
        public Entry(int number, Owner owner, boolean accessed, boolean referenced) {
            this(number, "", owner, accessed, referenced);
        }
    }

    /**
     * One list.
     *
     * @param name for people
     * @param entries the oldest first
     */
    public record PageList(String name, List<Entry> entries) {}

    /** Draws lists below one another. */
    public static Picture of(String title, List<PageList> lists, Words words) {
        PageListPicture picture = new PageListPicture(words);
        picture.canvas.text("b", LEFT, picture.y, title);
        picture.y += 18;
        List<String> description = new ArrayList<>();
        for (PageList list : lists) {
            picture.list(list);
            description.add(list.name() + ": " + list.entries().size());
        }
        picture.canvas.note(LEFT, picture.y + 4, Picture.NARROW - 2 * LEFT, words.say("lists.note"));
        return picture.canvas.picture(title, title + ". " + String.join("; ", description), Picture.NARROW);
    }

    private void list(PageList list) {
        List<Entry> entries = list.entries();
        long accessed = entries.stream().filter(Entry::accessed).count();
        canvas.text("t", LEFT, y, words.say("lists.head", list.name(), entries.size(), accessed));
        y += 8;
        if (entries.isEmpty()) {
            y += 14;
            return;
        }
        boolean all = entries.size() <= OLDEST + YOUNGEST;
        cells(all ? entries : entries.subList(0, OLDEST));
        if (!all) {
            canvas.text("s", LEFT, y + 12, words.say("lists.more", entries.size() - OLDEST - YOUNGEST));
            y += 18;
            cells(entries.subList(entries.size() - YOUNGEST, entries.size()));
        }
        y += 18;
    }

    private void cells(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            int x = LEFT + i % COLUMNS * WIDTH;
            int top = y + i / COLUMNS * HEIGHT;
            canvas.rect("box", x, top, WIDTH, HEIGHT, "", entry.keys());
            canvas.owner(entry.owner(), x + 2, top + 2, 11, 12);
            canvas.text("n e", x + WIDTH - 2, top + 12, Canvas.fit(Integer.toString(entry.number()), WIDTH - 14, 6.6));
            canvas.text(entry.accessed() ? "n b" : "n s", x + 4, top + 26, entry.accessed() ? "A" : "–");
            canvas.text(entry.referenced() ? "n b" : "n s", x + 20, top + 26, entry.referenced() ? "R" : "–");
        }
        y += (entries.size() + COLUMNS - 1) / COLUMNS * HEIGHT;
    }
}

package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Owners.Owner;

/** The frames that one step used or that changed hands in it, one by one: whose each was, and whose it is now. */
public final class TouchedPicture {
    private static final int LEFT = 8;
    private static final int ROW = 20;
    private static final int MOST = 8;

    private TouchedPicture() {}

    /**
     * One frame.
     *
     * @param pfn its number
     * @param before whose it was
     * @param now whose it is
     * @param mapCount how many entries map it
     * @param use what this step used it for, or ""
     */
    public record Row(int pfn, Owner before, Owner now, int mapCount, String use) {}

    /**
     * Draws the frames.
     *
     * @param more how many others changed hands as well
     */
    public static Picture of(List<Row> rows, int more, Words words) {
        Canvas canvas = new Canvas();
        String title = words.say("touched.title", rows.size() + more);
        canvas.text("b", LEFT, 18, title);
        List<String> description = new ArrayList<>();
        if (rows.isEmpty()) {
            canvas.note(LEFT, 38, Picture.NARROW - 2 * LEFT, words.say("touched.none"));
            description.add(words.say("touched.none"));
        }
        int y = 28;
        List<Row> shown = rows.subList(0, Math.min(MOST, rows.size()));
        for (Row row : shown) {
            boolean changed = row.before() != row.now();
            canvas.rect(
                    changed ? "box hot" : "box",
                    LEFT,
                    y,
                    Picture.NARROW - 2 * LEFT,
                    ROW - 2,
                    "",
                    Keys.frame(row.pfn()));
            canvas.text("m b", LEFT + 6, y + 13, Integer.toString(row.pfn()));
            int x = LEFT + 58;
            if (changed) {
                cell(canvas, row.before(), x, y + 2);
                canvas.text("t c", x + 23, y + 13, "→");
                x += 32;
            }
            cell(canvas, row.now(), x, y + 2);
            String text = says(row, changed, words);
            canvas.text("t", x + 20, y + 13, Canvas.fit(text, Picture.NARROW - LEFT - x - 24, 6.3));
            description.add(row.pfn() + " " + text);
            y += ROW;
        }
        int left = more + rows.size() - shown.size();
        if (left > 0) {
            canvas.text("s", LEFT, y + 13, words.say("touched.more", left));
        }
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    private static String says(Row row, boolean changed, Words words) {
        String now = row.now().name(words);
        String owner = changed ? words.say("touched.became", now, row.before().name(words)) : now;
        String count = row.mapCount() > 0 ? ", " + words.say("touched.mapped", row.mapCount()) : "";
        return (row.use().isEmpty() ? "" : row.use() + ": ") + owner + count;
    }

    private static void cell(Canvas canvas, Owner owner, int x, int y) {
        boolean free = owner == Owners.FREE;
        canvas.rect("cell " + owner.style(), x, y, 14, 14);
        canvas.text(free ? "l c" : "l c on-" + owner.style(), x + 7, y + 11, free ? "·" : "" + owner.letter());
    }
}

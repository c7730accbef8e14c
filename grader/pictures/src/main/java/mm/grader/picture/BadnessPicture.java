package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Owners.Owner;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/**
 * The OOM killer's table: of each process the pages that its death would give back, its owner's wish, and the sum of both,
 * which is what the killer compares.
 */
public final class BadnessPicture {
    private static final int LEFT = 8;
    private static final int ROW = 50;
    private static final int MOST = 16;

    private BadnessPicture() {}

    /**
     * One process.
     *
     * @param task what the killer is told of it
     * @param badness what the code under test makes of that
     * @param score what it shows in /proc; "" where that is not made of this table: /proc knows nothing of a group's limit
     * @param killed whether it dies
     */
    public record Row(Owner owner, OomTask task, long badness, String score, boolean killed) {}

    /**
     * Draws the table.
     *
     * @param total the pages that the processes compete for
     */
    public static Picture of(List<Row> rows, long total, Words words) {
        Canvas canvas = new Canvas();
        String title = words.say("badness.title", total);
        canvas.text("b", LEFT, 18, title);
        List<String> description = new ArrayList<>();
        int y = 26;
        for (Row row : shown(rows)) {
            row(canvas, row, total, y, words);
            description.add(row.task().name() + " " + sum(row, total, words) + (row.killed() ? " ✗" : ""));
            y += ROW;
        }
        if (rows.size() > MOST) {
            canvas.text("s", LEFT, y + 12, words.say("more", rows.size() - MOST));
            y += 16;
        }
        canvas.note(LEFT, y + 14, Picture.NARROW - 2 * LEFT, words.say("badness.note"));
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    /** Returns the first rows, and all that die. */
    private static List<Row> shown(List<Row> rows) {
        List<Row> shown = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            if (i < MOST || rows.get(i).killed()) {
                shown.add(rows.get(i));
            }
        }
        return shown;
    }

    private static void row(Canvas canvas, Row row, long total, int y, Words words) {
        canvas.rect(row.killed() ? "box hot" : "box", LEFT, y, Picture.NARROW - 2 * LEFT, ROW - 2);
        canvas.owner(row.owner(), LEFT + 4, y + 3, 14, 14);
        String dies = row.killed() ? "✗ " + words.say("badness.killed") : "";
        int room = Picture.NARROW - 2 * LEFT - 36 - 12 * dies.length();
        canvas.text("b", LEFT + 24, y + 14, Canvas.fit(row.task().name(), room, Canvas.SANS));
        canvas.text("note e", Picture.NARROW - LEFT - 6, y + 14, dies);
        OomTask task = row.task();
        canvas.text(
                "t",
                LEFT + 24,
                y + 29,
                words.say("badness.parts", task.rss(), task.swapents(), task.pageTables(), task.oomScoreAdj()));
        canvas.text("n b", LEFT + 24, y + 43, sum(row, total, words));
    }

    /** Writes the sum that makes the badness. */
    public static String sum(Row row, long total, Words words) {
        OomTask task = row.task();
        if (row.badness() == OomKiller.UNKILLABLE) {
            return words.say("badness.never") + score(row, words);
        }
        long wish = task.oomScoreAdj() * (total / 1000);
        long pages = task.rss() + task.swapents() + task.pageTables();
        String added = (wish < 0 ? "− " : "+ ") + Math.abs(wish);
        String sum = pages + wish == row.badness()
                ? words.say("badness.sum", pages, added, row.badness())
                : words.say("badness.other", pages, added, pages + wish, row.badness());
        return sum + score(row, words);
    }

    private static String score(Row row, Words words) {
        return row.score().isEmpty() ? "" : words.say("badness.score", row.score());
    }
}

package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Owners.Owner;

/** The processes, with what they cost and how likely the OOM killer is to choose them. */
public final class TasksPicture {
    private static final int LEFT = 8;
    private static final int[] ENDS = {80, 134, 186, 236, 288, 346};
    private static final int ROW = 50;
    private static final int MOST = 24;

    private TasksPicture() {}

    /**
     * One process. Sizes are kB.
     *
     * @param owner its letter and name
     * @param pid its number
     * @param score its oom_score, or what is shown instead
     * @param current whether the step was its
     */
    public record Row(
            Owner owner,
            int pid,
            long size,
            long resident,
            long swap,
            long tables,
            long minor,
            long major,
            int adj,
            String score,
            boolean current) {}

    /** Draws the table. */
    public static Picture of(List<Row> rows, Words words) {
        Canvas canvas = new Canvas();
        String title = words.say("tasks.title", rows.size());
        canvas.text("b", LEFT, 18, title);
        String[] heads = {"VIRT", "RES", "SWAP", "PTE", "adj", "score"};
        for (int i = 0; i < heads.length; i++) {
            canvas.text("s e", ENDS[i], 36, heads[i]);
        }
        List<String> description = new ArrayList<>();
        int y = 42;
        for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
            row(canvas, row, y, words);
            description.add(row.owner().name(words) + " RES " + size(row.resident()) + ", oom_score_adj " + row.adj()
                    + ", oom_score " + row.score());
            y += ROW;
        }
        if (rows.size() > MOST) {
            canvas.text("s", LEFT, y + 12, words.say("more", rows.size() - MOST));
            y += 16;
        }
        canvas.note(LEFT, y + 14, Picture.NARROW - 2 * LEFT, words.say("tasks.note"));
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    private static void row(Canvas canvas, Row row, int y, Words words) {
        canvas.rect(row.current() ? "box hot" : "box", LEFT, y, Picture.NARROW - 2 * LEFT, ROW - 2);
        Owner owner = row.owner();
        canvas.owner(owner, LEFT + 4, y + 3, 14, 14);
        String pid = "pid " + row.pid();
        int room = Picture.NARROW - 2 * LEFT - 36 - 7 * pid.length();
        String name = (row.current() ? "▸" : "") + owner.name(words);
        canvas.text("b", LEFT + 24, y + 14, Canvas.fit(name, room, Canvas.SANS));
        canvas.text("m e", Picture.NARROW - LEFT - 6, y + 14, pid);
        String[] values = {
            size(row.size()),
            size(row.resident()),
            size(row.swap()),
            size(row.tables()),
            Integer.toString(row.adj()),
            row.score()
        };
        for (int i = 0; i < values.length; i++) {
            canvas.text(i == values.length - 1 ? "n b e" : "n e", ENDS[i], y + 29, values[i]);
        }
        canvas.text("s", LEFT + 24, y + 43, words.say("tasks.faults", row.minor(), row.major()));
    }

    private static String size(long kb) {
        return Segment.size(kb * 1024).replace(" ", "").replace("B", "").replace("k", "K");
    }
}

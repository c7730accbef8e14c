package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Owners.Owner;

/** The processes, with what they cost and how likely the OOM killer is to choose them. */
public final class TasksPicture {
    private static final int LEFT = 8;
    private static final int[] ENDS = {120, 170, 220, 265, 302, 350};
    private static final int ROW = 34;
    private static final int MOST = 24;

    private TasksPicture() {}

    /**
     * One process. Sizes are kB.
     *
     * @param owner its letter and name
     * @param pid its number
     * @param score its oom_score, or what stands for it
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
        String[] heads = {"PID", "VIRT", "RES", "SWAP", "ADJ", "SCORE"};
        canvas.text("s", LEFT + 24, 38, words.say("tasks.name"));
        for (int i = 0; i < heads.length; i++) {
            canvas.text("s e", ENDS[i], 38, heads[i]);
        }
        List<String> description = new ArrayList<>();
        int y = 44;
        for (Row row : rows.subList(0, Math.min(MOST, rows.size()))) {
            canvas.rect(row.current() ? "box hot" : "box", LEFT, y, Picture.NARROW - 2 * LEFT, ROW - 2);
            canvas.rect("cell " + row.owner().style(), LEFT + 4, y + 3, 14, 14);
            canvas.text(
                    "l c on-" + row.owner().style(),
                    LEFT + 11,
                    y + 14,
                    String.valueOf(row.owner().letter()));
            String name = (row.current() ? "▸" : "") + row.owner().name(words);
            canvas.text("b", LEFT + 24, y + 14, Canvas.fit(name, ENDS[0] - LEFT - 24 - 26, Canvas.SANS));
            String[] values = {
                Integer.toString(row.pid()),
                size(row.size()),
                size(row.resident()),
                size(row.swap()),
                Integer.toString(row.adj()),
                row.score()
            };
            for (int i = 0; i < values.length; i++) {
                canvas.text(i == values.length - 1 ? "n b e" : "n e", ENDS[i], y + 14, values[i]);
            }
            canvas.text(
                    "s", LEFT + 24, y + 28, words.say("tasks.faults", row.minor(), row.major(), size(row.tables())));
            description.add(row.owner().name(words) + " oom_score " + row.score() + " RES " + size(row.resident()));
            y += ROW;
        }
        if (rows.size() > MOST) {
            canvas.text("s", LEFT, y + 12, words.say("more", rows.size() - MOST));
            y += 16;
        }
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    private static String size(long kb) {
        return Segment.size(kb * 1024).replace(" ", "").replace("B", "").replace("k", "K");
    }
}

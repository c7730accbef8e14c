package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;

/** The heap of an allocator, chunk by chunk from its start to its break. Widths follow the logarithm of the size. */
public final class HeapPicture {
    private static final int LEFT = 8;
    private static final int ROW = 34;
    private static final int LEAST = 40;
    private static final int A_DOUBLING = 4;
    private static final int MOST = 72;
    private static final int GAP = 24;

    private HeapPicture() {}

    /**
     * One chunk.
     *
     * @param owner what it is
     * @param name what the script calls its block, or where it is
     * @param size in bytes
     * @param keys see {@link Keys}
     * @param current whether the step was about it
     */
    public record Chunk(Owners.Owner owner, String name, long size, String keys, boolean current) {}

    /** Draws the chunks, the lowest first; the legend names those kinds that are drawn. */
    public static Picture of(String title, List<Chunk> chunks, Words words) {
        Canvas canvas = new Canvas();
        canvas.text("b", LEFT, 18, Canvas.fit(title, Picture.NARROW - 2 * LEFT, Canvas.SANS));
        List<String> description = new ArrayList<>();
        int x = LEFT;
        int y = 28;
        for (int i = 0; i < chunks.size(); i++) {
            boolean hidden = chunks.size() > MOST && i >= MOST / 2 && i < chunks.size() - MOST / 2;
            if (hidden) {
                if (i == MOST / 2) {
                    x = LEFT;
                    y += ROW;
                    canvas.text("s", x, y + 15, words.say("heap.more", chunks.size() - MOST));
                    y += GAP - ROW;
                    x = Picture.NARROW;
                }
                continue;
            }
            Chunk chunk = chunks.get(i);
            int width = Math.min(Picture.NARROW - 2 * LEFT, LEAST + A_DOUBLING * doublings(chunk.size()));
            if (x + width > Picture.NARROW - LEFT) {
                x = LEFT;
                y += ROW;
            }
            chunk(canvas, chunk, x, y, width);
            description.add(chunk.size() + " " + chunk.owner().name(words) + " " + chunk.name());
            x += width;
        }
        y += ROW + 8;
        List<Owners.Owner> kinds = chunks.stream().map(Chunk::owner).distinct().toList();
        for (int i = 0; i < kinds.size(); i++) {
            Owners.Owner kind = kinds.get(i);
            int at = LEFT + i % 2 * 172;
            canvas.owner(kind, at, y, 14, 14);
            canvas.text("t", at + 20, y + 11, kind.name(words));
            y += i % 2 == 1 || i == kinds.size() - 1 ? 18 : 0;
        }
        canvas.note(LEFT, y + 12, Picture.NARROW - 2 * LEFT, words.say("heap.note"));
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }

    private static int doublings(long size) {
        return 63 - Long.numberOfLeadingZeros(Math.max(16, size) / 16);
    }

    private static void chunk(Canvas canvas, Chunk chunk, int x, int y, int width) {
        canvas.rect(chunk.current() ? "box hot" : "box", x, y, width, ROW - 2, "", chunk.keys());
        canvas.owner(chunk.owner(), x + 2, y + 2, 12, 13);
        canvas.text("n e", x + width - 3, y + 12, Canvas.fit(chunk.name(), width - 18, 6.6));
        canvas.text("n b e", x + width - 3, y + 26, Canvas.fit(Long.toString(chunk.size()), width - 5, 6.6));
    }

    /** Draws lists of free chunks, as lines of a name and its chunks. */
    public static Picture lists(String title, List<String[]> lines, Words words) {
        Canvas canvas = new Canvas();
        canvas.text("b", LEFT, 18, title);
        List<String> description = new ArrayList<>();
        int y = 36;
        for (String[] line : lines) {
            canvas.text(line[1].isEmpty() ? "b" : "t", LEFT, y, Canvas.fit(line[0], 150, Canvas.SANS));
            canvas.text("n", LEFT + 154, y, Canvas.fit(line[1], Picture.NARROW - 2 * LEFT - 154, 6.6));
            description.add(line[0] + " " + line[1]);
            y += 16;
        }
        canvas.note(LEFT, y + 8, Picture.NARROW - 2 * LEFT, words.say("bins.note"));
        return canvas.picture(title, title + ": " + String.join("; ", description), Picture.NARROW);
    }
}

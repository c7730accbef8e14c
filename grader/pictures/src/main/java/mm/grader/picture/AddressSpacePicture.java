package mm.grader.picture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * An address space, the highest address on top: its mappings with permissions, names and sizes, the gaps between them, and
 * where heap and stack grow to.
 *
 * <p>A megabyte drawn true to scale beside a terabyte would be nothing, so the heights follow the logarithm of the size,
 * and gaps are cut short.
 */
public final class AddressSpacePicture {
    private static final int TOP = 30;
    private static final int LEFT = 8;
    private static final int STRIPE = 20;
    private static final int GAP = 20;
    private static final int LEAST = 38;
    private static final int A_DOUBLING = 3;
    private static final int GUTTER = 30;
    private static final int STRIP = 10;
    private static final int PAGE = 4096;
    private static final int HIGHEST = 1400;

    private final Words words;
    private final Canvas canvas = new Canvas();
    private final List<String> description = new ArrayList<>();

    private AddressSpacePicture(Words words) {
        this.words = words;
    }

    /** Draws the mappings in lines of /proc/PID/maps, or of a transcript; other lines are left out. */
    public static Picture of(List<String> mapsLines) {
        return of(Segment.parse(mapsLines), Words.english());
    }

    /** Draws mappings, in ascending order. */
    public static Picture of(List<Segment> segments, Words words) {
        return of(segments, words, words.say("space.title"));
    }

    /** Draws mappings, in ascending order, under a title. */
    public static Picture of(List<Segment> segments, Words words, String title) {
        AddressSpacePicture picture = new AddressSpacePicture(words);
        picture.canvas.text("b", LEFT, 18, Canvas.fit(title, Picture.NARROW - 2 * LEFT, Canvas.SANS));
        List<Segment> down = new ArrayList<>(segments);
        Collections.reverse(down);
        int y = TOP;
        Segment above = null;
        for (Segment segment : down) {
            y = picture.gap(LEFT, Picture.NARROW - 2 * LEFT, y, segment, above);
            int height = height(segment);
            picture.segment(segment, LEFT, Picture.NARROW - 2 * LEFT, y, height, "box", "");
            picture.description.add(picture.say(segment));
            y += height;
            above = segment;
        }
        return picture.finish(title, Picture.NARROW, y);
    }

    /** Draws mappings, in ascending order, under a title, in as many columns as it takes to be no higher than a page or two. */
    public static Picture inColumns(List<Segment> segments, Words words, String title) {
        AddressSpacePicture picture = new AddressSpacePicture(words);
        int width = Picture.NARROW - 2 * LEFT;
        List<Segment> down = new ArrayList<>(segments);
        Collections.reverse(down);
        int x = LEFT;
        int y = TOP;
        int lowest = TOP;
        Segment above = null;
        for (Segment segment : down) {
            int height = height(segment);
            if (y + GAP + height > HIGHEST) {
                x += width + 2 * LEFT;
                y = TOP;
            }
            y = picture.gap(x, width, y, segment, above);
            picture.segment(segment, x, width, y, height, "box", "");
            picture.description.add(picture.say(segment));
            y += height;
            lowest = Math.max(lowest, y);
            above = segment;
        }
        int right = x + width + LEFT;
        picture.canvas.text("b", LEFT, 18, Canvas.fit(title, right - 2 * LEFT, Canvas.SANS));
        return picture.finish(title, right, lowest);
    }

    /** Draws two address spaces side by side, Linux's and the code's under test, with their differences marked. */
    public static Picture beside(List<String> expectedLines, List<String> actualLines) {
        return beside(Segment.parse(expectedLines), Segment.parse(actualLines), Words.english());
    }

    /** Draws two address spaces side by side, with their differences marked. */
    public static Picture beside(List<Segment> expected, List<Segment> actual, Words words) {
        AddressSpacePicture picture = new AddressSpacePicture(words);
        int width = Picture.NARROW - 2 * LEFT;
        int right = LEFT + width + GUTTER;
        picture.canvas.text("b", LEFT, 18, words.say("beside.expected"));
        picture.canvas.text("b", right, 18, words.say("beside.actual"));
        List<SegmentPair> pairs = SegmentPair.align(expected, actual);
        Collections.reverse(pairs);
        int y = TOP;
        Segment leftAbove = null;
        Segment rightAbove = null;
        int differences = 0;
        for (SegmentPair pair : pairs) {
            int leftY = picture.gap(LEFT, width, y, pair.expected(), leftAbove);
            int rightY = picture.gap(right, width, y, pair.actual(), rightAbove);
            y = Math.max(leftY, rightY);
            differences += pair.same() ? 0 : 1;
            y += picture.pair(pair, LEFT, right, width, y);
            leftAbove = pair.expected() == null ? leftAbove : pair.expected();
            rightAbove = pair.actual() == null ? rightAbove : pair.actual();
        }
        String title = differences == 0 ? words.say("beside.same") : words.say("beside.title", differences);
        return picture.finish(title, right + width + LEFT, y);
    }

    private int pair(SegmentPair pair, int left, int right, int width, int y) {
        int height = Math.max(height(pair.expected()), height(pair.actual()));
        if (pair.same()) {
            segment(pair.expected(), left, width, y, height, "box", "");
            segment(pair.actual(), right, width, y, height, "box", "");
            canvas.text("m c", left + width + GUTTER / 2, y + height / 2 + 4, "=");
            return height;
        }
        String mark = pair.actual() == null ? "−" : pair.expected() == null ? "+" : "≠";
        canvas.text("mark c", left + width + GUTTER / 2, y + height / 2 + 6, mark);
        if (pair.expected() == null) {
            missing(left, width, y, height, words.say("beside.not-expected"));
        } else {
            segment(pair.expected(), left, width, y, height, "box hot", "");
        }
        if (pair.actual() == null) {
            missing(right, width, y, height, words.say("beside.missing"));
        } else {
            segment(pair.actual(), right, width, y, height, "box hot", pair.difference(words));
        }
        description.add(words.say(
                "beside.difference",
                pair.expected() == null ? words.say("beside.nothing") : say(pair.expected()),
                pair.actual() == null ? words.say("beside.nothing") : say(pair.actual())));
        return height;
    }

    private void missing(int x, int width, int y, int height, String text) {
        canvas.rect("box off", x, y, width, height);
        canvas.text("t c", x + width / 2, y + height / 2 + 4, text);
    }

    private static int height(Segment segment) {
        return segment == null
                ? LEAST
                : LEAST + A_DOUBLING * segment.doublings() + (segment.pages().isEmpty() ? 0 : STRIP);
    }

    /** Draws what lies between a mapping and the one above it, and returns where the mapping's box begins. */
    private int gap(int x, int width, int y, Segment below, Segment above) {
        if (below == null || above == null || below.end() == above.start()) {
            return y;
        }
        long bytes = above.start() - below.end();
        canvas.line("dash", x + STRIPE / 2, y, 0, GAP);
        canvas.text("s", x + STRIPE + 8, y + 14, words.say("space.gap", Segment.size(bytes)));
        return y + GAP;
    }

    private void segment(Segment segment, int x, int width, int y, int height, String style, String note) {
        canvas.rect(style + (segment.shared() ? " shared" : ""), x, y, width, height, "", keys(segment));
        canvas.rect(segment.colour(), x + 1, y + 1, STRIPE, height - 2);
        canvas.hatch(segment.hatch(), x + 1, y + 1, STRIPE, height - 2);
        int inner = x + STRIPE + 8;
        int right = x + width - 6;
        String grows = segment.name().equals("[heap]")
                ? words.say("space.up")
                : segment.name().startsWith("[stack") ? words.say("space.down") : "";
        int room = right - inner - 40 - 70;
        canvas.text("m b", inner, y + 15, segment.permissions());
        boolean named = !segment.name().isEmpty() || !segment.label().isEmpty();
        String name = segment.title(words);
        canvas.text(named ? "b" : "t", inner + 36, y + 15, Canvas.fit(name, room, Canvas.SANS));
        canvas.text("t e", right, y + 15, Segment.size(segment.bytes()));
        canvas.text("m", inner, y + 30, segment.range());
        if (!grows.isEmpty() || !note.isEmpty()) {
            canvas.text(note.isEmpty() ? "s e" : "note e", right, y + 30, note.isEmpty() ? grows : note);
        }
        strip(segment, inner, right - inner, y + height - STRIP - 2);
    }

    /** Draws which pages of the mapping are where. */
    private void strip(Segment segment, int x, int width, int y) {
        int count = segment.pages().length();
        for (int i = 0; i < count; ) {
            char letter = segment.pages().charAt(i);
            int end = i;
            while (end < count && segment.pages().charAt(end) == letter) {
                end++;
            }
            int from = x + width * i / count;
            int w = x + width * end / count - from;
            canvas.rect(style(letter), from, y, w, STRIP - 2, "", keys(segment, i, end));
            canvas.hatch(hatchOf(letter), from, y, w, STRIP - 2);
            i = end;
        }
    }

    private static String keys(Segment segment) {
        return segment.asid() == 0 ? "" : "v" + segment.asid() + ":" + segment.start() / PAGE;
    }

    /** Names the pages of some parts of a strip. */
    private static String keys(Segment segment, int from, int end) {
        long pages = segment.pageCount();
        long parts = segment.pages().length();
        long first = segment.start() / PAGE + (pages * from + parts - 1) / parts;
        long last = segment.start() / PAGE + (pages * end + parts - 1) / parts - 1;
        return segment.asid() == 0 ? "" : Keys.pages(segment.asid(), first, Math.max(first, last));
    }

    private static String hatchOf(char letter) {
        return switch (letter) {
            case 'z' -> Hatch.LEVEL.letter();
            case 'S' -> Hatch.UPRIGHT.letter();
            case 'm' -> Hatch.RISING.letter();
            default -> "";
        };
    }

    private static String style(char letter) {
        return switch (letter) {
            case 'P' -> "p-in";
            case 'z' -> "p-zero";
            case 'S' -> "p-swap";
            case 'm' -> "p-some";
            default -> "p-none";
        };
    }

    private String say(Segment segment) {
        return segment.range() + " " + segment.permissions() + " " + segment.title(words) + " "
                + Segment.size(segment.bytes());
    }

    private Picture finish(String title, int width, int y) {
        canvas.note(LEFT, y + 18, width - 2 * LEFT, words.say("space.note"));
        return canvas.picture(title, title + ". " + String.join("; ", description), width);
    }
}

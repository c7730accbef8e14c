package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Pte;

/** The tree of page tables, and the way that the processor took through it. */
public final class TablesPicture {
    private static final int LEFT = 8;
    private static final int INDENT = 16;
    private static final int ROW = 22;
    private static final int MAX_ROWS = 16;

    private final Words words;
    private final int asid;
    private final int top;
    private final Canvas canvas = new Canvas();
    private final int[] parents = new int[5]; // by depth: five levels at most
    private int y = 18;

    private TablesPicture(Words words, int asid, int top) {
        this.words = words;
        this.asid = asid;
        this.top = top;
    }

    /** A row: a table, and whether the walk passed it. */
    private record Row(TableNode table, int depth, boolean lit) {}

    /**
     * Draws a tree.
     *
     * @param walk the last walk, or null
     * @param asid whose tables they are
     */
    public static Picture of(TableNode root, Walk walk, int asid, String title, Words words) {
        TablesPicture picture = new TablesPicture(words, asid, root.level());
        return picture.draw(root, walk, title);
    }

    private Picture draw(TableNode root, Walk walk, String title) {
        canvas.text("b", LEFT, y, Canvas.fit(title, Picture.NARROW - 2 * LEFT, Canvas.SANS));
        y += 10;
        if (walk != null) {
            address(walk, root.level());
        }
        List<Row> rows = new ArrayList<>();
        collect(root, 0, walk, rows);
        String count = count(rows);
        int dropped = thin(rows);
        for (Row row : rows) {
            table(row);
            if (row.lit()
                    && row.table().level()
                            == (walk.steps().size() == 0 ? 0 : last(walk).level())) {
                entry(last(walk), row.depth() + 1, walk);
            }
        }
        if (dropped > 0) {
            canvas.text("s", LEFT, y + 14, words.say("tables.more", dropped));
            y += 20;
        }
        canvas.text("s", LEFT, y + 14, count);
        if (walk != null) {
            canvas.note(LEFT, y + 30, Picture.NARROW - 2 * LEFT, words.say("tables.bits"));
        }
        String description = title + ". " + count + (walk == null ? "" : ". " + say(walk));
        return canvas.picture(title, description, Picture.NARROW);
    }

    /**
     * Says how many tables there are, and how many the kernel counts: neither the root nor, with five levels, a P4D; and a table laid by
     * for each huge page.
     */
    private String count(List<Row> rows) {
        long counted = rows.stream()
                .filter(row -> row.table().level() < Math.min(top, 4))
                .count();
        int laidBy = rows.stream().mapToInt(row -> row.table().large()).sum();
        if (laidBy > 0) {
            return words.say("tables.count-huge", rows.size(), laidBy, Segment.size(4096L * (counted + laidBy)));
        }
        return words.say(top > 4 ? "tables.count-five" : "tables.count", rows.size(), Segment.size(4096L * counted));
    }

    private static Walk.Step last(Walk walk) {
        return walk.steps().get(walk.steps().size() - 1);
    }

    /** Draws the address, cut into the indexes of the levels. */
    private void address(Walk walk, int levels) {
        int width = (Picture.NARROW - 2 * LEFT) / (levels + 1);
        canvas.text("m", LEFT, y + 12, words.say(walk.write() ? "tables.write" : "tables.read", hex(walk.address())));
        y += 18;
        for (int i = 0; i <= levels; i++) {
            int level = levels - i;
            int x = LEFT + i * width;
            boolean lit = walk.steps().stream().anyMatch(step -> step.level() == level);
            canvas.rect(lit ? "box lit" : "box", x, y, width, 30);
            canvas.text("n s c", x + width / 2, y + 11, level == 0 ? words.say("tables.offset") : name(level));
            long part = level == 0
                    ? walk.address() & 4095
                    : walk.address() >>> (12 + 9 * (level - 1)) & 511; // x86-64: 9 bits a level
            canvas.text(lit ? "m b c" : "m c", x + width / 2, y + 24, level == 0 ? hex(part) : Long.toString(part));
        }
        y += 36;
        String text = walk.hit() ? words.say("tables.hit") : walk.fault(words);
        if (!text.isEmpty()) {
            canvas.text(walk.hit() ? "b" : "note", LEFT, y + 10, Canvas.fit(text, Picture.NARROW - 2 * LEFT, 6.2));
            y += 18;
        }
        y += 4;
    }

    private void collect(TableNode table, int depth, Walk walk, List<Row> rows) {
        boolean lit = walk != null && walk.steps().stream().anyMatch(step -> step.table() == table.pfn());
        rows.add(new Row(table, depth, lit));
        table.below().forEach(child -> collect(child, depth + 1, walk, rows));
    }

    /** Takes out rows that the walk did not pass until the picture is small enough, and returns how many. */
    private static int thin(List<Row> rows) {
        int dropped = 0;
        for (int i = rows.size() - 1; i > 0 && rows.size() > MAX_ROWS; i--) {
            if (!rows.get(i).lit()) {
                rows.remove(i);
                dropped++;
            }
        }
        return dropped;
    }

    private void table(Row row) {
        TableNode table = row.table();
        int x = LEFT + row.depth() * INDENT;
        int width = Picture.NARROW - LEFT - x;
        if (row.depth() > 0) {
            String style = row.lit() ? "way" : "";
            int from = parents[row.depth() - 1];
            canvas.line(style, x - INDENT / 2, from, 0, y + ROW / 2 - 1 - from);
            canvas.line(style, x - INDENT / 2, y + ROW / 2 - 1, INDENT / 2, 0);
        }
        parents[row.depth()] = y + ROW - 3;
        canvas.rect(row.lit() ? "box lit" : "box", x, y, width, ROW - 3, "", Keys.frame(table.pfn()));
        String index = row.depth() == 0 ? "CR3" : "[" + table.index() + "]";
        canvas.text("m", x + 5, y + 13, (row.lit() ? "▸" : "") + index);
        canvas.text(row.lit() ? "b" : "t", x + 56, y + 13, words.say("tables.table", name(table.level()), table.pfn()));
        canvas.text("s e", x + width - 5, y + 13, used(table));
        y += ROW;
    }

    private String used(TableNode table) {
        return table.large() == 0
                ? words.say("tables.used", table.used())
                : words.say("tables.used-huge", table.used(), table.large());
    }

    private void entry(Walk.Step step, int depth, Walk walk) {
        int x = LEFT + depth * INDENT;
        int width = Picture.NARROW - LEFT - x;
        boolean bad = walk.faulted();
        canvas.line("way", x - INDENT / 2, y - 2, 0, ROW / 2 + 1);
        canvas.line("way", x - INDENT / 2, y + ROW / 2 - 1, INDENT / 2, 0);
        canvas.rect(bad ? "box hot" : "box lit", x, y, width, ROW - 3, "", keys(step, walk));
        canvas.text("m", x + 5, y + 13, "▸[" + step.index() + "]");
        canvas.text("b", x + 56, y + 13, words(step));
        canvas.text("m e", x + width - 5, y + 13, (bad ? "✗ " : "") + bits(step.entry()));
        y += ROW;
    }

    /** Names the page that the entry is of, and what it points to. */
    private String keys(Walk.Step step, Walk walk) {
        String page = step.isLeaf() ? Keys.page(asid, walk.address() >>> 12) : "";
        long pte = step.entry();
        String target = pte == 0 ? "" : Pte.isSwap(pte) ? Keys.slot(Pte.swapOffset(pte)) : Keys.frame(Pte.pfn(pte));
        return (page + " " + target).strip();
    }

    private String words(Walk.Step step) {
        long pte = step.entry();
        if (pte == 0) {
            return words.say("tables.empty");
        }
        if (Pte.isSwap(pte)) {
            return words.say("tables.swapped", Pte.swapOffset(pte));
        }
        if (step.isLarge()) {
            return Pte.has(pte, Pte.SPECIAL) ? words.say("tables.huge-zero") : words.say("tables.huge", Pte.pfn(pte));
        }
        return Pte.pfn(pte) == 0 ? words.say("tables.zero") : words.say("tables.frame", Pte.pfn(pte));
    }

    /** Returns the bits of an entry that count, as letters. */
    private static String bits(long pte) {
        if (!Pte.inMemory(pte)) {
            return "";
        }
        return (Pte.has(pte, Pte.PRESENT) ? "P" : "-")
                + (Pte.has(pte, Pte.WRITE) ? "W" : "-")
                + (Pte.has(pte, Pte.USER) ? "U" : "-")
                + (Pte.has(pte, Pte.ACCESSED) ? "A" : "-")
                + (Pte.has(pte, Pte.DIRTY) ? "D" : "-")
                + (Pte.has(pte, Pte.NX) ? "N" : "-");
    }

    private String say(Walk walk) {
        StringBuilder way = new StringBuilder();
        walk.steps()
                .forEach(step -> way.append(way.length() == 0 ? "" : ", ")
                        .append(name(step.level()))
                        .append('[')
                        .append(step.index())
                        .append("] ")
                        .append(words(step)));
        return words.say(walk.write() ? "tables.write" : "tables.read", hex(walk.address())) + ": "
                + (walk.hit() ? words.say("tables.hit") : way + (walk.faulted() ? ", " + walk.fault(words) : ""));
    }

    private String name(int level) {
        return Walk.name(level, top);
    }

    private static String hex(long value) {
        return "0x" + Long.toHexString(value);
    }
}

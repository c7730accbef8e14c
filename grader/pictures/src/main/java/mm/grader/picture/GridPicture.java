package mm.grader.picture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.picture.Owners.Owner;

/**
 * Frames, swap slots or pages by owner: a bar of how many each has, and a cell for each, or for each power of two of them,
 * from the first to the last of all. A cell of several is cut into parts, one for each owner that has some of it. How many
 * a cell holds depends on how many there are, not on who has them, so that a cell keeps its place during a script.
 */
public final class GridPicture {
    private static final int COLUMNS = 24;
    private static final int MAX_CELLS = COLUMNS * 12;
    private static final int LEFT = 8;
    private static final int SIZE = 14;
    private static final int BAR = 44;
    private static final int TOP = 92;
    private static final int LEAST_PART = 2;
    private static final int ROOM_FOR_A_LETTER = 9;

    private final String kind;
    private final List<Owner> owners;
    private final Words words;
    private final Canvas canvas = new Canvas();
    private final int group;

    private GridPicture(String kind, List<Owner> owners, Words words) {
        this.kind = kind;
        this.owners = owners;
        this.words = words;
        group = group(owners.size());
    }

    /** Returns how many of a number of things one cell holds. */
    public static int group(int count) {
        int group = 1;
        while ((count + group - 1) / group > MAX_CELLS) {
            group *= 2;
        }
        return group;
    }

    /**
     * Draws a grid.
     *
     * @param title what it is
     * @param unit the key of the sentence that says how many a cell holds
     * @param kind the letter of their {@link Keys}; of pages with the number of their address space
     * @param owners the owner of each frame, slot or page: of all of them
     */
    public static Picture of(String title, String unit, String kind, List<Owner> owners, Words words) {
        return new GridPicture(kind, owners, words).draw(title, unit);
    }

    private Picture draw(String title, String unit) {
        canvas.text("b", LEFT, 18, Canvas.fit(title, Picture.NARROW - 2 * LEFT, Canvas.SANS));
        Map<Owner, Integer> counts = count(owners);
        long free = counts.entrySet().stream()
                .filter(entry -> free(entry.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        String used = words.say("grid.used", owners.size() - free, percent(owners.size() - free), free, percent(free));
        canvas.text("t", LEFT, 36, used);
        bar(counts);
        canvas.note(LEFT, BAR + 24, Picture.NARROW - 2 * LEFT, words.say(unit, group));
        int cell = 0;
        for (int from = 0; from < owners.size(); from += group, cell++) {
            cell(cell, from, Math.min(owners.size(), from + group));
        }
        legend(counts, TOP + (cell + COLUMNS - 1) / COLUMNS * (SIZE + 1) + 8);
        return canvas.picture(title, title + ". " + used + " " + names(counts), Picture.NARROW);
    }

    private String percent(long part) {
        return String.valueOf(Math.round(1000.0 * part / owners.size()) / 10.0);
    }

    /** Draws how many each has, true to scale. */
    private void bar(Map<Owner, Integer> counts) {
        int width = Picture.NARROW - 2 * LEFT;
        long before = 0;
        for (Map.Entry<Owner, Integer> count : counts.entrySet()) {
            int from = (int) (width * before / owners.size());
            before += count.getValue();
            int end = (int) (width * before / owners.size());
            canvas.rect("bar " + count.getKey().style(), LEFT + from, BAR, end - from, 10, names(Map.ofEntries(count)));
        }
        canvas.rect("edge", LEFT, BAR, width, 10);
    }

    private void cell(int cell, int from, int end) {
        Map<Owner, Integer> counts = count(owners.subList(from, end));
        int x = LEFT + cell % COLUMNS * SIZE;
        int y = TOP + cell / COLUMNS * (SIZE + 1);
        String keys = Keys.range(kind, from, end - 1);
        if (counts.size() == 1) {
            part(counts.keySet().iterator().next(), x, y, SIZE, "", keys);
            return;
        }
        String tip = words.say("grid.tip", from, end - 1, names(counts));
        int room = SIZE - LEAST_PART * counts.size();
        int before = 0;
        int at = 0;
        int i = 0;
        for (Map.Entry<Owner, Integer> count : counts.entrySet()) {
            before += count.getValue();
            i++;
            int until = LEAST_PART * i + room * before / (end - from);
            part(count.getKey(), x + at, y, until - at, tip, keys);
            at = until;
        }
    }

    private void part(Owner owner, int x, int y, int width, String tip, String keys) {
        canvas.rect("cell " + owner.style(), x, y, width, SIZE + 1, tip, keys);
        if (width >= ROOM_FOR_A_LETTER) {
            canvas.text("l c " + on(owner), x + width / 2, y + 12, letter(owner));
        }
    }

    private void legend(Map<Owner, Integer> counts, int top) {
        int y = top;
        int column = 0;
        for (Map.Entry<Owner, Integer> count : counts.entrySet()) {
            Owner owner = count.getKey();
            int x = LEFT + column * 172;
            canvas.rect("cell " + owner.style(), x, y, SIZE, SIZE);
            canvas.text("l c " + on(owner), x + SIZE / 2, y + 11, letter(owner));
            String text = count.getValue() + " " + owner.name(words);
            canvas.text("t", x + SIZE + 6, y + 11, Canvas.fit(text, 148, Canvas.SANS));
            column = 1 - column;
            y += column == 0 ? SIZE + 4 : 0;
        }
    }

    private String names(Map<Owner, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getValue() + " " + count.getKey().name(words))
                .collect(Collectors.joining(", "));
    }

    private static boolean free(Owner owner) {
        return owner == Owners.FREE || owner == Owners.UNTOUCHED;
    }

    /** Returns the class of a letter on the colour of the owner. */
    private static String on(Owner owner) {
        return free(owner) ? "" : "on-" + owner.style();
    }

    private static String letter(Owner owner) {
        return free(owner) ? "·" : String.valueOf(owner.letter());
    }

    /** Counts, processes first, what is free last. */
    static Map<Owner, Integer> count(List<Owner> owners) {
        Map<Owner, Integer> counts = new LinkedHashMap<>();
        Owner last = null;
        int run = 0;
        for (Owner owner : owners) {
            if (owner != last && last != null) {
                counts.merge(last, run, Integer::sum);
                run = 0;
            }
            last = owner;
            run++;
        }
        if (last != null) {
            counts.merge(last, run, Integer::sum);
        }
        List<Map.Entry<Owner, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.comparingByKey((a, b) -> rank(a) - rank(b)));
        Map<Owner, Integer> sorted = new LinkedHashMap<>();
        entries.forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted;
    }

    private static int rank(Owner owner) {
        return free(owner) ? 1000 : (owner.style().length() > 2 ? 500 : 0) + owner.letter();
    }
}

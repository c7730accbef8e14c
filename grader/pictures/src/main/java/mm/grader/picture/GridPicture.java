package mm.grader.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.picture.Owners.Owner;

/** Frames, swap slots or pages by owner: a cell for each, or for each power of two of them; and how many each has. */
public final class GridPicture {
    private static final int COLUMNS = 24;
    private static final int MOST_CELLS = COLUMNS * 12;
    private static final int LEFT = 8;
    private static final int SIZE = 14;
    private static final int TOP = 48;

    private GridPicture() {}

    /**
     * Draws a grid.
     *
     * @param title what it is
     * @param unit the key of the sentence that says for how many of what a cell stands
     * @param owners the owner of each frame, slot or page
     * @param rest how many more there are, all free, that need no cells
     */
    public static Picture of(String title, String unit, List<Owner> owners, int rest, Words words) {
        Canvas canvas = new Canvas();
        int group = 1;
        while ((owners.size() + group - 1) / group > MOST_CELLS) {
            group *= 2;
        }
        canvas.text("b", LEFT, 18, Canvas.fit(title, Picture.NARROW - 2 * LEFT, Canvas.SANS));
        canvas.text("s", LEFT, 36, words.say(unit, group));
        int cell = 0;
        for (int from = 0; from < owners.size(); from += group, cell++) {
            Owner owner = most(owners.subList(from, Math.min(owners.size(), from + group)));
            int x = LEFT + cell % COLUMNS * SIZE;
            int y = TOP + cell / COLUMNS * (SIZE + 1);
            canvas.rect("cell " + owner.style(), x, y, SIZE, SIZE + 1);
            canvas.text("l c " + on(owner), x + SIZE / 2, y + 11, letter(owner));
        }
        Map<Owner, Integer> counts = new LinkedHashMap<>();
        owners.forEach(owner -> counts.merge(owner, 1, Integer::sum));
        if (rest > 0) {
            counts.merge(Owners.FREE, rest, Integer::sum);
        }
        int y = TOP + (cell + COLUMNS - 1) / COLUMNS * (SIZE + 1) + 8;
        int column = 0;
        for (Map.Entry<Owner, Integer> count : sorted(counts)) {
            int x = LEFT + column * 172;
            canvas.rect("cell " + count.getKey().style(), x, y, SIZE, SIZE);
            canvas.text(
                    "l c "
                            + (count.getKey() == Owners.FREE
                                    ? ""
                                    : "on-" + count.getKey().style()),
                    x + SIZE / 2,
                    y + 11,
                    letter(count.getKey()));
            String text = count.getValue() + " " + count.getKey().name(words);
            canvas.text("t", x + SIZE + 6, y + 11, Canvas.fit(text, 148, Canvas.SANS));
            column = 1 - column;
            y += column == 0 ? SIZE + 4 : 0;
        }
        String description = sorted(counts).stream()
                .map(count -> count.getValue() + " " + count.getKey().name(words))
                .collect(Collectors.joining(", "));
        return canvas.picture(title, title + ": " + description, Picture.NARROW);
    }

    private static boolean free(Owner owner) {
        return owner == Owners.FREE || owner == Owners.UNTOUCHED;
    }

    /** Returns the class of a letter on the owner's colour. */
    private static String on(Owner owner) {
        return free(owner) ? "" : "on-" + owner.style();
    }

    private static String letter(Owner owner) {
        return free(owner) ? "·" : String.valueOf(owner.letter());
    }

    private static List<Map.Entry<Owner, Integer>> sorted(Map<Owner, Integer> counts) {
        List<Map.Entry<Owner, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.comparingByKey((a, b) -> rank(a) - rank(b)));
        return entries;
    }

    private static int rank(Owner owner) {
        return free(owner) ? 1000 : (owner.style().length() > 2 ? 500 : 0) + owner.letter();
    }

    private static Owner most(List<Owner> group) {
        if (group.size() == 1) {
            return group.get(0);
        }
        Map<Owner, Integer> counts = new HashMap<>();
        group.forEach(owner -> counts.merge(owner, 1, Integer::sum));
        return counts.entrySet().stream()
                .max(Map.Entry.<Owner, Integer>comparingByValue()
                        .thenComparing(Map.Entry.comparingByKey((a, b) -> rank(b) - rank(a))))
                .orElseThrow()
                .getKey();
    }
}

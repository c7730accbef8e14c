package mm.grader;

import java.util.ArrayList;
import java.util.List;

/**
 * A value as it is shown, for comparisons whose numbers would say little: entries of page tables, long lists.
 *
 * @param text what is shown; two values are equal if it is
 */
record Printed(String text) {
    private static final int WHOLE = 5;
    private static final int BEFORE = 1;
    private static final int AFTER = 3;
    private static final int MAX_IN_A_LINE = 24;
    private static final String BREAK = "\n  ";

    static Printed entry(long pte) {
        return new Printed(Shown.entry(pte));
    }

    static Printed flags(long flags) {
        return new Printed(Shown.flags(flags));
    }

    /** Shows a list; of a long one the elements around the first in which it differs from another. */
    static Printed list(List<?> list, List<?> other) {
        int first = 0;
        while (first < Math.min(list.size(), other.size()) && list.get(first).equals(other.get(first))) {
            first++;
        }
        boolean isShort = Math.max(list.size(), other.size()) <= WHOLE;
        int from = isShort ? 0 : Math.min(list.size(), Math.max(0, first - BEFORE));
        int to = isShort ? list.size() : Math.min(list.size(), first + AFTER);
        List<String> shown = new ArrayList<>();
        if (from > 0) {
            shown.add("(" + from + ") ...");
        }
        list.subList(from, to)
                .forEach(element ->
                        shown.add(element instanceof Long number ? Shown.number(number) : String.valueOf(element)));
        if (to < list.size()) {
            shown.add("... (" + (list.size() - to) + ")");
        }
        return new Printed(
                shown.stream().anyMatch(line -> line.length() > MAX_IN_A_LINE)
                        ? String.join("", shown.stream().map(BREAK::concat).toList())
                        : "[" + String.join(", ", shown) + "]");
    }

    @Override
    public String toString() {
        return text;
    }
}

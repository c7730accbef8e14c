package mm.grader.script;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;

/** Two lists of lines beside each other, equal lines on the same height, the others marked. */
public final class SideBySide {
    private static final int AROUND = 2;

    /** Two lines beside each other. */
    public record Row(String left, String right, boolean same) {}

    private SideBySide() {}

    /** Returns the table as text: left, a mark, right. */
    public static List<String> of(List<String> left, List<String> right) {
        return text(rows(left, right));
    }

    /** Returns rows as text. */
    static List<String> text(List<Row> rows) {
        int width = rows.stream().mapToInt(row -> row.left().length()).max().orElse(0);
        return rows.stream()
                .map(row -> (row.left()
                                + " ".repeat(width - row.left().length())
                                + (row.same() ? "   " : " ! ")
                                + row.right())
                        .stripTrailing())
                .toList();
    }

    /** Returns of a table the rows that differ, and two around each; what is left out between them is one row of dots. */
    public static List<Row> around(List<Row> table) {
        List<Row> some = new ArrayList<>();
        boolean dots = false;
        for (int i = 0; i < table.size(); i++) {
            boolean near = table.subList(Math.max(0, i - AROUND), Math.min(table.size(), i + AROUND + 1)).stream()
                    .anyMatch(row -> !row.same());
            if (near) {
                some.add(table.get(i));
            } else if (!dots) {
                some.add(new Row("...", "...", true));
            }
            dots = !near;
        }
        return some;
    }

    /** Returns the table. */
    public static List<Row> rows(List<String> left, List<String> right) {
        List<Row> table = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(left, right, true).getDeltas()) {
            List<String> source = delta.getSource().getLines();
            List<String> target = delta.getTarget().getLines();
            for (int i = 0; i < Math.max(source.size(), target.size()); i++) {
                table.add(new Row(
                        i < source.size() ? source.get(i) : "",
                        i < target.size() ? target.get(i) : "",
                        delta.getType() == DeltaType.EQUAL));
            }
        }
        return table;
    }
}

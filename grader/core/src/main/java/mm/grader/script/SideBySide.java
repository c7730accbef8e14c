package mm.grader.script;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.DeltaType;
import java.util.ArrayList;
import java.util.List;

/** Two lists of lines beside each other, equal lines on the same height, the others marked. */
public final class SideBySide {
    /** Two lines beside each other. */
    public record Row(String left, String right, boolean same) {}

    private SideBySide() {}

    /** Returns the table as text: left, a mark, right. */
    public static List<String> of(List<String> left, List<String> right) {
        int width = left.stream().mapToInt(String::length).max().orElse(0);
        return rows(left, right).stream()
                .map(row -> (row.left()
                                + " ".repeat(width - row.left().length())
                                + (row.same() ? "   " : " ! ")
                                + row.right())
                        .stripTrailing())
                .toList();
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

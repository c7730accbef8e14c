package mm.grader.script;

import java.util.ArrayList;
import java.util.List;

/** Two lists of lines beside each other, equal lines on the same height, the others marked. */
public final class SideBySide {
    /** What stands beside each other. */
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
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<Row> table = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                table.add(new Row(left.get(i++), right.get(j++), true));
            } else if (j == right.size() || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
                boolean both = j < right.size() && common[i + 1][j + 1] == common[i][j];
                table.add(new Row(left.get(i++), both ? right.get(j++) : "", false));
            } else {
                table.add(new Row("", right.get(j++), false));
            }
        }
        return table;
    }
}

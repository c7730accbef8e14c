package mm.grader.cli;

import java.util.ArrayList;
import java.util.List;

/** Two lists of lines beside each other, equal lines on the same height, the others marked. */
final class SideBySide {
    private SideBySide() {}

    /** Returns the table: left, a mark, right. */
    static List<String> of(List<String> left, List<String> right) {
        int[][] common = new int[left.size() + 1][right.size() + 1];
        for (int i = left.size() - 1; i >= 0; i--) {
            for (int j = right.size() - 1; j >= 0; j--) {
                common[i][j] = left.get(i).equals(right.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int width = left.stream().mapToInt(String::length).max().orElse(0);
        List<String> table = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < left.size() || j < right.size()) {
            if (i < left.size() && j < right.size() && left.get(i).equals(right.get(j))) {
                table.add(row(left.get(i++), " ", right.get(j++), width));
            } else if (j == right.size() || i < left.size() && common[i + 1][j] >= common[i][j + 1]) {
                boolean both = j < right.size() && common[i + 1][j + 1] == common[i][j];
                table.add(row(left.get(i++), "!", both ? right.get(j++) : "", width));
            } else {
                table.add(row("", "!", right.get(j++), width));
            }
        }
        return table;
    }

    private static String row(String left, String mark, String right, int width) {
        return (left + " ".repeat(width - left.length()) + " " + mark + " " + right).stripTrailing();
    }
}

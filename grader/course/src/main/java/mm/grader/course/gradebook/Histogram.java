package mm.grader.course.gradebook;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import mm.grader.kit.Markup;

/** How many reached how many points: ten columns of a tenth each, the last without full marks, and one of full marks. */
final class Histogram {
    private static final int COLUMNS = 11;

    private Histogram() {}

    /** Returns it as SVG markup with a description of its own. */
    static String of(List<Integer> points, int most, String description) {
        int[] columns = new int[COLUMNS];
        points.forEach(each -> columns[most == 0 ? COLUMNS - 1 : Math.min(COLUMNS - 1, each * 10 / most)]++);
        int highest = Math.max(1, Arrays.stream(columns).max().orElse(1));
        StringBuilder svg = new StringBuilder("<svg viewBox=\"0 0 232 96\" role=\"img\" aria-label=\"")
                .append(Markup.escape(description))
                .append("\">");
        for (int i = 0; i < COLUMNS; i++) {
            if (columns[i] > 0) {
                double height = Math.max(2, 60.0 * columns[i] / highest);
                int x = 4 + i * 20 + (i == COLUMNS - 1 ? 6 : 0);
                svg.append(String.format(
                        Locale.ROOT,
                        "<rect x=\"%d\" y=\"%.1f\" width=\"17\" height=\"%.1f\" rx=\"2\" fill=\"var(--bar-ok)\"/>"
                                + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%d</text>",
                        x,
                        76 - height,
                        height,
                        x + 8.5,
                        73 - height,
                        columns[i]));
            }
        }
        return svg.append("<line x1=\"2\" y1=\"76.5\" x2=\"230\" y2=\"76.5\" stroke=\"var(--line)\"/>")
                .append(String.format(
                        Locale.ROOT,
                        "<text x=\"4\" y=\"89\">0</text><text x=\"104\" y=\"89\" text-anchor=\"middle\">%d</text>"
                                + "<text x=\"218\" y=\"89\" text-anchor=\"middle\">%d</text></svg>",
                        most / 2,
                        most))
                .toString();
    }
}

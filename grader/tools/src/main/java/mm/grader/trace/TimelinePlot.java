package mm.grader.trace;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import mm.grader.trace.MachineTrace.Window;

/** Draws what happens over time as three curves above each other (SVG): page faults, TLB misses, working set. */
final class TimelinePlot {
    private static final int WIDTH = 640;
    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int PANEL = 110;
    private static final int GAP = 50;
    private static final int TOP = 60;

    private final List<Window> windows;
    private final StringBuilder svg = new StringBuilder();

    private TimelinePlot(List<Window> windows) {
        this.windows = windows;
    }

    static String of(List<Window> windows, String title) {
        return new TimelinePlot(windows).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 3 * (PANEL + GAP);
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" role=\"img\">%n<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"white\"/>%n",
                WIDTH, height, CurvePlot.escape(title)));
        svg.append(CurvePlot.text(LEFT, 20, "start", title));
        panel(0, "page faults a window (dashed: major ones)", Window::minor, "#0072b2", "");
        panel(0, null, Window::major, "#d55e00", " stroke-dasharray=\"6 3\"");
        panel(1, "TLB misses a 1000 references", TimelinePlot::missesOfThousand, "#0072b2", "");
        panel(2, "working set: different pages in a window", Window::pages, "#0072b2", "");
        long all = windows.stream().mapToLong(Window::references).sum();
        svg.append(CurvePlot.text(LEFT, height - 18, "start", "0"));
        svg.append(CurvePlot.text(RIGHT, height - 18, "end", all + " references"));
        return svg.append(String.format("</svg>%n")).toString();
    }

    private static double missesOfThousand(Window window) {
        return window.references() == 0 ? 0 : 1000.0 * window.misses() / window.references();
    }

    /** Draws one curve; a second one in the same panel has no title and takes the first one's scale. */
    private void panel(int row, String title, ToDoubleFunction<Window> value, String colour, String dashes) {
        int top = TOP + row * (PANEL + GAP);
        double most = windows.stream()
                .mapToDouble(row == 0 ? window -> Math.max(window.minor(), window.major()) : value)
                .max()
                .orElse(0);
        if (title != null) {
            svg.append(CurvePlot.text(LEFT, top - 8, "start", title));
            for (int tick = 0; tick <= 2; tick++) {
                double y = top + PANEL - PANEL * tick / 2.0;
                svg.append(CurvePlot.line(LEFT, y, RIGHT, y));
                svg.append(CurvePlot.text(LEFT - 6, y + 4, "end", String.format(Locale.ROOT, "%.4g", most * tick / 2)));
            }
        }
        svg.append("<polyline fill=\"none\" stroke=\"")
                .append(colour)
                .append("\" stroke-width=\"2\"")
                .append(dashes);
        svg.append(" points=\"");
        for (int i = 0; i < windows.size(); i++) {
            double x = LEFT + (RIGHT - LEFT) * (windows.size() == 1 ? 0.5 : (double) i / (windows.size() - 1));
            double share = most == 0 ? 0 : value.applyAsDouble(windows.get(i)) / most;
            svg.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, top + PANEL - PANEL * share));
        }
        svg.append(String.format("\"/>%n"));
    }
}

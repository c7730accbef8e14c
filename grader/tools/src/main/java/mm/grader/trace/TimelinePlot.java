package mm.grader.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import mm.grader.trace.MachineTrace.Window;
import mm.text.Catalogue;

/** Draws what happens over time as three curves above each other (SVG): page faults, TLB misses, working set. */
final class TimelinePlot {
    private static final int WIDTH = 640;
    private static final int LEFT = 70;
    private static final int RIGHT = 620;
    private static final int PANEL = 110;
    private static final int GAP = 50;
    private static final int TOP = 60;

    private final List<Window> windows;
    private final Catalogue texts;
    private Plot plot;

    private TimelinePlot(List<Window> windows, Catalogue texts) {
        this.windows = windows;
        this.texts = texts;
    }

    static String of(List<Window> windows, String title, Catalogue texts) {
        return new TimelinePlot(windows, texts).draw(title);
    }

    private String draw(String title) {
        int height = TOP + 3 * (PANEL + GAP);
        long all = windows.stream().mapToLong(Window::references).sum();
        long minor = windows.stream().mapToLong(Window::minor).sum();
        long major = windows.stream().mapToLong(Window::major).sum();
        double most = windows.stream().mapToDouble(Window::pages).max().orElse(0);
        plot = new Plot(
                WIDTH,
                height,
                title,
                texts.say(
                        "timeline-plot.references-in-windows-minor-and",
                        all,
                        windows.size(),
                        minor,
                        major,
                        Plot.number(most)));
        plot.text(LEFT, 20, "start", title);
        panel(0, texts.say("timeline-plot.page-faults-a-window-dashed"), Window::minor, "one");
        panel(0, null, Window::major, "two");
        panel(1, texts.say("timeline-plot.tlb-misses-a-1000-references"), TimelinePlot::missesOfThousand, "one");
        panel(2, texts.say("timeline-plot.working-set-different-pages-in"), Window::pages, "one");
        plot.text(LEFT, height - 18, "start", "0");
        plot.text(RIGHT, height - 18, "end", texts.say("timeline-plot.references", all));
        return plot.svg();
    }

    private static double missesOfThousand(Window window) {
        return window.references() == 0 ? 0 : 1000.0 * window.misses() / window.references();
    }

    /** Draws one curve; a second one in the same panel has no title and takes the first one's scale. */
    private void panel(int row, String title, ToDoubleFunction<Window> value, String style) {
        int top = TOP + row * (PANEL + GAP);
        double most = windows.stream()
                .mapToDouble(row == 0 ? window -> Math.max(window.minor(), window.major()) : value)
                .max()
                .orElse(0);
        if (title != null) {
            plot.text(LEFT, top - 8, "start", title);
            for (double tick : Plot.ticks(most, 3)) {
                double y = top + PANEL - PANEL * (most == 0 ? 0 : tick / most);
                plot.line("grid", LEFT, y, RIGHT, y);
                plot.text(LEFT - 6, y + 4, "end", Plot.number(tick));
            }
        }
        List<double[]> points = new ArrayList<>();
        for (int i = 0; i < windows.size(); i++) {
            double x = LEFT + (RIGHT - LEFT) * (windows.size() == 1 ? 0.5 : (double) i / (windows.size() - 1));
            double share = most == 0 ? 0 : value.applyAsDouble(windows.get(i)) / most;
            points.add(new double[] {x, top + PANEL - PANEL * share});
        }
        plot.curve(style, points);
    }
}

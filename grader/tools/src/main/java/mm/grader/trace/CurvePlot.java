package mm.grader.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mm.text.Catalogue;

/** Draws the miss-ratio curve as a picture (SVG): memory on a logarithmic axis, the share of faults on the other. */
final class CurvePlot {
    private static final int WIDTH = 640;
    private static final int LABEL = 70;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int BOTTOM = 310;
    private static final int TOP = 30;
    private static final int RIGHT = 620;
    /** The share of the avoidable faults that may be left at the mark. */
    private static final double ALMOST = 0.02;

    private final StackDistances curve;
    private final Catalogue texts;
    private final double most;

    private CurvePlot(StackDistances curve, Catalogue texts) {
        this.curve = curve;
        this.texts = texts;
        most = ratio(1);
    }

    static String of(StackDistances curve, String title, long pageSize, Catalogue texts) {
        return new CurvePlot(curve, texts).draw(title, pageSize);
    }

    private double ratio(int frames) {
        return curve.references() == 0 ? 0 : (double) curve.faults(frames) / curve.references();
    }

    private double x(int frames) {
        return LEFT + (RIGHT - LEFT) * Math.log(frames) / Math.log(Math.max(2, curve.pages()));
    }

    private double y(double ratio) {
        return BOTTOM - (BOTTOM - TOP) * (most == 0 ? 0 : ratio / most);
    }

    private String draw(String title, long pageSize) {
        int enough = enough();
        String marked = texts.say("curve-plot.frames-hold-what-is-used", enough, percent(ratio(enough)));
        Plot plot = new Plot(
                WIDTH,
                HEIGHT,
                title,
                texts.say(
                        "curve-plot.with-one-frame-of-references",
                        percent(most),
                        curve.references(),
                        curve.pages(),
                        percent(ratio(curve.pages())),
                        marked));
        plot.text(LEFT, TOP - 12, "start", title);
        for (double tick : Plot.ticks(most, 5)) {
            plot.line("grid", LEFT, y(tick), RIGHT, y(tick));
            plot.text(LEFT - 6, y(tick) + 4, "end", Plot.number(tick));
        }
        double last = LEFT;
        for (long frames = 1; frames <= curve.pages(); frames *= 10) {
            last = x((int) frames);
            plot.line("grid", last, TOP, last, BOTTOM);
            plot.text(last, BOTTOM + 16, "middle", Long.toString(frames));
        }
        if (RIGHT - last > LABEL) { // else the numbers would overlap
            plot.text(RIGHT, BOTTOM + 16, "end", Long.toString(curve.pages()));
        }
        plot.text(
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 36,
                "middle",
                texts.say("curve-plot.frames-of-share-of-references", size(pageSize)));
        plot.line("mark", x(enough), TOP, x(enough), BOTTOM);
        boolean right = x(enough) > (LEFT + RIGHT) / 2.0;
        plot.text(
                x(enough) + (right ? -6 : 6),
                TOP + 14,
                right ? "end" : "start",
                texts.say("curve-plot.working-set-frames", enough));
        List<double[]> points = new ArrayList<>();
        for (int pixel = LEFT; pixel <= RIGHT; pixel += 2) {
            int frames = (int) Math.round(
                    Math.exp((double) (pixel - LEFT) / (RIGHT - LEFT) * Math.log(Math.max(2, curve.pages()))));
            points.add(new double[] {pixel, y(ratio(frames))});
        }
        plot.curve("one", points);
        return plot.svg();
    }

    /** Returns the fewest frames with which hardly more faults happen than with all pages in memory. */
    private int enough() {
        int low = 1;
        int high = Math.max(1, curve.pages());
        double least = ratio(high);
        double limit = least + (most - least) * ALMOST;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ratio(middle) <= limit) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static String percent(double ratio) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * ratio);
    }

    private String size(long pageSize) {
        return pageSize % 1024 == 0 ? pageSize / 1024 + " KB" : texts.say("curve-plot.bytes", pageSize);
    }
}

package mm.grader.trace;

import java.util.Locale;

/** Draws the miss-ratio curve as a picture (SVG): memory on a logarithmic axis, the share of faults on the other. */
final class CurvePlot {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 360;
    private static final int LEFT = 60;
    private static final int BOTTOM = 310;
    private static final int TOP = 30;
    private static final int RIGHT = 620;

    private final StackDistances curve;
    private final double most;

    private CurvePlot(StackDistances curve) {
        this.curve = curve;
        most = ratio(1);
    }

    static String of(StackDistances curve, String title, long pageSize) {
        return new CurvePlot(curve).draw(title, pageSize);
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
        StringBuilder svg = new StringBuilder();
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\" role=\"img\">%n<title>%s</title>%n<rect width=\"100%%\" height=\"100%%\""
                        + " fill=\"white\"/>%n",
                WIDTH, HEIGHT, escape(title)));
        svg.append(text(LEFT, TOP - 12, "start", title));
        for (int tick = 0; tick <= 4; tick++) {
            double ratio = most * tick / 4;
            svg.append(line(LEFT, y(ratio), RIGHT, y(ratio)));
            svg.append(text(LEFT - 6, y(ratio) + 4, "end", String.format(Locale.ROOT, "%.3g", ratio)));
        }
        for (long frames = 1; frames <= curve.pages(); frames *= 10) {
            svg.append(line(x((int) frames), TOP, x((int) frames), BOTTOM));
            svg.append(text(x((int) frames), BOTTOM + 16, "middle", Long.toString(frames)));
        }
        svg.append(text(
                (LEFT + RIGHT) / 2.0,
                BOTTOM + 36,
                "middle",
                "frames of " + size(pageSize) + "; share of references that fault, LRU"));
        svg.append("<polyline fill=\"none\" stroke=\"#0055aa\" stroke-width=\"2\" points=\"");
        for (int pixel = LEFT; pixel <= RIGHT; pixel += 2) {
            int frames = (int) Math.round(
                    Math.exp((double) (pixel - LEFT) / (RIGHT - LEFT) * Math.log(Math.max(2, curve.pages()))));
            svg.append(String.format(Locale.ROOT, "%d,%.1f ", pixel, y(ratio(frames))));
        }
        return svg.append(String.format("\"/>%n</svg>%n")).toString();
    }

    private static String size(long pageSize) {
        return pageSize % 1024 == 0 ? pageSize / 1024 + " KB" : pageSize + " bytes";
    }

    static String line(double x1, double y1, double x2, double y2) {
        return String.format(Locale.ROOT, "<path d=\"M%.1f %.1fL%.1f %.1f\" stroke=\"#dddddd\"/>%n", x1, y1, x2, y2);
    }

    static String text(double x, double y, String anchor, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, escape(text));
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}

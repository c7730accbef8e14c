package mm.grader.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import mm.grader.text.Width;
import mm.text.Catalogue;

/** The miss-ratio curve of LRU as a table and as a picture. */
public final class CurveReport {
    private CurveReport() {}

    /** Returns a line for each power of two up to the number of pages, and one for all pages. */
    public static List<String> table(StackDistances curve, Catalogue texts) {
        List<String> lines = new ArrayList<>();
        lines.add(Width.right(texts.say("curve-report.frames"), 12) + " "
                + Width.right(texts.say("curve-report.lru-faults"), 14) + " "
                + Width.right(texts.say("curve-report.miss-ratio"), 12));
        for (long frames = 1; frames < curve.pages(); frames *= 2) {
            lines.add(row(curve, (int) frames));
        }
        lines.add(row(curve, curve.pages()));
        return lines;
    }

    private static String row(StackDistances curve, int frames) {
        long faults = curve.faults(frames);
        double ratio = curve.references() == 0 ? 0 : (double) faults / curve.references();
        return String.format(Locale.ROOT, "%12d %14d %12.6f", frames, faults, ratio);
    }

    /**
     * Returns the picture (SVG).
     *
     * @param pageSize bytes of a page
     */
    public static String picture(StackDistances curve, String title, long pageSize, Catalogue texts) {
        return CurvePlot.of(curve, title, pageSize, texts);
    }
}

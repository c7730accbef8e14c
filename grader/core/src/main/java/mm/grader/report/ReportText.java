package mm.grader.report;

import java.util.List;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.Status;
import mm.text.Catalogue;

/** What several formats say in the same words. */
public final class ReportText {
    private ReportText() {}

    /** Returns the lines of a text that are not blank. */
    public static List<String> lines(String text) {
        return text.lines().filter(line -> !line.isBlank()).toList();
    }

    /** Returns where a failure is. */
    public static String place(Place place, Catalogue texts) {
        return place.call().isEmpty()
                ? texts.say("place.at", place.position())
                : texts.say("place.call", place.position(), place.call());
    }

    /** Returns what a verdict says, in several lines. */
    static String verdict(Verdict verdict, Catalogue texts) {
        String text =
                verdict.status() == Status.PASSED ? "ok" : verdict.status().title() + "\n" + texts.say(verdict.why());
        return Untrusted.text(verdict.place().isEmpty() ? text : text + "\n" + place(verdict.place(), texts));
    }
}

package mm.grader.report;

import java.util.List;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.text.LibraryWords;
import mm.text.Catalogue;
import mm.text.Message;

/** What several formats say in the same words. */
public final class ReportText {
    private ReportText() {}

    /** Returns the line on the points of all. */
    static String total(GradeResult result, Catalogue texts) {
        return texts.say("text-report.total", points(result.points(), result.maxPoints(), result.bonus(), texts));
    }

    /** Returns points of those that there are, and the bonus. */
    public static String points(int points, int maxPoints, int bonus, Catalogue texts) {
        return bonus > 0
                ? texts.say("text-report.of-and-bonus", points, maxPoints, bonus)
                : texts.say("text-report.of", points, maxPoints);
    }

    /** Returns number and title of the step of a check. */
    public static String step(CheckInfo check, Catalogue texts) {
        return texts.say("text-report.step", check.step(), new CheckTexts(texts).title(check));
    }

    /** Returns why a check has this verdict. */
    public static String why(Verdict verdict, Catalogue texts) {
        Message why = verdict.why();
        if (!why.key().equals("verdict.first")) {
            return LibraryWords.translated(texts.say(why), texts);
        }
        String method = String.valueOf(why.arguments().get(0)).replace(' ', '_'); // of the check that must pass first
        return texts.say(
                why.key(), new CheckTexts(texts).sentence(verdict.check().exercise(), method));
    }

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
        String text = verdict.status() == Status.PASSED
                ? "ok"
                : texts.say(verdict.status().key()) + "\n" + why(verdict, texts);
        return Untrusted.text(verdict.place().isEmpty() ? text : text + "\n" + place(verdict.place(), texts));
    }
}

package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.feedback.Diagnosis;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.report.ReportText;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.text.Width;
import mm.machine.Exercise;
import mm.text.Catalogue;

/** What {@code mm watch} shows: a bar for all exercises, and the next failing check with its hint. */
public final class WatchScreen {
    private static final int BAR = 20;
    private static final int MARK = 6;
    private static final int TITLE = 18;
    private static final int MAX_LINES = 12;

    private final PrintWriter out;
    private final Catalogue texts;
    private final CheckTexts checks;
    private final boolean escapes;
    private final boolean plain;
    private Map<Exercise, ExerciseResult> results = Map.of();
    private List<Verdict> failing = List.of();
    private int at;
    private int hint;

    /**
     * Makes a screen.
     *
     * @param escapes whether the terminal is cleared before each picture, and coloured
     * @param plain whether points are told without bars
     */
    public WatchScreen(PrintWriter out, Catalogue texts, boolean escapes, boolean plain) {
        this.out = out;
        this.texts = texts;
        checks = new CheckTexts(texts);
        this.escapes = escapes;
        this.plain = plain;
    }

    /** Returns the verdict that is on the screen, or null if nothing fails. */
    Verdict shown() {
        return failing.isEmpty() ? null : failing.get(at);
    }

    void busy(Exercise exercise) {
        say(texts.say("watch-screen.grading", exercise.number()));
    }

    void say(String sentence) {
        out.println(sentence);
        out.flush();
    }

    /** Tells how the check that was shown has fared, while the others are still run. */
    void early(Verdict verdict, String note) {
        boolean passed = verdict.status() == Status.PASSED;
        say(paint(passed ? "32" : "31", "  " + Width.padded(mark(verdict), MARK))
                + verdict.check().exercise().number() + " " + checks.sentence(verdict.check()) + note);
        if (!passed) {
            ReportText.why(verdict, texts)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .limit(MAX_LINES)
                    .forEach(line -> out.println("  " + Untrusted.line(line)));
            out.flush();
        }
    }

    /** Shows new results, the changed exercises' failures first. */
    public void show(Map<Exercise, ExerciseResult> newResults, Set<Exercise> changed) {
        results = newResults;
        failing = newResults.values().stream()
                .flatMap(result -> result.verdicts().stream())
                .filter(verdict -> !Set.of(Status.PASSED, Status.BLOCKED, Status.NOT_HANDED_IN)
                        .contains(verdict.status()))
                .sorted((a, b) -> Boolean.compare(rank(a, changed), rank(b, changed)))
                .toList();
        at = 0;
        hint = 0;
        draw();
    }

    private static boolean rank(Verdict verdict, Set<Exercise> changed) {
        return !(changed.size() < Exercise.values().length
                && changed.contains(verdict.check().exercise()));
    }

    /** Shows the next check that failed; after the last one, the first. */
    public void next() {
        at = failing.isEmpty() ? 0 : (at + 1) % failing.size();
        hint = 0;
        draw();
    }

    /** Shows one more hint of the check that is shown, or says that there is none left. */
    public void hint() {
        boolean more = shown() != null && hint + 1 < shown().check().hints().size();
        hint += more ? 1 : 0;
        draw();
        if (shown() != null && !more) {
            say(texts.say("watch-screen.no-more-hints"));
        }
    }

    /** Lists every check of the exercises that were graded, with what became of it. */
    public void all() {
        for (ExerciseResult result : results.values()) {
            out.println(line(result));
            result.verdicts()
                    .forEach(verdict ->
                            out.println("  " + Width.padded(mark(verdict), MARK) + checks.sentence(verdict.check())));
        }
        out.flush();
    }

    private void draw() {
        if (escapes) {
            out.print("\033[H\033[2J");
        }
        int points = 0;
        int maxPoints = 0;
        for (ExerciseResult result : results.values()) {
            points += result.points();
            maxPoints += result.maxPoints();
            out.println(line(result));
        }
        out.println(texts.say("watch-screen.total-of", points, maxPoints));
        out.println();
        if (shown() == null) {
            out.println(paint("32", texts.say("watch-screen.all-checks-pass")));
        } else {
            failure(shown());
        }
        out.println(texts.say("watch-screen.keys-h-hint-n-next"));
        out.flush();
    }

    private String line(ExerciseResult result) {
        String text = checks.title(result.exercise());
        String score = texts.say("watch-screen.of", result.points(), result.maxPoints());
        if (plain || result.maxPoints() == 0) {
            return text + ": " + score;
        }
        int full = BAR * result.points() / result.maxPoints();
        return Width.padded(text, TITLE) + paint("32", "#".repeat(full)) + "-".repeat(BAR - full) + " " + score;
    }

    private void failure(Verdict verdict) {
        CheckInfo check = verdict.check();
        out.println(texts.say(
                "watch-screen.points",
                paint("31", texts.say("watch-screen.next")) + " "
                        + check.exercise().number(),
                checks.sentence(check),
                texts.say(verdict.status().key()),
                check.points()));
        results.get(check.exercise()).notes().stream()
                .limit(MAX_LINES)
                .forEach(note -> out.println("  " + Untrusted.line(texts.say(note.message()))));
        ReportText.why(verdict, texts)
                .lines()
                .filter(line -> !line.isBlank())
                .limit(MAX_LINES)
                .forEach(line -> out.println("  " + Untrusted.line(line)));
        if (!verdict.place().isEmpty()) {
            out.println("  " + Untrusted.line(ReportText.place(verdict.place(), texts)));
        }
        for (int i = 0; i <= hint && i < check.hints().size(); i++) {
            out.println("  " + paint("33", texts.say("watch-screen.hint", i + 1) + " ") + checks.hint(check, i + 1));
        }
        List<Diagnosis.Known> beliefs = Diagnosis.shipped().of(results.get(check.exercise()));
        String like = beliefs.size() > 1 ? "watch-screen.this-could-be" : "watch-screen.this-looks-like";
        beliefs.forEach(known -> {
            out.println("  " + texts.say(like, known.belief(texts)));
            if (!check.equals(known.about())) {
                out.println("    " + texts.say("exercise-feedback.hint", known.hint(texts)));
            }
        });
    }

    private String mark(Verdict verdict) {
        return texts.say(
                switch (verdict.status()) {
                    case PASSED, NOT_STARTED -> verdict.status().key();
                    default -> "text-report.fail";
                });
    }

    private String paint(String code, String text) {
        return escapes ? "\033[" + code + "m" + text + "\033[0m" : text;
    }
}

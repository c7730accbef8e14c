package mm.grader.report;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Led;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.script.AnswerDifference;
import mm.grader.text.Width;
import mm.text.Catalogue;
import mm.text.Message;

/** A result as text for people. */
public final class TextReport {
    private static final int MAX_LINES = 14;
    private static final int MAX_PRINTED = 5;
    private static final int MAX_NOTE = 1000;
    private static final int MAX_LINE = 300;
    private static final int POINTS = 7;
    private static final int MARK = 8;
    private static final String INDENT = "                 ";

    private final PrintWriter out;
    private final Catalogue texts;
    private final CheckTexts checks;
    private boolean isOfOneCheck;

    /** Makes a report that prints to a writer. */
    public TextReport(PrintWriter out, Catalogue texts) {
        this.out = out;
        this.texts = texts;
        checks = new CheckTexts(texts);
    }

    /** Returns the same report, but of a single check: with all calls that are known, a line each. */
    public TextReport ofOneCheck() {
        isOfOneCheck = true;
        return this;
    }

    /** Prints all. */
    public void print(GradeResult result) {
        result.setting().forEach(sentence -> out.println(note(sentence)));
        out.println();
        result.exercises().forEach(this::exercise);
        if (!result.screens().isEmpty()) {
            out.println(texts.say("text-report.the-machine-made-of-these"));
            texts.say(result.screens()).lines().forEach(line -> out.println("  " + Untrusted.line(line, MAX_LINE)));
            out.println();
        }
        if (result.graderFailed()) {
            out.println(texts.say("text-report.the-grader-itself-failed-the"));
        }
        out.println(ReportText.total(result, texts));
    }

    private String note(Message note) {
        return Untrusted.line(texts.say(note), MAX_NOTE);
    }

    private void exercise(ExerciseResult result) {
        String title = checks.title(result.exercise());
        if (result.verdicts().isEmpty()) {
            out.println(texts.say("text-report.not-in-this-release", title));
            out.println();
            return;
        }
        String points = ReportText.points(result.points(), result.maxPoints(), result.bonus(), texts);
        out.println(texts.say("text-report.pair", title, points));
        out.println("  " + steps(result));
        result.notes().forEach(note -> out.println("  " + note(note.message())));
        String heading = "";
        for (Verdict verdict : result.verdicts()) {
            String step = "  " + ReportText.step(verdict.check(), texts);
            if (!step.equals(heading)) {
                out.println(step);
                heading = step;
            }
            verdict(verdict);
        }
        out.println();
    }

    /** Returns the points of each step in one line. */
    private String steps(ExerciseResult result) {
        Map<Integer, int[]> steps = new TreeMap<>();
        for (Verdict verdict : result.verdicts()) {
            int[] points = steps.computeIfAbsent(verdict.check().step(), step -> new int[2]);
            points[0] += verdict.points();
            points[1] += verdict.check().points();
        }
        List<String> each = new ArrayList<>();
        steps.forEach((step, points) -> each.add(step + ": " + points[0] + "/" + points[1]));
        return texts.say("text-report.steps", String.join(", ", each));
    }

    private void verdict(Verdict verdict) {
        CheckInfo check = verdict.check();
        String sentence = checks.sentence(check) + (check.bonus() ? " " + texts.say("text-report.bonus") : "");
        if (verdict.status() == Status.PASSED) {
            out.println("    " + texts.say(Status.PASSED.key()) + "    %3d      ".formatted(check.points()) + sentence);
            return;
        }
        List<String> why = ReportText.lines(ReportText.why(verdict, texts));
        String title = texts.say(verdict.status().key());
        String points = Width.padded(texts.say("text-report.none-of", check.points()), POINTS);
        String brief = why.isEmpty() ? " (" + title + ")" : "";
        if (verdict.status() == Status.NOT_STARTED) {
            out.println("    " + Width.padded(title, MARK) + points + " " + sentence);
            why.stream().limit(1).forEach(line -> out.println(INDENT + Untrusted.line(line, MAX_LINE)));
            return;
        }
        out.println("    " + Width.padded(texts.say("text-report.fail"), MARK) + points + " " + sentence + brief);
        boolean oneLine = why.size() == 1 && verdict.status() != Status.FAILED;
        if (oneLine) {
            out.println(INDENT + texts.say("text-report.pair", title, Untrusted.line(why.get(0), MAX_LINE)));
        } else if (!why.isEmpty()) {
            out.println(INDENT + title);
            why.stream().limit(MAX_LINES).forEach(line -> out.println(INDENT + "  " + Untrusted.line(line, MAX_LINE)));
            if (why.size() > MAX_LINES) {
                out.println(INDENT + "  " + texts.say("text-report.lines-more", why.size() - MAX_LINES));
            }
        }
        List<String> differing =
                AnswerDifference.of(verdict.facts().expected(), verdict.facts().actual());
        if (!differing.isEmpty()) {
            String values = Untrusted.line(String.join(", ", differing), MAX_LINE);
            out.println(INDENT + texts.say("smallest-failure.differs", values));
        }
        if (!verdict.place().isEmpty()) {
            out.println(INDENT + Untrusted.line(ReportText.place(verdict.place(), texts), MAX_LINE));
        }
        led(verdict.led());
        verdict.output()
                .lines()
                .limit(MAX_PRINTED)
                .forEach(
                        line -> out.println(INDENT + texts.say("text-report.printed", Untrusted.line(line, MAX_LINE))));
        if (!check.hints().isEmpty() && hintHelps(verdict.status())) {
            out.println(INDENT + texts.say("text-report.hint", checks.hint(check, 1)));
        }
    }

    private void led(Led led) {
        if (!led.stack().isEmpty()) {
            out.println(INDENT
                    + texts.say("text-report.stack", Untrusted.line(String.join(" < ", led.stack()), MAX_LINE)));
        }
        if (led.calls().isEmpty()) {
            return;
        }
        List<String> calls = isOfOneCheck ? led.allCalls() : led.fewCalls();
        if (isOfOneCheck) {
            out.println(INDENT + texts.say("text-report.all-calls"));
            calls.forEach(call -> out.println(INDENT + "  " + Untrusted.line(call, MAX_LINE)));
        } else {
            String shown = Untrusted.line(String.join(", ", calls), MAX_LINE);
            out.println(INDENT + texts.say("text-report.calls", shown));
        }
    }

    private static boolean hintHelps(Status status) {
        return switch (status) {
            case FAILED, TIMED_OUT, STACK_OVERFLOW, OUT_OF_MEMORY -> true;
            default -> false;
        };
    }
}

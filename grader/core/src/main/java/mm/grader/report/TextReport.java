package mm.grader.report;

import java.io.PrintWriter;
import java.util.List;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.text.Catalogue;
import mm.text.Message;

/** A result as text for people. */
public final class TextReport {
    private static final int MAX_LINES = 14;
    private static final int MAX_PRINTED = 5;
    private static final int MAX_NOTE = 1000;
    private static final int MAX_LINE = 300;
    private static final String INDENT = "                 ";

    private final PrintWriter out;
    private final Catalogue texts;

    /** Makes a report that prints to a writer. */
    public TextReport(PrintWriter out, Catalogue texts) {
        this.out = out;
        this.texts = texts;
    }

    /** Prints all. */
    public void print(GradeResult result) {
        result.setting().forEach(sentence -> out.println(note(sentence)));
        out.println();
        result.exercises().forEach(this::exercise);
        if (!result.screens().isEmpty()) {
            out.println("The machine made of these parts");
            texts.say(result.screens()).lines().forEach(line -> out.println("  " + Untrusted.line(line, MAX_LINE)));
            out.println();
        }
        if (result.graderFailed()) {
            out.println(
                    "The grader itself failed: the checks marked 'not run' say why. This is no fault of the student's.");
        }
        out.println(total(result));
    }

    /** Returns the line on the points of all. */
    static String total(GradeResult result) {
        return "Total " + points(result.points(), result.most(), result.bonus());
    }

    private static String points(int points, int most, int bonus) {
        return points + " of " + most + (bonus > 0 ? " and " + bonus + " bonus" : "");
    }

    private String note(Message note) {
        return Untrusted.line(texts.say(note), MAX_NOTE);
    }

    private void exercise(ExerciseResult result) {
        String title = result.exercise().number() + " " + result.exercise().title();
        if (result.verdicts().isEmpty()) {
            out.println(title + ": not in this release");
            out.println();
            return;
        }
        out.println(title + ": " + points(result.points(), result.most(), result.bonus()));
        result.notes().forEach(note -> out.println("  " + note(note.message())));
        String heading = "";
        for (Verdict verdict : result.verdicts()) {
            String step =
                    "  step " + verdict.check().step() + ": " + verdict.check().title();
            if (!step.equals(heading)) {
                out.println(step);
                heading = step;
            }
            verdict(verdict);
        }
        out.println();
    }

    private void verdict(Verdict verdict) {
        CheckInfo check = verdict.check();
        String bonus = check.bonus() ? " (bonus)" : "";
        if (verdict.status() == Status.PASSED) {
            out.printf("    ok    %3d      %s%s%n", check.points(), check.sentence(), bonus);
            return;
        }
        List<String> why = ReportText.lines(texts.say(verdict.why()));
        String title = verdict.status().title();
        String brief = why.isEmpty() ? " (" + title + ")" : "";
        out.printf("    FAIL    0 of %-2d %s%s%s%n", check.points(), check.sentence(), bonus, brief);
        boolean oneLine = why.size() == 1 && verdict.status() != Status.FAILED;
        if (oneLine) {
            out.println(INDENT + title + ": " + Untrusted.line(why.get(0), MAX_LINE));
        } else if (!why.isEmpty()) {
            out.println(INDENT + title);
            why.stream().limit(MAX_LINES).forEach(line -> out.println(INDENT + "  " + Untrusted.line(line, MAX_LINE)));
            if (why.size() > MAX_LINES) {
                out.println(INDENT + "  (" + (why.size() - MAX_LINES) + " lines more)");
            }
        }
        if (!verdict.place().isEmpty()) {
            out.println(INDENT + Untrusted.line(ReportText.place(verdict.place(), texts), MAX_LINE));
        }
        verdict.output()
                .lines()
                .limit(MAX_PRINTED)
                .forEach(line -> out.println(INDENT + "printed: " + Untrusted.line(line, MAX_LINE)));
        if (!check.hints().isEmpty() && hintHelps(verdict.status())) {
            out.println(INDENT + "hint: " + check.hints().get(0));
        }
    }

    private static boolean hintHelps(Status status) {
        return switch (status) {
            case FAILED, TIMED_OUT, STACK_OVERFLOW, OUT_OF_MEMORY -> true;
            default -> false;
        };
    }
}

package mm.grader.report;

import java.io.PrintWriter;
import java.util.List;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;

/** Prints a result for people. */
public final class TextReport {
    private static final int MOST_LINES = 14;
    private static final String INDENT = "                 ";

    private final PrintWriter out;

    /** Makes a report that prints to a writer. */
    public TextReport(PrintWriter out) {
        this.out = out;
    }

    /** Prints all. */
    public void print(GradeResult result) {
        result.setting().forEach(sentence -> out.println(printable(sentence, 1000)));
        out.println();
        result.exercises().forEach(this::exercise);
        if (!result.screens().isEmpty()) {
            out.println("The machine made of these parts");
            result.screens().lines().forEach(line -> out.println("  " + printable(line)));
            out.println();
        }
        if (result.graderFailed()) {
            out.println(
                    "The grader itself failed: the checks marked 'not run' say why. This is no fault of the student's.");
        }
        String bonus = result.bonus() > 0 ? " and " + result.bonus() + " bonus" : "";
        out.println("Total " + result.points() + " of " + result.most() + bonus);
    }

    private void exercise(ExerciseResult result) {
        String title = result.exercise().number() + " " + result.exercise().title();
        if (result.verdicts().isEmpty()) {
            out.println(title + ": not in this release");
            out.println();
            return;
        }
        String bonus = result.bonus() > 0 ? " and " + result.bonus() + " bonus" : "";
        out.println(title + ": " + result.points() + " of " + result.most() + bonus);
        result.notes().forEach(note -> out.println("  " + printable(note, 1000)));
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
        List<String> message =
                verdict.message().lines().filter(line -> !line.isBlank()).toList();
        String title = verdict.status().title();
        String brief = message.isEmpty() ? " (" + title + ")" : "";
        out.printf("    FAIL    0 of %-2d %s%s%s%n", check.points(), check.sentence(), bonus, brief);
        boolean oneLine = message.size() == 1 && verdict.status() != Status.FAILED;
        if (oneLine) {
            out.println(INDENT + title + ": " + printable(message.get(0)));
        } else if (!message.isEmpty()) {
            out.println(INDENT + title);
            message.stream().limit(MOST_LINES).forEach(line -> out.println(INDENT + "  " + printable(line)));
            if (message.size() > MOST_LINES) {
                out.println(INDENT + "  (" + (message.size() - MOST_LINES) + " lines more)");
            }
        }
        if (!verdict.location().isEmpty()) {
            out.println(INDENT + "at " + printable(verdict.location()));
        }
        verdict.output().lines().limit(5).forEach(line -> out.println(INDENT + "printed: " + printable(line)));
        if (!check.hints().isEmpty() && hintHelps(verdict.status())) {
            out.println(INDENT + "hint: " + check.hints().get(0));
        }
    }

    private static String printable(String line) {
        return printable(line, 300);
    }

    /**
     * Whatever a student's code printed, or a file of it is called, it cannot move the cursor, colour the report, turn the
     * writing round, or command the runner of GitHub, which obeys lines that begin with two colons.
     */
    private static String printable(String line, int most) {
        String safe = line.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\t]]", "?");
        String cut = safe.length() > most ? safe.substring(0, most) + " [...]" : safe;
        return cut.stripLeading().matches("(::|##\\[).*") ? "| " + cut : cut;
    }

    private static boolean hintHelps(Status status) {
        return switch (status) {
            case FAILED, TIMED_OUT, STACK_OVERFLOW, OUT_OF_MEMORY -> true;
            default -> false;
        };
    }
}

package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.util.List;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code mm rubric}: prints what is worth how many points. */
@Command(
        name = "rubric",
        mixinStandardHelpOptions = true,
        description = "Prints all graded checks with their points, as their annotations say.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage", "3:the grader itself failed"})
public final class RubricCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Rubric rubric = Rubric.shipped();
        for (Exercise exercise : Exercise.values()) {
            print(spec.commandLine().getOut(), exercise, rubric.of(exercise));
        }
    }

    private static void print(PrintWriter out, Exercise exercise, List<CheckInfo> checks) {
        String title = exercise.number() + " " + exercise.title();
        if (checks.isEmpty()) {
            out.println(title + ": not in this release");
            out.println();
            return;
        }
        int points = checks.stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
        out.println(title + ": " + points + " points");
        String step = "";
        for (CheckInfo check : checks) {
            String heading = "  step " + check.step() + ": " + check.title();
            if (!heading.equals(step)) {
                out.println(heading);
                step = heading;
            }
            out.printf("    %3d%s  %s%n", check.points(), check.bonus() ? " bonus" : "", check.sentence());
            if (!check.requires().isEmpty()) {
                out.println("         requires: "
                        + String.join(", ", check.requires()).replace('_', ' '));
            }
        }
        out.println();
    }
}

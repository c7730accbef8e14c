package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.util.List;
import mm.grader.cli.options.Languages;
import mm.grader.report.ReportText;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import mm.text.Catalogue;
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
            print(exercise, rubric.of(exercise));
        }
    }

    private void print(Exercise exercise, List<CheckInfo> checks) {
        PrintWriter out = spec.commandLine().getOut();
        Catalogue texts = Languages.texts(spec);
        CheckTexts words = new CheckTexts(texts);
        String title = words.title(exercise);
        if (checks.isEmpty()) {
            out.println(texts.say("text-report.not-in-this-release", title));
            out.println();
            return;
        }
        int points = checks.stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
        out.println(texts.say("rubric.points", title, points));
        String step = "";
        for (CheckInfo check : checks) {
            String heading = "  " + ReportText.step(check, texts);
            if (!heading.equals(step)) {
                out.println(heading);
                step = heading;
            }
            String bonus = check.bonus() ? " " + texts.say("rubric.bonus") : "";
            out.println("    %3d".formatted(check.points()) + bonus + "  " + words.sentence(check));
            if (!check.requires().isEmpty()) {
                List<String> required = check.requires().stream()
                        .map(method -> words.sentence(exercise, method))
                        .toList();
                out.println("         " + texts.say("rubric.requires", String.join(texts.say("list.comma"), required)));
            }
        }
        out.println();
    }
}

package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.util.List;
import mm.grader.cli.options.Languages;
import mm.grader.kit.KitProperties;
import mm.grader.report.ReportText;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.machine.Exercise;
import mm.text.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm rubric}: prints what is worth how many points. */
@Command(
        name = "rubric",
        mixinStandardHelpOptions = true,
        description = "Prints all graded checks with their points, as their annotations say.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "2:wrong usage", "3:the grader itself failed"})
public final class RubricCommand implements Runnable {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NN[.STEP]",
            description = "print these exercises and steps only, as in 03,04 or 03.1-5,06")
    private List<String> only = List.of();

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        Selection selection = Selection.named(only.isEmpty() ? KitProperties.only() : only);
        Rubric rubric = selection.of(Rubric.shipped());
        for (Exercise exercise : selection.exercises()) {
            print(exercise, rubric.of(exercise));
        }
        spec.commandLine().getOut().println(Languages.texts(spec).say("rubric.total", points(rubric.checks())));
    }

    private static int points(List<CheckInfo> checks) {
        return checks.stream()
                .filter(check -> !check.bonus())
                .mapToInt(CheckInfo::points)
                .sum();
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
        out.println(texts.say("rubric.points", title, points(checks)));
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

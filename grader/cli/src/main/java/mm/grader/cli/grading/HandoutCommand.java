package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.handout.Handout;
import mm.grader.handout.HandoutFolder;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.rubric.Exercises;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.grader.text.Language;
import mm.machine.Exercise;
import mm.text.Catalogue;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm handout}: makes the repository that students get. */
@Command(
        name = "handout",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the repository that students get: skeletons, assignments, chapters, and the grader, which then needs a"
                    + " JDK and nothing else.",
            "The reference is in it as one jar without sources, lines and private names; solutions, held-back cases and"
                    + " the guide are not. The language of its pages is that of --lang."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it is made, or up to date",
            "1:with --update: files that were changed are left as they are",
            "2:wrong usage, a folder that is not empty, or one that is not a hand-out",
            "3:the kit is not whole, or the program failed"
        })
public final class HandoutCommand implements Callable<Integer> {
    @ArgGroup(exclusive = true, multiplicity = "1")
    private Place place;

    /** What is written to. */
    static final class Place {
        @Option(names = "--out", paramLabel = "DIR", description = "a folder that is empty, or does not exist yet")
        private Path out;

        @Option(
                names = "--update",
                paramLabel = "DIR",
                description =
                        "bring a hand-out up to date, and add what --only names; what a student wrote is never touched")
        private Path update;
    }

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NN[.STEP]",
            description = "hand out these exercises and steps only, as in 03,04 or 03.1-5,06")
    private List<String> only = List.of();

    @Option(
            names = "--with-solutions",
            split = ",",
            paramLabel = "NN",
            description = "hand out the solutions of these exercises, too, as in 01,02")
    private List<String> solutions = List.of();

    @Option(
            names = "--no-maven",
            description = "without Maven and its plugins (25 MB): the checks as JUnit tests need a network then")
    private boolean noMaven;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Catalogue texts = Languages.texts(spec);
        PrintWriter out = spec.commandLine().getOut();
        if (!KitHome.hasSolutions()) {
            throw UserError.of("handout.no-solutions");
        }
        Set<Exercise> solved = solutions.isEmpty() ? EnumSet.noneOf(Exercise.class) : Exercises.named(solutions);
        if (place.out != null) {
            Handout handout = new Handout(selection(only), Languages.of(spec), solved, !noMaven);
            int files = new HandoutFolder(place.out).make(handout);
            out.println(texts.say("handout.made", place.out, files, handout.selection()));
            return Exit.OK;
        }
        HandoutFolder folder = new HandoutFolder(place.update).requireHandout();
        List<String> all = new ArrayList<>(List.of(folder.property("only").split(",")));
        all.addAll(only);
        Language language = Language.valueOf(folder.property("language").toUpperCase(Locale.ROOT));
        boolean maven = Boolean.parseBoolean(folder.property("maven"));
        HandoutFolder.Update update = folder.update(new Handout(selection(all), language, solved, maven && !noMaven));
        out.println(texts.say("handout.updated", place.update, update.written(), selection(all)));
        update.left().forEach(file -> out.println("  " + texts.say("handout.left", file)));
        return update.left().isEmpty() ? Exit.OK : Exit.LESS;
    }

    private static Selection selection(List<String> words) {
        Selection selection = Selection.named(words);
        selection.of(Rubric.shipped()); // says now which step there is not
        return selection;
    }
}

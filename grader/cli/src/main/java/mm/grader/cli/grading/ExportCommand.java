package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.cli.options.Languages;
import mm.grader.grade.HeldBack;
import mm.grader.handout.GradescopeZip;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code mm export}: packs the kit for other services. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Packs the kit for another service.",
        subcommands = ExportCommand.Gradescope.class)
public final class ExportCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), Languages.texts(spec).say("export.say-for-which-service-as"));
    }

    /** {@code mm export gradescope}. */
    @Command(
            name = "gradescope",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the zip that Gradescope asks for as an autograder: the kit, ready to run without Maven and",
                "network, a script that sets up the image and one that grades a submission.",
                "Students hand in the folder exercises (or the exercise's folder with its number), zipped or not."
            },
            exitCodeListHeading = "%nExit codes:%n",
            exitCodeList = {
                "0:the zip is written",
                "2:wrong usage, or a folder that cannot be read or written",
                "3:the grader itself failed"
            })
    static final class Gradescope implements Runnable {
        @Option(
                names = "--out",
                paramLabel = "FILE",
                description = "where to write the zip (default: ${DEFAULT-VALUE})")
        private Path out = Path.of("gradescope.zip");

        @Option(
                names = "--only",
                split = ",",
                paramLabel = "NN[.STEP]",
                description = "let it grade these exercises and steps only, as in 03,04 or 03.1-5,06")
        private List<String> only = List.of();

        @Option(names = "--cases", paramLabel = "DIR", description = "recordings to hold back, see mm grade --help")
        private Path cases;

        @Spec
        private CommandSpec spec;

        @Override
        public void run() {
            List<String> arguments = new ArrayList<>();
            if (!only.isEmpty()) {
                arguments.add("--only");
                Selection selection = Selection.named(only);
                selection.of(Rubric.shipped()); // says now which step there is not
                arguments.add(selection.toString());
            }
            if (cases != null) {
                HeldBack.read(cases); // says what is wrong with them now, and not to the students
            }
            GradescopeZip.write(out, arguments, cases);
            PrintWriter screen = spec.commandLine().getOut();
            screen.println(Languages.texts(spec).say("export.the-autograder-for-gradescope-upload", out));
        }
    }
}

package mm.grader.cli.machine;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.UserError;
import mm.grader.picture.Picture;
import mm.grader.play.StepPicture;
import mm.grader.script.ScriptRun;
import mm.script.Script;
import mm.text.Explained;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm picture}: one picture of one moment of a script. */
@Command(
        name = "picture",
        mixinStandardHelpOptions = true,
        description = "Runs a script up to a step and draws one picture of the machine, as SVG.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the picture is drawn",
            "2:wrong usage, or a script or submission that cannot be read",
            "3:the grader itself failed"
        })
public final class PictureCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCRIPT", description = "a script or recording")
    private Path file;

    @Option(
            names = "--what",
            defaultValue = "space",
            paramLabel = "WHAT",
            description =
                    "space (address space), tables, tlb, touched (the frames of a step), frames, lists (also: lru),"
                            + " slots (also: swap), tasks, limits (groups and promises), badness or heap;"
                            + " default: ${DEFAULT-VALUE}")
    private String what;

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "draw what is seen after this step, counted as mm play counts them; default: the last one")
    private Integer step;

    @Option(names = "--line", paramLabel = "N", description = "draw what is seen after this line of the script")
    private Integer line;

    @Option(
            names = "--task",
            paramLabel = "NAME",
            description = "whose address space or tables; default: the process whose step it is")
    private String task;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "FILE",
            description = "the file to write")
    private Path out;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StepPicture still = new StepPicture(what, step, line, task);
        Picture picture;
        try {
            Script script = Script.read(file);
            picture = still.of(
                    script,
                    with.parts(script),
                    Languages.words(spec),
                    failure -> Languages.texts(spec).say(ScriptRun.why(failure)));
        } catch (IllegalArgumentException e) {
            throw UserError.at(file, Explained.of(e));
        }
        OutputFile.write(out, picture.svg());
        return Exit.OK;
    }
}

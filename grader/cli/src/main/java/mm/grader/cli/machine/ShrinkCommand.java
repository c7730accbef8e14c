package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import mm.grader.child.ScriptAnswer;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.TemporaryFolders;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.script.ScriptRunner;
import mm.grader.script.ScriptShrinker;
import mm.grader.script.SubmittedParts;
import mm.script.Script;
import mm.text.Catalogue;
import mm.text.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm shrink}: makes a failing script small. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        description = "Finds the smallest script on which a submission goes wrong as it does on this one.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing differs", "1:the smallest script is shown", "2:wrong usage, or a file is unreadable"
        })
public final class ShrinkCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "a recording or script")
    private Path file;

    @Mixin
    private WithOption with;

    @Option(names = "--seconds", defaultValue = "10", paramLabel = "N", description = "time for it (default: 10)")
    private int seconds;

    @Option(names = "--out", paramLabel = "FILE", description = "where to write it (default: a temporary folder)")
    private Path target;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        Script script = Script.read(file);
        Message invalid = ScriptRunner.of(SubmittedParts.reference())
                .run(script, ScriptAnswer.NO_STATE)
                .invalid();
        if (!invalid.isEmpty()) {
            throw UserError.saying(invalid);
        }
        try (ScriptRunner runner = with.runner()) {
            boolean differs = show(
                    spec.commandLine().getOut(),
                    Languages.texts(spec),
                    script,
                    runner,
                    seconds,
                    failing(target),
                    with.asGiven());
            return differs ? Exit.LESS : Exit.OK;
        }
    }

    /** Returns where the smallest script goes: where somebody wants it, else out of the way. */
    static Path failing(Path wanted) throws IOException {
        return wanted != null
                ? wanted
                : Files.createTempDirectory(TemporaryFolders.place(), "mm-failing-")
                        .resolve("failing.mm");
    }

    private static ScriptShrinker shrunk(Script script, ScriptRunner tested, int seconds, Path target)
            throws IOException {
        ScriptShrinker shrunk = ScriptShrinker.of(
                script, ScriptRunner.of(SubmittedParts.reference()), tested, Duration.ofSeconds(seconds));
        if (shrunk != null) {
            OutputFile.write(target, half -> Files.write(half, shrunk.lines()));
        }
        return shrunk;
    }

    /** Shrinks, prints and writes; false if nothing differs. */
    static boolean show(
            PrintWriter out, Catalogue texts, Script script, ScriptRunner tested, int seconds, Path target, String with)
            throws IOException {
        ScriptShrinker shrunk = shrunk(script, tested, seconds, target);
        if (shrunk == null) {
            return false;
        }
        shrunk.story().lines(texts).forEach(line -> out.println(Untrusted.line(line)));
        out.println("  " + texts.say("shrink.run-it-again-mm-run", with, target));
        return true;
    }
}

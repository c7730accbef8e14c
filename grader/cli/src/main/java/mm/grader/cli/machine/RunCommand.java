package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.child.ScriptAnswer;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.script.ScriptRunner;
import mm.grader.script.StopCause;
import mm.script.Script;
import mm.script.ScriptException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm run}: completes scripts. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Runs scripts and recordings on the machine and prints the completed transcripts.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all scripts ran",
            "1:a part of the machine stopped in one of them",
            "2:wrong usage, or a script or submission that cannot be read",
            "3:the grader itself failed"
        })
public final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "scripts or recordings")
    private List<Path> files;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write one file per input, under the same name, into this folder instead of printing")
    private Path out;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (out != null) {
            requireDistinctNames();
        }
        PrintWriter screen = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        int code = Exit.OK;
        try (ScriptRunner runner = with.runner()) {
            for (Path file : files) {
                code = Math.max(code, run(file, runner, screen, err));
                screen.flush();
            }
        }
        return code;
    }

    private int run(Path file, ScriptRunner runner, PrintWriter screen, PrintWriter err) {
        ScriptAnswer answer;
        try {
            answer = runner.run(Script.read(file), ScriptAnswer.NO_STATE);
        } catch (ScriptException e) {
            err.println(Untrusted.line(Languages.texts(spec).say("mm.mm", e.what())));
            return Exit.USAGE;
        }
        if (!answer.invalid().isEmpty()) {
            err.println(Untrusted.line(Languages.texts(spec).say("mm.mm", answer.invalid())));
            return Exit.USAGE;
        }
        boolean stopped = !answer.stopped().isEmpty();
        if (stopped) {
            err.println(Languages.texts(spec)
                    .say(
                            "run.stopped-after",
                            file,
                            StopCause.who(answer),
                            answer.lines().size(),
                            Untrusted.line(Languages.texts(spec).say(answer.stopped()))));
        }
        if (out == null) {
            answer.lines().forEach(line -> screen.print(shown(line) + "\n"));
        } else if (!stopped) {
            OutputFile.write(out.resolve(file.getFileName()), String.join("\n", answer.lines()) + "\n");
        }
        answer.remarks().stream()
                .map(Languages.texts(spec)::say)
                .forEach(remark -> err.println(out == null ? shown(remark) : file + ": " + shown(remark)));
        return stopped ? Exit.LESS : Exit.OK;
    }

    /** Lines of the kit's own parts may begin as a command to the runner of GitHub does; a script's author is not trusted. */
    private String shown(String line) {
        return with.given() ? Untrusted.line(line) : Untrusted.text(line);
    }

    private void requireDistinctNames() {
        Set<Path> names = new HashSet<>();
        for (Path file : files) {
            if (!names.add(file.getFileName())) {
                throw UserError.at(file, "run.a-second-file-of-this", out);
            }
        }
    }
}

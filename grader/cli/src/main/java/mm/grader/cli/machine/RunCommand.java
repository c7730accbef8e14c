package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.UserError;
import mm.grader.script.ScriptRun;
import mm.grader.script.StopCause;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.script.Transcript;
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
    public Integer call() throws IOException {
        if (out != null) {
            requireDistinctNames();
        }
        PrintWriter screen = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Parts parts = with.parts();
        int code = Exit.OK;
        for (Path file : files) {
            List<String> lines = new ArrayList<>();
            List<String> remarks = new ArrayList<>();
            try {
                Script script = Script.read(file);
                Scripts.kindOf(script).run(script, parts, new Collected(lines, remarks));
            } catch (ScriptException e) {
                err.println(Languages.texts(spec).say("mm.mm", e.getMessage()));
                code = Exit.USAGE;
                continue;
            } catch (RuntimeException | StackOverflowError e) {
                err.println(Languages.texts(spec)
                        .say("run.stopped-after", file, StopCause.who(e), lines.size(), ScriptRun.why(e)));
                code = Math.max(code, Exit.LESS);
                if (out != null) {
                    continue;
                }
            }
            if (out == null) {
                lines.forEach(line -> screen.print(line + "\n"));
            } else {
                OutputFile.write(out.resolve(file.getFileName()), String.join("\n", lines) + "\n");
            }
            screen.flush();
            remarks.forEach(remark -> err.println(out == null ? remark : file + ": " + remark));
        }
        return code;
    }

    private void requireDistinctNames() {
        Set<Path> names = new HashSet<>();
        for (Path file : files) {
            if (!names.add(file.getFileName())) {
                throw UserError.at(file, "run.a-second-file-of-this", out);
            }
        }
    }

    /** Keeps the transcript and what is remarked on it apart: the transcript's bytes are the recording's. */
    private record Collected(List<String> lines, List<String> remarks) implements Transcript {
        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void remark(String line) {
            remarks.add(line);
        }
    }
}

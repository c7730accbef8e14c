package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import mm.grader.RealTools;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import mm.procfs.SimulatedMachine;
import mm.script.MachineScript;
import mm.script.Script;
import mm.text.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm proc}: a simulated machine as a /proc tree, for the system's own tools. */
@Command(
        name = "proc",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a machine script and writes the machine as a /proc tree, or runs a tool on it.",
            "mm proc SCRIPT --out DIR writes the tree; mm proc SCRIPT -- free -h runs the real free on it."
        })
public final class ProcCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCRIPT", index = "0", description = "a machine script, as in docs/scripts")
    private Path script;

    @Parameters(paramLabel = "COMMAND", index = "1..*", arity = "0..*", description = "after --: the tool to run")
    private List<String> command = new ArrayList<>();

    @Option(names = "--out", paramLabel = "DIR", description = "write the tree here; the folder must be new or empty")
    private Path out;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (out == null == command.isEmpty()) {
            throw UserError.of("proc.say-either-out-dir-or");
        }
        Script text = Script.read(script);
        if (!new MachineScript().accepts(text)) {
            throw UserError.at(script, "proc.this-is-no-machine-script");
        }
        if (!command.isEmpty()) {
            Optional<Message> whyNot = RealTools.whyNot();
            if (whyNot.isPresent()) {
                throw UserError.of("proc.out-dir-writes-the-tree", whyNot.get());
            }
        }
        SimulatedMachine machine = MachineScript.play(text, with.parts(text), line -> {});
        Map<String, String> files = machine.files(true);
        return command.isEmpty() ? write(files) : show(files);
    }

    private int write(Map<String, String> files) throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> content = Files.list(out)) {
                if (content.findAny().isPresent()) {
                    throw UserError.at(out, "proc.this-folder-is-not-empty");
                }
            } catch (java.nio.file.NotDirectoryException e) {
                throw UserError.at(out, "proc.this-is-no-folder");
            }
        }
        Files.createDirectories(out);
        RealTools.write(files, out);
        return Exit.OK;
    }

    private int show(Map<String, String> files) throws IOException {
        PrintWriter screen = spec.commandLine().getOut();
        Path tree = RealTools.newDirectory();
        try {
            RealTools.write(files, tree);
            if (System.console() != null) {
                return RealTools.attach(tree, command) == 0 ? Exit.OK : Exit.LESS;
            }
            RealTools.run(tree, command).forEach(line -> screen.print(line + "\n"));
        } finally {
            RealTools.delete(tree);
        }
        return Exit.OK;
    }
}

package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.KindConverter;
import mm.grader.fuzz.FuzzKind;
import mm.grader.fuzz.KernelRecorder;
import mm.grader.fuzz.RecordException;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.script.Script;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm record}: asks the running kernel. */
@Command(
        name = "record",
        mixinStandardHelpOptions = true,
        description = "Makes a random script, runs it on this machine's own kernel and prints the recording.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:recorded",
            "2:wrong usage, or this machine cannot record (no Linux on x86-64, no C compiler, no rights)",
            "3:the grader itself failed"
        })
public final class RecordCommand implements Callable<Integer> {
    @Option(
            names = "--kind",
            required = true,
            converter = KindConverter.class,
            description =
                    "one of layout, faults, status, stack, limits, cow, small, malloc-a to malloc-d, score, oom, swap, commit, remap, group, huge")
    private FuzzKind kind;

    @Option(names = "--seed", defaultValue = "1", description = "the script's seed (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--ops", defaultValue = "200", description = "how many operations (default: ${DEFAULT-VALUE})")
    private int ops;

    @Option(
            names = "--script",
            description = "a file with operations to record instead of random ones; answers in it are ignored")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        try {
            KernelRecorder recorder = KernelRecorder.build(KitHome.recorder());
            List<String> script =
                    file == null ? kind.generate(seed, ops) : Script.read(file).lines();
            recorder.record(kind, script).forEach(line -> out.print(line + "\n"));
        } catch (RecordException e) {
            throw UserError.saying(e.what());
        }
        return Exit.OK;
    }
}

package mm.grader.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import mm.script.ScriptException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code mm}. */
@Command(
        name = "mm",
        mixinStandardHelpOptions = true,
        version = "Linux Memory Kit 1.0",
        description = "Grades, runs and compares the exercises of the Linux Memory Kit.",
        subcommands = {
            GradeCommand.class,
            RunCommand.class,
            AgreeCommand.class,
            ShrinkCommand.class,
            HintCommand.class,
            WatchCommand.class,
            RubricCommand.class,
            SkeletonsCommand.class,
            ProcCommand.class,
            FreeCommand.class,
            TopCommand.class,
            RecordCommand.class,
            FuzzCommand.class,
            TraceCommand.class,
            ThroughputCommand.class,
            ExportCommand.class,
            ReplayCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:full marks; everything agrees",
            "1:less than full marks; something differs",
            "2:wrong usage, or an input that cannot be read",
            "3:the grader itself failed"
        })
public final class Mm implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: one of the commands below");
    }

    /** Runs the program and ends the virtual machine with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = execute(new PrintWriter(out), new PrintWriter(err, true), arguments);
        out.flush();
        System.exit(code);
    }

    /** Runs the program and returns its exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... arguments) {
        CommandLine line = new CommandLine(new Mm())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, parsed) -> report(failure, err));
        int code = line.execute(arguments);
        out.flush();
        err.flush();
        return code;
    }

    private static int report(Exception failure, PrintWriter err) {
        if (failure instanceof UserError || failure instanceof ScriptException) {
            err.println("mm: " + failure.getMessage());
            return Exit.USAGE;
        }
        err.println("mm: the grader itself failed; please report this: " + failure);
        for (StackTraceElement frame : failure.getStackTrace()) {
            err.println("    at " + frame);
        }
        return Exit.FAILED;
    }
}

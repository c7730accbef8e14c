package mm.grader.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.replay.Replay;
import mm.grader.replay.ReplayReport;
import mm.grader.replay.StraceLog;
import mm.machine.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm replay}: the system calls of real programs, made again on the machine. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the system calls in strace's logs of real programs again on the machine, and compares the addresses.",
            "Record with: setarch -R strace -f -e trace=%%memory,%%process,execve -o FILE PROGRAM"
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all answers agree",
            "1:an answer differs, or the code under test stopped",
            "2:wrong usage, or a log or submission that cannot be read",
            "3:the grader itself failed"
        })
final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "LOG",
            arity = "1..*",
            description = "what strace wrote; may be compressed by gzip or zstd")
    private List<Path> files;

    @Option(names = "--pid", paramLabel = "N", description = "whose map to show; default: the first process's")
    private Integer pid;

    @Option(names = "--no-map", description = "do not print the map at the end")
    private boolean noMap;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Parts parts = with.parts();
        int code = Exit.OK;
        for (Path file : files) {
            code = Math.max(code, replay(file, StraceLog.read(file), parts));
        }
        return code;
    }

    private int replay(Path file, StraceLog log, Parts parts) {
        PrintWriter out = spec.commandLine().getOut();
        ReplayReport report;
        try {
            report = Replay.run(log, parts);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            spec.commandLine().getErr().println("mm: " + file + ": stopped: " + WithOption.stopped(e));
            return Exit.LESS;
        }
        out.println(file + ": " + report.agreeing() + " of " + report.compared() + " answers");
        report.lines().forEach(line -> out.println("  " + line));
        ReplayReport.Different different = report.firstDifference();
        if (different != null) {
            different.sentences().forEach(line -> out.println("  " + line));
            out.println("  the maps before it, by Linux's answers and by this code:");
            SideBySide.of(different.linux(), different.ours()).forEach(line -> out.println("    " + line));
        }
        if (!noMap) {
            printMap(out, report);
        }
        return report.agrees() ? Exit.OK : Exit.LESS;
    }

    private void printMap(PrintWriter out, ReplayReport report) {
        int shown = pid != null ? pid : report.pids().get(0);
        List<ReplayReport.Mapped> map = report.map(shown);
        if (map.isEmpty()) {
            throw new UserError("there is no address space of process " + shown + " in the log; there are those of "
                    + report.pids());
        }
        out.println("  the map at the end of process " + shown + ":");
        map.forEach(line -> out.println("    " + line));
    }
}

package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.UserError;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.Segment;
import mm.grader.replay.LogReplay;
import mm.grader.replay.ReplayReport;
import mm.grader.replay.Smaps;
import mm.grader.script.ScriptRun;
import mm.grader.script.SideBySide;
import mm.grader.script.StopCause;
import mm.grader.strace.StraceLog;
import mm.machine.Parts;
import mm.text.Catalogue;
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
            "1:an answer differs, or a part of the machine stopped",
            "2:wrong usage, or a log or submission that cannot be read",
            "3:the grader itself failed"
        })
public final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "LOG",
            arity = "1..*",
            description =
                    "what strace wrote; may be compressed by gzip or zstd; all files FILE.PID of one strace -ff are one log")
    private List<Path> files;

    @Option(names = "--pid", paramLabel = "N", description = "whose map to show; default: the first process's")
    private Integer pid;

    @Option(
            names = "--smaps",
            paramLabel = "FILE",
            description =
                    "a copy of /proc/PID/smaps of that process, made when it was about to end: tells how much of what"
                            + " was asked for was touched, and what the kernel's own map was")
    private Path smaps;

    @Option(names = "--svg", paramLabel = "FILE", description = "draw the map at the end into this file")
    private Path svg;

    @Option(names = "--no-map", description = "do not print the map at the end")
    private boolean noMap;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (runs().size() > 1 && (smaps != null || svg != null || pid != null)) {
            throw UserError.of("replay.pid-smaps-and-svg-are");
        }
        Parts parts = with.parts();
        int code = Exit.OK;
        for (List<Path> run : runs()) {
            StraceLog log = run.size() == 1 ? StraceLog.read(run.get(0)) : StraceLog.readAll(run);
            code = Math.max(code, replay(run.get(0), log, parts));
        }
        return code;
    }

    /** Puts the files together that one strace -ff wrote, a file for each process. */
    private Collection<List<Path>> runs() {
        Map<String, List<Path>> runs = new LinkedHashMap<>();
        for (Path file : files) {
            boolean isOfProcess = StraceLog.pidOf(file) != 0;
            String stem =
                    isOfProcess ? file.toString().replaceFirst("\\.\\d+(\\.gz|\\.zst)?$", "") : "whole " + runs.size();
            runs.computeIfAbsent(stem, unused -> new ArrayList<>()).add(file);
        }
        return runs.values();
    }

    private int replay(Path file, StraceLog log, Parts parts) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ReplayReport report;
        try {
            report = LogReplay.run(log, parts);
        } catch (UserError e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            spec.commandLine()
                    .getErr()
                    .println(texts().say("replay.stopped", file, StopCause.who(e), ScriptRun.why(e)));
            return Exit.LESS;
        }
        if (report.pids().isEmpty()) {
            throw UserError.at(file, "replay.no-call-in-this-log");
        }
        out.println(texts().say("replay.of-answers", file, report.agreeing(), report.compared()));
        report.lines(texts()).forEach(line -> out.println("  " + line));
        ReplayReport.Different different = report.firstDifference();
        if (different != null) {
            different.sentences().forEach(line -> out.println("  " + texts().say(line)));
            out.println("  " + texts().say("replay.the-maps-before-it-by"));
            SideBySide.of(different.linux(), different.ours()).forEach(line -> out.println("    " + line));
        }
        int shown = pid != null ? pid : report.pids().get(0);
        if (!report.pids().contains(shown)) {
            throw UserError.of("replay.there-is-no-address-space", shown, report.pids());
        }
        Smaps touched = smaps == null ? null : Smaps.read(smaps);
        boolean same = compareWithKernel(out, report, shown, touched);
        if (!noMap) {
            printMap(out, report.map(shown), shown, touched);
        }
        if (svg != null) {
            draw(file, report.map(shown), touched);
            out.println("  " + texts().say("trace.drawn-to", svg));
        }
        return report.agrees() && same ? Exit.OK : Exit.LESS;
    }

    private boolean compareWithKernel(PrintWriter out, ReplayReport report, int pid, Smaps smaps) {
        if (smaps == null) {
            out.println("  " + texts().say("replay.touched-not-known-strace-sees"));
            return true;
        }
        ReplayReport.Kernels kernels = report.compare(pid, smaps);
        double percent = kernels.mapped() == 0 ? 0 : 100.0 * kernels.touched() / kernels.mapped();
        out.println("  "
                + texts().say(
                                "replay.touched-at-the-end",
                                kernels.touched() >> 10,
                                kernels.mapped() >> 10,
                                String.format(Locale.ROOT, "%.1f", percent)));
        if (kernels.agree()) {
            out.println("  " + texts().say("replay.the-kernel-s-own-map"));
            return true;
        }
        out.println("  " + texts().say("replay.the-kernel-s-own-map-2"));
        SideBySide.of(kernels.linux(), kernels.log()).forEach(line -> out.println("    " + line));
        return false;
    }

    private void printMap(PrintWriter out, List<ReplayReport.Mapped> map, int pid, Smaps smaps) {
        out.println("  " + texts().say(smaps == null ? "replay.map" : "replay.map-and-touched", pid));
        for (ReplayReport.Mapped line : map) {
            String sizes = smaps == null
                    ? ""
                    : String.format(
                            "%10d %10d  ",
                            (line.end() - line.start()) >> 10, smaps.touched(line.start(), line.end()) >> 10);
            out.println("    " + sizes + line);
        }
    }

    private void draw(Path file, List<ReplayReport.Mapped> map, Smaps smaps) throws IOException {
        List<Segment> segments = map.stream()
                .map(line -> new Segment(
                        line.start(),
                        line.end(),
                        line.permissions(),
                        line.name(),
                        smaps == null ? "" : pages(line, smaps.touched(line.start(), line.end()))))
                .toList();
        String title = texts().say("replay.the-map-at-the-end-2", file.getFileName());
        OutputFile.write(
                svg,
                AddressSpacePicture.inColumns(segments, Languages.words(spec), title)
                        .svg());
    }

    /** How many of the pages of a mapping are in memory is known, but not which: all, none, or of each part some. */
    private static String pages(ReplayReport.Mapped line, long touched) {
        return touched == 0 ? "." : touched >= line.end() - line.start() ? "P" : "m";
    }

    private Catalogue texts() {
        return Languages.texts(spec);
    }
}

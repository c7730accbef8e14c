package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.UserError;
import mm.grader.trace.CurveReport;
import mm.grader.trace.MachineTrace;
import mm.grader.trace.PageNumbers;
import mm.grader.trace.Simulation;
import mm.grader.trace.StackDistances;
import mm.grader.trace.TraceReader;
import mm.lru.PolicyKind;
import mm.machine.Parts;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code mm trace}. */
@Command(
        name = "trace",
        mixinStandardHelpOptions = true,
        description = {
            "Simulates page replacement on a memory-reference trace.",
            "The trace is the output of valgrind --tool=lackey --trace-mem=yes, or one page number a line; it may be"
                    + " compressed by gzip or zstd."
        })
public final class TraceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", description = "the trace")
    private Path file;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "lru,clock,two-lists",
            description = "lru, clock, two-lists, or several with commas; all of them by default")
    private List<String> policies;

    @Option(
            names = "--frames",
            split = ",",
            paramLabel = "N",
            description = "frames of 4 KB that the program may have; several with commas")
    private List<Integer> frames = new ArrayList<>();

    @Option(names = "--curve", description = "print the faults of LRU for every size of memory, and draw them")
    private boolean curve;

    @Option(
            names = "--machine",
            description =
                    "run it as a process of the whole machine: page faults, TLB misses and working set over time; with"
                            + " --frames N and swap, else with all the memory that it needs")
    private boolean machine;

    @Option(
            names = "--window",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "references in one window of time; default: ${DEFAULT-VALUE}")
    private int window;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "where --curve or --machine draws to; default: the trace's name with .svg, in this folder")
    private Path svg;

    @Option(
            names = "--max-pages",
            paramLabel = "N",
            defaultValue = "4194304",
            description = "most different pages there may be; default: ${DEFAULT-VALUE}")
    private int maxPages;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (frames.isEmpty() && !curve && !machine) {
            throw new UserError(
                    "say how much memory there is with --frames, or ask for the whole curve with --curve, or"
                            + " for the machine with --machine");
        }
        if (maxPages < 1 || frames.stream().anyMatch(n -> n < 1)) {
            throw new UserError("a memory has at least one frame");
        }
        if (window < 1) {
            throw new UserError("a window has at least one reference");
        }
        if (machine && (curve || frames.size() > 1)) {
            throw new UserError("--machine goes without --curve, and with one number of --frames");
        }
        return machine ? runMachine() : runPolicies();
    }

    private UserError tooManyPages() {
        return new UserError(file + ": more than " + maxPages + " different pages; allow more with --max-pages");
    }

    private Integer runPolicies() throws IOException {
        Simulation[] simulations = simulations().toArray(Simulation[]::new);
        StackDistances distances = new StackDistances();
        PageNumbers numbers = new PageNumbers();
        long[] references = new long[1];
        TraceReader.read(file, new TraceReader.Sink() {
            @Override
            public void reference(long vpn, int access) {
                int page = numbers.of(vpn);
                if (page >= maxPages) {
                    throw tooManyPages();
                }
                references[0]++;
                for (Simulation simulation : simulations) {
                    simulation.reference(page);
                }
                if (curve) {
                    distances.reference(page);
                }
            }

            @Override
            public void again(long vpn, int access, int times) {
                references[0] += times;
                for (Simulation simulation : simulations) {
                    simulation.again(times);
                }
                if (curve) {
                    distances.again(times);
                }
            }
        });
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d references to %d pages%n", references[0], numbers.size());
        print(List.of(simulations), out);
        if (curve) {
            CurveReport.table(distances).forEach(out::println);
            draw(CurveReport.picture(distances, "Miss ratio of " + file.getFileName()));
        }
        return Exit.OK;
    }

    private Integer runMachine() throws IOException {
        MachineTrace trace = new MachineTrace(with.parts(), window, frames.isEmpty() ? 0 : frames.get(0), maxPages);
        long[] references = new long[1];
        try {
            TraceReader.read(file, (page, access) -> {
                references[0]++;
                trace.reference(page, access);
                if (trace.pages() > maxPages) {
                    throw tooManyPages();
                }
            });
        } catch (IllegalArgumentException e) {
            throw new UserError(file + ": reference " + references[0] + ": " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%d references to %d pages, in windows of %d%n", references[0], trace.pages(), window);
        trace.table().forEach(out::println);
        draw(trace.picture(file.getFileName() + " on the machine"));
        return Exit.OK;
    }

    private void draw(String picture) throws IOException {
        Path to = svg != null ? svg : Path.of(file.getFileName() + ".svg");
        OutputFile.write(to, picture);
        spec.commandLine().getOut().println("drawn to " + to);
    }

    private List<Simulation> simulations() {
        List<Simulation> simulations = new ArrayList<>();
        if (frames.isEmpty()) {
            return simulations;
        }
        Parts parts = with.parts();
        for (String policy : policies) {
            PolicyKind kind = kind(policy);
            for (int n : frames) {
                simulations.add(new Simulation(policy, parts.replacementPolicy(kind, maxPages), n));
            }
        }
        return simulations;
    }

    private static PolicyKind kind(String policy) {
        try {
            return PolicyKind.of(policy);
        } catch (IllegalArgumentException e) {
            throw new UserError(e.getMessage());
        }
    }

    private static void print(List<Simulation> simulations, PrintWriter out) {
        if (simulations.isEmpty()) {
            return;
        }
        out.println(String.format("%-10s %10s %14s %10s", "policy", "frames", "faults", "hit ratio"));
        for (Simulation done : simulations) {
            out.println(String.format(
                    Locale.ROOT, "%-10s %10d %14d %10.6f", done.name(), done.frames(), done.faults(), done.hitRatio()));
        }
    }
}

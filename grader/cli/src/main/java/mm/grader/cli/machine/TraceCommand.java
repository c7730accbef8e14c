package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.UserError;
import mm.grader.text.Width;
import mm.grader.trace.CurveReport;
import mm.grader.trace.MachineTrace;
import mm.grader.trace.PageNumbers;
import mm.grader.trace.PageSequence;
import mm.grader.trace.PolicyChoice;
import mm.grader.trace.Simulation;
import mm.grader.trace.StackDistances;
import mm.grader.trace.StepTable;
import mm.grader.trace.TraceReader;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.text.Catalogue;
import mm.text.Explained;
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
            "The trace is the output of valgrind --tool=lackey --trace-mem=yes, page numbers by commas, blanks or lines,"
                    + " addresses with R or W, DineroIV's labels, or addresses alone; it may be compressed by gzip or"
                    + " zstd."
        })
public final class TraceCommand implements Callable<Integer> {
    private static final int MAX_STEPS = 10_000;

    @Parameters(paramLabel = "FILE", description = "the trace")
    private Path file;

    @Option(
            names = "--policy",
            split = ",",
            paramLabel = "NAME",
            defaultValue = "lru,clock,two-lists",
            description =
                    "lru, clock, two-lists: exercise 04's, and all that run by default; fifo, opt (the best possible),"
                            + " random, clock=BITS (a counter of BITS bits for each page): to compare with; several with"
                            + " commas")
    private List<String> policies;

    @Option(
            names = "--frames",
            split = ",",
            paramLabel = "N",
            description = "frames that the program may have; several with commas")
    private List<Integer> frames = new ArrayList<>();

    @Option(
            names = "--page-size",
            paramLabel = "BYTES",
            description = "bytes of a page, default 4096; numbers in the trace are then addresses, not page numbers")
    private Long pageSize;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "from which random chooses; default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--steps",
            description =
                    "print the frames after every reference, which were hits and which faults, and which page goes")
    private boolean steps;

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
            description = "how many different pages there may be at most; default: ${DEFAULT-VALUE}")
    private int maxPages;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (frames.isEmpty() && !curve && !machine) {
            throw UserError.of("trace.say-how-much-memory-there");
        }
        if (maxPages < 1 || frames.stream().anyMatch(n -> n < 1)) {
            throw UserError.of("trace.a-memory-has-at-least");
        }
        if (window < 1) {
            throw UserError.of("trace.a-window-has-at-least");
        }
        if (machine && (curve || steps || pageSize != null || frames.size() > 1)) {
            throw UserError.of("trace.machine-goes-without-curve-steps");
        }
        if (pageSize != null && pageSize < 1) {
            throw UserError.of("trace.a-page-has-at-least");
        }
        if (steps && frames.isEmpty()) {
            throw UserError.of("trace.say-with-frames-how-many");
        }
        return machine ? runMachine() : runPolicies();
    }

    private UserError tooManyPages() {
        return UserError.at(file, "trace.more-than-different-pages-allow", maxPages);
    }

    private Integer runPolicies() throws IOException {
        List<PolicyChoice> choices = policies.stream().map(PolicyChoice::of).toList();
        Parts parts = with.parts(Exercise.LRU);
        List<Simulation> simulations = new ArrayList<>();
        for (PolicyChoice choice : choices) {
            for (int n : choice.needsFuture() || steps ? List.<Integer>of() : frames) {
                simulations.add(new Simulation(choice.toString(), choice.make(parts, null, maxPages, seed), n));
            }
        }
        boolean needsAll = steps || (choices.stream().anyMatch(PolicyChoice::needsFuture) && !frames.isEmpty());
        ReferenceSink references = new ReferenceSink(simulations, needsAll);
        TraceReader.read(file, pageSize, references);
        PrintWriter out = spec.commandLine().getOut();
        out.println(texts().say("trace.references", references.count, references.numbers.size()));
        List<Simulation> done = new ArrayList<>();
        for (PolicyChoice choice : choices) {
            for (int n : frames) {
                done.add(
                        needsAll && (steps || choice.needsFuture())
                                ? afterwards(choice, n, parts, references)
                                : simulations.remove(0));
            }
        }
        print(done, out);
        if (curve) {
            CurveReport.table(references.distances, texts()).forEach(out::println);
            long size = pageSize == null ? PhysicalMemory.PAGE_SIZE : pageSize;
            draw(CurveReport.picture(
                    references.distances, texts().say("trace.miss-ratio-of", file.getFileName()), size, texts()));
        }
        return Exit.OK;
    }

    /** Runs a policy after the whole trace was read, and draws its steps if they are asked for. */
    private Simulation afterwards(PolicyChoice choice, int frameCount, Parts parts, ReferenceSink references) {
        int pages = references.numbers.size();
        if (steps) {
            StepTable.of(
                            choice.toString(),
                            choice.make(parts, references.all, pages, seed),
                            frameCount,
                            references.all,
                            references.names,
                            texts())
                    .forEach(spec.commandLine().getOut()::println);
        }
        Simulation simulation =
                new Simulation(choice.toString(), choice.make(parts, references.all, pages, seed), frameCount);
        references.all.forEach(simulation::reference);
        simulation.again(references.count - references.all.size());
        return simulation;
    }

    /** Takes the references of the trace: to the simulations, the curve, and a list if something needs all of them. */
    private final class ReferenceSink implements TraceReader.Sink {
        private final List<Simulation> simulations;
        private final boolean keepsAll;
        private final StackDistances distances = new StackDistances();
        private final PageNumbers numbers = new PageNumbers();
        private final PageSequence all = new PageSequence();
        private final List<Long> names = new ArrayList<>();
        private int last;
        private long count;

        private ReferenceSink(List<Simulation> simulations, boolean keepsAll) {
            this.simulations = List.copyOf(simulations);
            this.keepsAll = keepsAll;
        }

        @Override
        public void reference(long vpn, int access) {
            last = numbers.of(vpn);
            if (last >= maxPages) {
                throw tooManyPages();
            }
            count++;
            for (Simulation simulation : simulations) {
                simulation.reference(last);
            }
            if (curve) {
                distances.reference(last);
            }
            if (keepsAll) {
                keep(vpn);
            }
        }

        private void keep(long vpn) {
            if (last == names.size()) {
                names.add(vpn);
            }
            all.add(last);
            if (steps && all.size() > MAX_STEPS) {
                throw UserError.at(file, "trace.steps-prints-at-most-references", MAX_STEPS);
            }
        }

        @Override
        public void again(long vpn, int access, int times) {
            count += times;
            for (Simulation simulation : simulations) {
                simulation.again(times);
            }
            if (curve) {
                distances.again(times);
            }
            for (int i = 0; steps && i < times; i++) {
                keep(vpn);
            }
        }
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
            throw UserError.at(file, "trace.reference", references[0], Explained.of(e));
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(texts().say("trace.references-in-windows", references[0], trace.pages(), window));
        trace.table(texts()).forEach(out::println);
        draw(trace.picture(texts().say("trace.on-the-machine", file.getFileName()), texts()));
        return Exit.OK;
    }

    private void draw(String picture) throws IOException {
        Path to = svg != null ? svg : Path.of(file.getFileName() + ".svg");
        OutputFile.write(to, picture);
        spec.commandLine().getOut().println(texts().say("trace.drawn-to", to));
    }

    private void print(List<Simulation> simulations, PrintWriter out) {
        if (simulations.isEmpty()) {
            return;
        }
        out.println(Width.padded(texts().say("trace.policy"), 10) + " "
                + Width.right(texts().say("trace.frames"), 10) + " "
                + Width.right(texts().say("trace.faults"), 14) + " "
                + Width.right(texts().say("trace.hit-ratio"), 10));
        for (Simulation done : simulations) {
            out.println(String.format(
                    Locale.ROOT, "%-10s %10d %14d %10.6f", done.name(), done.frames(), done.faults(), done.hitRatio()));
        }
    }

    private Catalogue texts() {
        return Languages.texts(spec);
    }
}

package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import mm.grader.cli.options.KindConverter;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.fuzz.Disagreement;
import mm.grader.fuzz.FuzzKind;
import mm.grader.fuzz.Fuzzer;
import mm.grader.fuzz.KernelRecorder;
import mm.grader.fuzz.KernelVersion;
import mm.grader.fuzz.RecordException;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.text.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm fuzz}: compares the reference with the running kernel until they disagree. */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = {
            "Makes random scripts, records them on this machine's own kernel and compares the answers, until the time is",
            "over or some answer differs; then shrinks that script and prints it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all agreed; or some answer differs, but this kernel is another version than the recordings' (a finding)",
            "1:an answer differs on the recordings' kernel version",
            "2:wrong usage, or this machine cannot record (no Linux on x86-64, no C compiler, no rights)",
            "3:the grader itself failed"
        })
public final class FuzzCommand implements Callable<Integer> {
    @Option(
            names = "--kinds",
            split = ",",
            converter = KindConverter.class,
            description = "which kinds of scripts, separated by commas (default: all that this machine can record)")
    private List<FuzzKind> kinds;

    @Option(names = "--seconds", defaultValue = "60", description = "for how long (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(
            names = "--seed",
            description = "the first script's seed; the next have the next ones (default: by the clock)")
    private Long seed;

    @Option(names = "--ops", defaultValue = "200", description = "operations a script (default: ${DEFAULT-VALUE})")
    private int ops;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return fuzz();
        } catch (RecordException e) {
            throw UserError.saying(e.what());
        }
    }

    private int fuzz() {
        PrintWriter out = spec.commandLine().getOut();
        KernelVersion kernel = KernelVersion.running();
        KernelRecorder recorder = KernelRecorder.build(KitHome.recorder());
        Fuzzer fuzzer = new Fuzzer(recorder, with.parts());
        long first = seed == null ? TimeUnit.MILLISECONDS.toSeconds(System.currentTimeMillis()) * 1000 : seed;
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long next = first;
        List<FuzzKind> asked = kinds == null ? recordable(out, fuzzer) : kinds;
        do {
            for (FuzzKind kind : asked) {
                Optional<Disagreement> found = fuzzer.round(kind, next, ops);
                if (found.isPresent()) {
                    boolean judge = report(out, kernel, recorder, found.get(), next);
                    return judge ? Exit.LESS : Exit.OK;
                }
            }
            next++;
        } while (System.nanoTime() < end);
        out.println(texts().say(
                        asked.stream().anyMatch(FuzzKind::isOfTheLibrary) ? "fuzz.sum-with-library" : "fuzz.sum",
                        fuzzer.scripts(),
                        fuzzer.lines(),
                        first,
                        next - 1,
                        kernel.release(),
                        recorder.libraryVersion()));
        if (fuzzer.dropped() > 0) {
            out.println(texts().say("fuzz.fuzz-scripts-were-left-out", fuzzer.dropped()));
        }
        return Exit.OK;
    }

    /** Returns all kinds but those that need what this machine does not have, and says which these are. */
    private List<FuzzKind> recordable(PrintWriter out, Fuzzer fuzzer) {
        List<FuzzKind> recordable = new ArrayList<>();
        for (FuzzKind kind : FuzzKind.values()) {
            try {
                if (kind.needsTheMachine()) {
                    fuzzer.probe(kind);
                }
                recordable.add(kind);
            } catch (RecordException e) {
                out.println(texts().say("fuzz.fuzz-without", kind, e.what()));
            }
        }
        return recordable;
    }

    /** Prints what differs, and tells whether it is the recordings' version that answers otherwise. */
    private boolean report(
            PrintWriter out, KernelVersion kernel, KernelRecorder recorder, Disagreement found, long seed) {
        boolean library = found.kind().isOfTheLibrary();
        String version = library ? recorder.libraryVersion() : kernel.release();
        boolean judge = library ? version.equals(KernelRecorder.JUDGE_LIBRARY) : kernel.isJudge();
        String kind = found.kind().title();
        out.println(texts().say(
                        "fuzz.answers-otherwise-seed-the-smallest",
                        (library ? "glibc " : "Linux ") + version,
                        kind,
                        seed));
        found.before().forEach(line -> out.println("  " + line));
        out.println((library ? "    glibc:     " : "    Linux:     ") + found.linuxAnswer());
        out.println("    " + texts().say("replay-report.this-code", found.ourAnswer()));
        if (!judge) {
            String recorded =
                    library ? "glibc " + KernelRecorder.JUDGE_LIBRARY : "Linux " + KernelVersion.JUDGE.release();
            out.println(texts().say(library ? "fuzz.finding" : "fuzz.finding-with-differences", recorded));
            if (!library) {
                kernel.knownDifferences().forEach(line -> out.println("  " + line));
            }
        }
        out.println(texts().say("fuzz.the-whole-script-mm-record", kind, seed, ops));
        return judge;
    }

    private Catalogue texts() {
        return Languages.texts(spec);
    }
}

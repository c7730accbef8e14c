package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import mm.grader.script.Shrinker;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;

/** Compares a machine with Linux on random scripts. */
public final class Fuzzer {
    /** What answers a recorded script in the way of the machine. */
    @FunctionalInterface
    interface Answerer {
        List<String> answer(Script recorded);
    }

    private final Recording linux;
    private final Answerer machine;
    private long scripts;
    private long lines;
    private long dropped;

    /** Makes a fuzzer that compares machines of some parts with a recording. */
    public Fuzzer(Recording linux, Parts parts) {
        this(linux, recorded -> run(recorded, parts));
    }

    Fuzzer(Recording linux, Answerer machine) {
        this.linux = linux;
        this.machine = machine;
    }

    /** The transcript as far as the machine comes; if it stops, the last line says why. */
    private static List<String> run(Script recorded, Parts parts) {
        List<String> answers = new ArrayList<>();
        try {
            Scripts.kindOf(recorded).run(recorded, parts, answers::add);
        } catch (RuntimeException | StackOverflowError e) {
            answers.add("! " + e);
        }
        return answers;
    }

    /**
     * Makes a script, records it, and compares.
     *
     * @return the script, shrunk unless that would take too long, if the machine's answers differ
     * @throws RecordException if the script cannot be recorded
     */
    public Optional<Disagreement> round(FuzzKind kind, long seed, int ops) {
        Optional<Disagreement> found = first(kind, kind.generate(seed, ops));
        if (kind.needsMemoryCgroup()) {
            return found;
        }
        return found.map(Disagreement::operations)
                .map(script -> Shrinker.shrink(script, candidate -> fails(kind, candidate)))
                .flatMap(script -> compare(kind, script))
                .or(() -> found);
    }

    /**
     * Records the shortest script of a kind.
     *
     * @throws RecordException if scripts of the kind cannot be recorded here
     */
    public void probe(FuzzKind kind) {
        try {
            linux.record(kind, kind.generate(1, 1));
        } catch (UnrepeatableException e) {
            dropped++;
        }
    }

    /** On a busy machine the next process is killed before the last has given its pages back: that does not come twice. */
    private Optional<Disagreement> first(FuzzKind kind, List<String> operations) {
        try {
            Optional<Disagreement> found = compare(kind, operations);
            return found.isPresent() && kind.needsTheMachine() ? compare(kind, operations) : found;
        } catch (UnrepeatableException e) {
            dropped++;
            return Optional.empty();
        }
    }

    private Optional<Disagreement> compare(FuzzKind kind, List<String> operations) {
        List<String> recorded = linux.record(kind, operations);
        scripts++;
        lines += recorded.size();
        List<String> answers = machine.answer(new Script(kind.title() + " script", recorded));
        return Disagreement.of(kind, operations, recorded, answers);
    }

    private boolean fails(FuzzKind kind, List<String> candidate) {
        try {
            return compare(kind, candidate).isPresent();
        } catch (RecordException e) {
            return false;
        }
    }

    /** Returns how many scripts were recorded. */
    public long scripts() {
        return scripts;
    }

    /** Returns how many lines were compared. */
    public long lines() {
        return lines;
    }

    /** Returns how many scripts Linux did not answer the same way each time, and so were not compared. */
    public long dropped() {
        return dropped;
    }
}

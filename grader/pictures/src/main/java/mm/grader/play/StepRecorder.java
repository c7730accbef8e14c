package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.mmu.Mmu;
import mm.procfs.SimulatedMachine;
import mm.script.Script;
import mm.script.Scripts;
import mm.script.Transcript;

/**
 * Runs a script and hands out its steps, each with pictures of the machine.
 *
 * <p>A step is a line of the script. Where a line makes many accesses, its first ones are steps of their own, and so are
 * the first that make the kernel reclaim memory or read from the swap device; all others together are one.
 */
public final class StepRecorder implements Transcript {
    private static final int SHOWN_ACCESSES = 2;
    private static final int SHOWN_RECLAIMS = 2;

    private final Script script;
    private final Words words;
    private final Consumer<Step> steps;
    private final int most;
    private final String kind;
    private final Parts parts;
    private final OomSnapshot oom;
    private final List<WatchedPolicy> policies = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<String> head = new ArrayList<>();
    private final List<Step> held = new ArrayList<>();
    private WatchedMmu mmu;
    private MachineSnapshot look;
    private AreaSnapshot area;
    private Step last;
    private boolean started;
    private boolean cut;
    private int count;
    private int sourceLine;
    private long operationAccesses;
    private int reclaims;

    private StepRecorder(Script script, Parts parts, Words words, int most, Consumer<Step> steps) {
        this.script = script;
        this.words = words;
        this.steps = steps;
        this.most = most;
        kind = Scripts.kindOf(script).name();
        started = !kind.equals("process");
        this.parts = parts.watching(this::watch);
        oom = kind.equals("oom") ? new OomSnapshot(parts, words) : null;
    }

    /** How a recording ended. */
    public record End(int steps, boolean cut, String stopped) {}

    /**
     * Records a script.
     *
     * @param most how many steps at most; what comes behind is run, and not shown
     * @param stopped says why a part threw what it threw
     * @throws mm.script.ScriptException if the script is broken
     */
    static End record(
            Script script,
            Parts parts,
            Words words,
            int most,
            java.util.function.Function<Throwable, String> stopped,
            Consumer<Step> steps) {
        StepRecorder recorder = new StepRecorder(script, parts, words, most, steps);
        String why = "";
        try {
            Scripts.kindOf(script).run(script, recorder.parts, recorder);
        } catch (mm.script.ScriptException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            why = stopped.apply(e);
            recorder.stop(words.say("step.stopped", why));
        }
        recorder.emit();
        return new End(recorder.count, recorder.cut, why);
    }

    private Object watch(Class<?> contract, Exercise exercise, Object part) {
        if (contract == Mmu.class) {
            mmu = new WatchedMmu((Mmu) part);
            return mmu;
        }
        if (contract == ReplacementPolicy.class) {
            WatchedPolicy policy = new WatchedPolicy((ReplacementPolicy) part);
            if (!kind.equals("swap")) {
                policies.add(policy);
            }
            return policy;
        }
        return part;
    }

    @Override
    public void runsOn(SimulatedMachine machine) {
        look = new MachineSnapshot(machine, parts, mmu, policies, words);
        mmu.watch(machine.machine().memory(), this::betweenAccesses);
    }

    @Override
    public void runsOn(Supplier<String> pages, Supplier<ReplacementPolicy> policy) {
        area = new AreaSnapshot(pages, () -> (WatchedPolicy) policy.get(), words);
    }

    @Override
    public void state(Supplier<List<String>> state) {
        if (!started) {
            started = true;
            step(words.say("step.start"), head);
        }
    }

    @Override
    public void line(String text) {
        if (!started) {
            head.add(text);
        } else if (text.startsWith("  ")) {
            if (last != null) {
                last.output().add(text);
            }
        } else if (text.startsWith("#")) {
            comments.add(text.substring(1).strip());
        } else if (!text.isBlank()) {
            step(text, List.of());
        }
    }

    @Override
    public void remark(String text) {
        if (last != null) {
            last.output().add(text);
        }
    }

    /** Called when an access is over and another one begins, often in the middle of an operation. */
    private void betweenAccesses() {
        if (!started || cut || operationAccesses++ == 0) {
            return;
        }
        boolean reclaimed = look.hasReclaimed();
        if (operationAccesses <= SHOWN_ACCESSES + 1 || reclaimed && reclaims < SHOWN_RECLAIMS) {
            reclaims += reclaimed ? 1 : 0;
            held.add(look(words.say("step.access", operationAccesses - 1), ""));
        }
    }

    private void step(String text, List<String> output) {
        if (cut) {
            return;
        }
        emit();
        String operation = Script.operation(text);
        findInSource(operation);
        for (Step part : held) {
            last = new Step(
                    sourceLine,
                    operation + " · " + part.text(),
                    part.task(),
                    part.fault(),
                    part.description(),
                    part.pictures(),
                    part.screens(),
                    takeComments());
            emit();
        }
        held.clear();
        operationAccesses = 0;
        reclaims = 0;
        if (!cut) {
            last = look(text, operation);
            last.output().addAll(output);
        }
    }

    /** A part of the machine has thrown: what is seen of the machine, and why. */
    private void stop(String why) {
        started = true;
        try {
            step(why, List.of());
        } catch (RuntimeException | StackOverflowError e) {
            last = new Step(sourceLine, why, "", Step.Fault.NONE, why, Map.of(), Map.of(), List.of());
        }
    }

    private void findInSource(String operation) {
        for (int i = sourceLine; i < script.lines().size(); i++) {
            if (Script.operation(script.lines().get(i)).strip().equals(operation.strip())) {
                sourceLine = i + 1;
                return;
            }
        }
    }

    private Step look(String text, String operation) {
        Map<String, Picture> pictures = new TreeMap<>();
        Map<String, List<String>> screens = new TreeMap<>();
        MachineSnapshot.Story story = MachineSnapshot.Story.NOTHING;
        if (look != null) {
            story = look.at(operation, pictures, screens);
        } else if (area != null) {
            story = area.at(text, pictures);
        }
        return new Step(sourceLine, text, story.task(), story.fault(), story.text(), pictures, screens, takeComments());
    }

    private List<String> takeComments() {
        List<String> taken = List.copyOf(comments);
        if (operationAccesses == 0 || !held.isEmpty()) {
            comments.clear();
        }
        return taken;
    }

    private void emit() {
        if (last != null) {
            if (oom != null) {
                oom.complete(last);
            }
            if (count == most) {
                cut = true;
            } else {
                steps.accept(last);
                count++;
            }
            last = null;
        }
    }
}

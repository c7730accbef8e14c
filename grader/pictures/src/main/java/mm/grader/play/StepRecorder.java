package mm.grader.play;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import mm.grader.picture.Picture;
import mm.grader.picture.Words;
import mm.grader.play.watch.Handling;
import mm.grader.play.watch.HeapParts;
import mm.grader.play.watch.WatchedGroups;
import mm.grader.play.watch.WatchedKiller;
import mm.grader.play.watch.WatchedMmu;
import mm.grader.play.watch.WatchedPolicy;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.mmu.Mmu;
import mm.oom.GroupOomKiller;
import mm.oom.MemoryGroup;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.procfs.SimulatedMachine;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.Message;
import mm.text.Sentences;

/**
 * Runs a script and hands out its steps, each with pictures of the machine.
 *
 * <p>A step is a line of the script. Where a line makes many accesses, some of them are steps of their own: its first ones,
 * the first of each kind of thing that the kernel does about a fault, the first that make it reclaim memory, and each time
 * that the OOM killer chooses; all others together are one.
 */
public final class StepRecorder implements Transcript, WatchedKiller.Listener {
    private static final int SHOWN_ACCESSES = 2;
    private static final int SHOWN_RECLAIMS = 2;

    private final Script script;
    private final Words words;
    private final Consumer<Step> steps;
    private final int most;
    private final String kind;
    private final Parts parts;
    private final AreaNames names;
    private final OomSnapshot oom;
    private final LineNarrator lines;
    private final List<WatchedPolicy> policies = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<String> head = new ArrayList<>();
    private final List<Step> held = new ArrayList<>();
    private final List<WatchedKiller.Choice> choices = new ArrayList<>();
    private final Set<Handling.Kind> shownKinds = EnumSet.noneOf(Handling.Kind.class);
    private WatchedMmu mmu;
    private WatchedGroups groups;
    private MachineSnapshot look;
    private AreaSnapshot area;
    private HeapSnapshot heap;
    private Step last;
    private String scored = "";
    private boolean showsBadness;
    private boolean looking;
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
        this.parts = new HeapParts(parts.watching(this::watch), made -> heap = new HeapSnapshot(made, words));
        names = new AreaNames(words);
        oom = new OomSnapshot(words);
        lines = new LineNarrator(kind, words);
        showsBadness = script.lines().stream().anyMatch(line -> line.startsWith("score ") || line.startsWith("adj "));
    }

    /** How a recording ended. */
    public record End(int steps, boolean cut, String stopped) {}

    /**
     * Records a script.
     *
     * @param most how many steps at most; what comes after them is run, and not shown
     * @param stopped says why a part threw what it threw
     * @throws ScriptException if the script is broken
     */
    static End record(
            Script script,
            Parts parts,
            Words words,
            int most,
            Function<Throwable, String> stopped,
            Consumer<Step> steps) {
        StepRecorder recorder = new StepRecorder(script, parts, words, most, steps);
        String why = "";
        try {
            Scripts.kindOf(script).run(script, recorder.parts, recorder);
        } catch (ScriptException e) {
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
        if (contract == OomKiller.class) {
            return new WatchedKiller((OomKiller) part, this);
        }
        if (contract == GroupOomKiller.class) {
            groups = new WatchedGroups((GroupOomKiller) part);
            return groups;
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
        MachineView view = new MachineView(machine, parts);
        look = new MachineSnapshot(view, mmu, policies, () -> groups == null ? null : groups.takeFull(), names, words);
        mmu.watch(view.processor(), view.memory(), view::majorFaults, this::betweenAccesses);
    }

    @Override
    public void runsOn(Supplier<String> pages, Supplier<ReplacementPolicy> policy) {
        area = new AreaSnapshot(pages, () -> (WatchedPolicy) policy.get(), words);
    }

    @Override
    public void state(Supplier<List<Message>> state) {
        if (!started) {
            started = true;
            step(words.say("step.start"), head);
        }
    }

    @Override
    public void line(String text) {
        if (!started) {
            head.add(text);
        } else if (text.startsWith("  ") || (kind.equals("procps") && !text.startsWith("==="))) {
            if (last != null) {
                last.output().add(text);
            }
        } else if (text.startsWith("#")) {
            comments.add(text.substring(1).strip());
        } else if (!text.isBlank()) {
            names.learn(text);
            step(text, List.of());
        }
    }

    @Override
    public void remark(Message remark) {
        if (last != null) {
            last.output().add(Sentences.MACHINE.in(words.locale()).say(remark));
        }
    }

    /** Called when an access is over and another one begins, often in the middle of an operation. */
    private void betweenAccesses() {
        if (!started || cut || operationAccesses++ == 0) {
            return;
        }
        boolean tookBack = look.hasReclaimed() || groups != null && groups.isFull();
        boolean reclaimed = tookBack && reclaims < SHOWN_RECLAIMS;
        boolean news = false;
        for (Handling handling : mmu.handlings()) {
            news |= handling.kind() != Handling.Kind.NONE && shownKinds.add(handling.kind());
        }
        if (operationAccesses <= SHOWN_ACCESSES + 1 || reclaimed || news) {
            reclaims += reclaimed ? 1 : 0;
            held.add(look(words.say("step.access", operationAccesses - 1), ""));
        }
    }

    @Override
    public MemoryGroup within() {
        return groups == null ? null : groups.choosing();
    }

    @Override
    public void chose(WatchedKiller.Choice choice) {
        if (cut || !started || look == null) {
            choices.add(choice);
            return;
        }
        showsBadness = true;
        Step seen = look(words.say("step.oom"), "");
        look.somebodyDies(choice.victim());
        seen.pictures().put("badness", oom.draw(choice, look::owner));
        Step.Story told = oom.tell(choice);
        String before = seen.marked().isEmpty() ? "" : seen.marked() + "\n";
        Step.Story story = new Step.Story(seen.task(), told.events(), before + told.text());
        held.add(new Step(seen.line(), seen.text(), story, seen.pictures(), seen.screens(), seen.comments()));
    }

    @Override
    public void scored(OomTask task, long badness, long totalPages, int score) {
        if (kind.equals("score") && !looking) {
            oom.draw(task, badness, totalPages, score);
            scored = OperationNarrator.score(task, badness, totalPages, "" + score, words);
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
            last = part.named(sourceLine, operation + " · " + part.text(), takeComments());
            emit();
        }
        held.clear();
        shownKinds.clear();
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
            Step.Story story = new Step.Story("", Set.of(), Marks.safe(why));
            last = new Step(sourceLine, why, story, Map.of(), Map.of(), List.of());
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
        Step.Story story = new Step.Story("", Set.of(), scored);
        looking = true;
        if (look != null) {
            story = look.at(operation, pictures, screens);
            if (showsBadness) {
                pictures.put("badness", look.badness());
            }
        } else if (area != null) {
            story = area.at(operation, pictures);
        } else if (heap != null) {
            story = heap.at(operation, pictures);
        } else if (oom.lastTable() != null) {
            pictures.put("badness", oom.lastTable());
        }
        looking = false;
        scored = "";
        String why = story.text().isBlank() ? explained(text) : lines.refusal(text);
        if (!why.isEmpty()) {
            String told = story.text().isBlank() ? why : story.text() + "\n" + why;
            story = new Step.Story(story.task(), story.events(), told);
        }
        return new Step(sourceLine, text, story, pictures, screens, takeComments());
    }

    private String explained(String text) {
        return text.equals(words.say("step.start")) ? words.say("line.start") : lines.tell(text);
    }

    private List<String> takeComments() {
        List<String> taken = List.copyOf(comments);
        if (operationAccesses == 0 || !held.isEmpty()) {
            comments.clear();
        }
        return taken;
    }

    private void emit() {
        if (last == null) {
            return;
        }
        if (count == most) {
            cut = true;
        } else {
            steps.accept(last);
            count++;
        }
        Step told = last;
        last = null;
        for (WatchedKiller.Choice choice : choices) {
            Map<String, Picture> pictures = new TreeMap<>(told.pictures());
            pictures.put("badness", oom.draw(choice, oom::owner));
            String text = told.text() + " · " + words.say("step.oom");
            if (!cut && count < most) {
                steps.accept(new Step(told.line(), text, oom.tell(choice), pictures, told.screens(), List.of()));
                count++;
            }
        }
        choices.clear();
    }
}

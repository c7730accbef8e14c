package mm.grader.play;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import mm.grader.picture.Picture;
import mm.grader.picture.Segment;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.grader.play.watch.Handling;
import mm.grader.play.watch.WatchedMmu;
import mm.grader.play.watch.WatchedPolicy;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;

/** Tells in sentences what happened in a machine since the last time, and why: what the pictures show, for everybody. */
final class StepNarrator {
    private final MachineView machine;
    private final WatchedMmu mmu;
    private final AreaNames names;
    private final Words words;
    private final FaultNarrator faultNarrator;
    private final ReclaimNarrator reclaim;
    private final CostNarrator costs;
    private final ChangeNarrator changes;
    private final OperationNarrator operations;
    private final Map<Task, long[]> faults = new HashMap<>();
    private final Supplier<MemoryGroup> full;
    private MemoryGroup group;
    private OomTask dying;
    private boolean born;
    private boolean first = true;
    private long accesses;
    private long hits;
    private long shown;
    private int surprises;

    StepNarrator(
            MachineView machine,
            WatchedMmu mmu,
            List<WatchedPolicy> policies,
            Supplier<MemoryGroup> full,
            AreaNames names,
            Words words) {
        this.machine = machine;
        this.mmu = mmu;
        this.names = names;
        this.words = words;
        this.full = full;
        faultNarrator = new FaultNarrator(machine, mmu, words);
        reclaim = new ReclaimNarrator(machine, policies, words);
        costs = new CostNarrator(machine, words);
        changes = new ChangeNarrator(words);
        operations = new OperationNarrator(machine, words);
    }

    /** Called when the OOM killer has chosen, and nobody is dead yet: the next step begins with the death. */
    void somebodyDies(OomTask victim) {
        dying = victim;
    }

    boolean hasReclaimed() {
        return reclaim.hasReclaimed();
    }

    OperationNarrator operations() {
        return operations;
    }

    /** Tells whether there was an access since the last time; those before the script began do not count. */
    boolean hasAccessed() {
        return !first && mmu.accesses() != accesses;
    }

    /** What is told, and the picture of the frames that it is about. */
    record Told(Step.Story story, Picture touched) {}

    Told tell(String operation, Task current, List<Task> tasks, FrameOwners census) {
        Set<StepEvent> events = EnumSet.noneOf(StepEvent.class);
        List<String> sentences = new ArrayList<>();
        boolean silent = first; // what the program did before the script began is no step of it
        boolean accessed = hasAccessed();
        group = full.get();
        List<String> reclaimed = new ArrayList<>();
        if (reclaim.tell(events, reclaimed)) {
            sentences.addAll(reclaimed);
            reclaimed.clear();
        }
        born |= changes.processes(tasks, silent, sentences);
        if (!operation.isEmpty()) {
            if (born && OperationNarrator.withoutProcess(operation).startsWith("fork ")) {
                sentences.add(words.say("op.fork"));
            }
            born = false;
        }
        if (dying != null) {
            if (current != null && current.pid() != dying.pid()) {
                sentences.add(words.say("tell.goes-on"));
            }
            dying = null;
        }
        accesses(operation, current, tasks, census, silent, reclaimed, events, sentences);
        sentences.addAll(reclaimed);
        changes.tell(tasks, census::segments, events, sentences);
        List<String> cost = new ArrayList<>();
        Picture touched = costs.tell(census, mmu, accessed, cost);
        operations.tell(operation, current, !cost.isEmpty(), sentences);
        sentences.addAll(cost);
        accesses = mmu.accesses();
        hits = mmu.tlbHits();
        first = false;
        return new Told(Step.Story.of(current == null ? "" : current.name(), events, sentences), touched);
    }

    private void accesses(
            String operation,
            Task current,
            List<Task> tasks,
            FrameOwners census,
            boolean silent,
            List<String> reclaimed,
            Set<StepEvent> events,
            List<String> to) {
        long minor = 0;
        long major = 0;
        for (Task task : tasks) {
            long[] before = faults.getOrDefault(task, new long[2]);
            minor += task.minorFaults() - before[0];
            major += task.majorFaults() - before[1];
            faults.put(task, new long[] {task.minorFaults(), task.majorFaults()});
        }
        Map<Handling.Kind, Integer> kinds = mmu.takeKinds();
        long count = mmu.accesses() - accesses;
        if (silent || count == 0) {
            return;
        }
        long before = shown;
        shown = operation.isEmpty() ? shown + count : 0; // a part of an operation has no text
        FaultNarrator.events(kinds, events);
        if (major > 0) {
            events.add(StepEvent.MAJOR);
        } else if (minor > 0) {
            events.add(StepEvent.MINOR);
        }
        if (count > 1) {
            to.add(faultNarrator.summary(count, minor, major, mmu.tlbHits() - hits, kinds));
        }
        if (!operation.isEmpty() && before > 0) {
            to.add(words.say("tell.shown-before", before, before + count));
        }
        String who = current == null ? "?" : current.name();
        faultNarrator.tell(
                count > 1 ? "tell.last" : "tell.access",
                who,
                place(current, census),
                new FaultNarrator.Frames(census, costs::wasFree, group),
                reclaimed,
                to);
        if (group != null && walksOn()) {
            events.add(StepEvent.RECLAIM);
        }
        ended(current, tasks, census, events, to);
        if (mmu.surprises() != surprises) {
            surprises = mmu.surprises();
            to.add(words.say("tell.stale"));
        }
    }

    private boolean walksOn() {
        List<Walk> walks = mmu.walks();
        return !walks.isEmpty() && !walks.get(walks.size() - 1).faulted();
    }

    /** Returns the name of the mapping that the last access went to, or "". */
    private String place(Task current, FrameOwners census) {
        List<Walk> walks = mmu.walks();
        if (walks.isEmpty() || current == null || current.mm().asid() != mmu.asid()) {
            return "";
        }
        long address = walks.get(0).address();
        Segment mapping = mapping(census.segments(current), address);
        if (mapping == null) {
            return words.say("tell.no-mapping");
        }
        String area = names.at(current.name(), address, mapping.start());
        return area.isEmpty() ? mapping.name() : area;
    }

    private static Segment mapping(List<Segment> segments, long address) {
        return segments.stream()
                .filter(segment -> Long.compareUnsigned(segment.start(), address) <= 0
                        && Long.compareUnsigned(address, segment.end()) < 0)
                .findFirst()
                .orElse(null);
    }

    /** Tells why an access was not done, if it was not. */
    private void ended(Task current, List<Task> tasks, FrameOwners census, Set<StepEvent> events, List<String> to) {
        List<Walk> walks = mmu.walks();
        if (walks.isEmpty() || !walks.get(walks.size() - 1).faulted()) {
            return;
        }
        Walk last = walks.get(walks.size() - 1);
        if (current == null || current.mm().asid() != mmu.asid()) {
            to.add(words.say("tell.killed"));
            return;
        }
        Segment mapping = mapping(census.segments(current), last.address());
        if (mapping != null && allows(mapping, last.write())) {
            to.add(noFrame());
            return;
        }
        events.add(StepEvent.SIGSEGV);
        to.add(
                mapping == null
                        ? words.say("tell.sigsegv-nothing")
                        : words.say("tell.sigsegv-rights", mapping.permissions()));
    }

    private String noFrame() {
        return group == null
                ? words.say("tell.no-frame")
                : words.say(
                        "tell.group-full",
                        Marks.safe(group.name()),
                        group.limit() * PhysicalMemory.PAGE_KB,
                        machine.memory().freeFrames());
    }

    private static boolean allows(Segment mapping, boolean write) {
        return write
                ? mapping.permissions().charAt(1) == 'w'
                : !mapping.permissions().startsWith("---");
    }
}

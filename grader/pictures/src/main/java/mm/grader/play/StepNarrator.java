package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mm.grader.picture.Segment;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;

/** Tells in sentences what has changed in a machine since the last time: what the pictures show, for who cannot see them. */
final class StepNarrator {
    private static final int MOST_NUMBERS = 8;
    private static final String[] LEVELS = {"", "PTE", "PMD", "PUD", "PGD"};

    private final Machine machine;
    private final WatchedMmu mmu;
    private final List<WatchedPolicy> policies;
    private final Words words;
    private final Map<Task, List<String>> maps = new HashMap<>();
    private final Map<Task, long[]> faults = new HashMap<>();
    private Set<String> names = new TreeSet<>();
    private boolean first = true;
    private long accesses;
    private long mmuFaults;
    private long hits;
    private int free;
    private long reads;
    private long writes;
    private int surprises;

    StepNarrator(Machine machine, WatchedMmu mmu, List<WatchedPolicy> policies, Words words) {
        this.machine = machine;
        this.mmu = mmu;
        this.policies = policies;
        this.words = words;
        free = machine.memory().freeFrames();
    }

    /** Tells whether pages came or went by the swap device since the last time. */
    boolean hasReclaimed() {
        return machine.reclaim().device().writes() != writes
                || machine.reclaim().device().reads() != reads;
    }

    /** Tells whether there was an access since the last time; those before the script began do not count. */
    boolean hasAccessed() {
        return !first && mmu.accesses() != accesses;
    }

    MachineSnapshot.Story tell(Task current, List<Task> tasks, MachineSnapshot.Maps newMaps) {
        List<String> sentences = new ArrayList<>();
        long minor = 0;
        long major = 0;
        for (Task task : tasks) {
            long[] before = faults.getOrDefault(task, new long[2]);
            minor += task.minorFaults() - before[0];
            major += task.majorFaults() - before[1];
            faults.put(task, new long[] {task.minorFaults(), task.majorFaults()});
        }
        boolean silent = first; // what the program did before the script began is no step of it
        accesses(current, minor, major, silent, sentences);
        processes(tasks, silent, sentences);
        mappings(tasks, newMaps, sentences);
        memory(sentences);
        Step.Fault fault = faultOf(minor, major, silent);
        mmuFaults = mmu.faults();
        accesses = mmu.accesses();
        hits = mmu.tlbHits();
        first = false;
        return new MachineSnapshot.Story(current == null ? "" : current.name(), fault, String.join("\n", sentences));
    }

    private Step.Fault faultOf(long minor, long major, boolean silent) {
        if (silent) {
            return Step.Fault.NONE;
        }
        List<Walk> walks = mmu.walks();
        boolean accessed = mmu.accesses() != accesses;
        if (accessed && !walks.isEmpty() && !walks.get(walks.size() - 1).fault().isEmpty()) {
            return Step.Fault.SIGNAL;
        }
        return major > 0
                ? Step.Fault.MAJOR
                : minor > 0 || mmu.faults() != mmuFaults ? Step.Fault.MINOR : Step.Fault.NONE;
    }

    private void accesses(Task current, long minor, long major, boolean silent, List<String> sentences) {
        long count = mmu.accesses() - accesses;
        if (silent || count == 0) {
            return;
        }
        if (count > 1) {
            sentences.add(words.say("tell.accesses", count, minor, major, mmu.tlbHits() - hits));
        }
        List<Walk> walks = mmu.walks();
        long majors = major;
        for (int i = 0; i < walks.size(); i++) {
            Walk walk = walks.get(i);
            String who = current == null ? "?" : current.name();
            if (i == 0) {
                String key = count > 1 ? "tell.last" : "tell.access";
                String verb = words.say(walk.write() ? "tell.writes" : "tell.reads");
                sentences.add(words.say(key, who, verb, "0x" + Long.toHexString(walk.address())));
            } else {
                // Of several faults of one access, those read from the device that found nothing there.
                boolean read =
                        count == 1 && majors > 0 && walks.get(i - 1).fault().contains("not-present");
                majors -= read ? 1 : 0;
                sentences.add(words.say(read ? "tell.major" : "tell.minor"));
            }
            sentences.add(walk(walk));
        }
        if (!walks.isEmpty() && !walks.get(walks.size() - 1).fault().isEmpty()) {
            sentences.add(words.say("tell.signal"));
        }
        if (mmu.surprises() != surprises) {
            surprises = mmu.surprises();
            sentences.add(words.say("tell.stale"));
        }
    }

    private String walk(Walk walk) {
        if (walk.hit()) {
            return words.say("tell.hit", mmu.lit() == null ? "?" : mmu.lit().pfn());
        }
        if (walk.steps().isEmpty()) {
            return walk.fault();
        }
        Walk.Step end = walk.steps().get(walk.steps().size() - 1);
        if (walk.fault().isEmpty()) {
            return words.say(
                    "tell.walk",
                    walk.steps().size(),
                    mmu.lit() == null ? "?" : mmu.lit().pfn());
        }
        return words.say("tell.stops", LEVELS[end.level()], end.index(), walk.fault());
    }

    private void processes(List<Task> tasks, boolean silent, List<String> sentences) {
        Set<String> now = tasks.stream().map(Task::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> came = new TreeSet<>(now);
        came.removeAll(names);
        Set<String> went = new TreeSet<>(names);
        went.removeAll(now);
        if (!silent && !came.isEmpty()) {
            sentences.add(words.say("tell.came", String.join(", ", came)));
        }
        if (!went.isEmpty()) {
            sentences.add(words.say("tell.went", String.join(", ", went)));
        }
        names = now;
    }

    private void mappings(List<Task> tasks, MachineSnapshot.Maps newMaps, List<String> sentences) {
        for (Task task : tasks) {
            List<String> now =
                    newMaps.of(task).stream().map(segment -> mapping(segment)).toList();
            List<String> before = maps.put(task, now);
            if (before == null || before.equals(now)) {
                continue;
            }
            List<String> gone = new ArrayList<>(before);
            gone.removeAll(now);
            List<String> fresh = new ArrayList<>(now);
            fresh.removeAll(before);
            if (!gone.isEmpty() && !fresh.isEmpty()) {
                sentences.add(words.say("tell.changed", task.name(), join(gone), join(fresh)));
            } else {
                sentences.add(words.say(
                        fresh.isEmpty() ? "tell.unmapped" : "tell.mapped",
                        task.name(),
                        join(fresh.isEmpty() ? gone : fresh)));
            }
        }
    }

    private static String mapping(Segment segment) {
        return String.format(
                "%x-%x %s%s",
                segment.start(),
                segment.end(),
                segment.permissions(),
                segment.name().isEmpty() ? "" : " " + segment.name());
    }

    private static String join(List<String> mappings) {
        return String.join(", ", mappings);
    }

    private void memory(List<String> sentences) {
        PhysicalMemory memory = machine.memory();
        if (memory.freeFrames() != free && !first) {
            sentences.add(words.say("tell.free", free, memory.freeFrames()));
        }
        free = memory.freeFrames();
        List<Integer> evicted = new ArrayList<>();
        for (WatchedPolicy policy : policies) {
            evicted.addAll(policy.takeEvicted());
            String surprise = policy.takeSurprise();
            if (!surprise.isEmpty()) {
                String[] pages = surprise.split(" ");
                sentences.add(words.say("tell.other-victim", pages[0], pages[1]));
            }
        }
        if (!evicted.isEmpty()) {
            String numbers =
                    evicted.stream().limit(MOST_NUMBERS).map(String::valueOf).collect(Collectors.joining(", "));
            sentences.add(words.say(
                    "tell.evicted", evicted.size(), evicted.size() > MOST_NUMBERS ? numbers + ", …" : numbers));
        }
        if (hasReclaimed()) {
            long out = machine.reclaim().device().writes() - writes;
            long in = machine.reclaim().device().reads() - reads;
            sentences.add(words.say("tell.swapped", out, in));
            writes += out;
            reads += in;
        }
    }
}

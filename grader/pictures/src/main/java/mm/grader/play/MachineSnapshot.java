package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.BadnessPicture;
import mm.grader.picture.GridPicture;
import mm.grader.picture.Keys;
import mm.grader.picture.LimitsPicture;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.PageListPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.TablesPicture;
import mm.grader.picture.TasksPicture;
import mm.grader.picture.TlbPicture;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.grader.play.watch.PolicyModel;
import mm.grader.play.watch.WatchedMmu;
import mm.grader.play.watch.WatchedPolicy;
import mm.machine.Reclaim;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;

/** Looks at a machine between two steps: draws it, and tells what has changed since the last look. */
final class MachineSnapshot {
    /** Processes whose address spaces are all drawn at each step; of more, only the one whose step it is. */
    private static final int MAX_SPACES = 8;

    private final MachineView machine;
    private final WatchedMmu mmu;
    private final List<WatchedPolicy> policies;
    private final Words words;
    private final AreaNames names;
    private final Owners letters = new Owners();
    private final Map<Task, Owner> owners = new LinkedHashMap<>();
    private final StepNarrator narrator;
    private boolean accessed;

    MachineSnapshot(
            MachineView machine,
            WatchedMmu mmu,
            List<WatchedPolicy> policies,
            Supplier<MemoryGroup> full,
            AreaNames names,
            Words words) {
        this.machine = machine;
        this.mmu = mmu;
        this.policies = policies;
        this.words = words;
        this.names = names;
        narrator = new StepNarrator(machine, mmu, policies, full, names, words);
    }

    /** Called when the OOM killer has chosen, and nobody is dead yet. */
    void somebodyDies(OomTask victim) {
        narrator.somebodyDies(victim);
    }

    boolean hasReclaimed() {
        return narrator.hasReclaimed();
    }

    /** Draws everything. */
    Step.Story at(String operation, Map<String, Picture> pictures, Map<String, List<String>> screens) {
        accessed = narrator.hasAccessed();
        List<Task> tasks = tasks();
        Task current = current(operation, tasks);
        FrameOwners census = FrameOwners.of(machine, tasks, owners, names);
        for (Task task : tasks) {
            if (task == current || tasks.size() <= MAX_SPACES) {
                space(task, census, pictures);
            }
        }
        pictures.put("tlb", tlb());
        int frames = machine.memory().frames();
        String title = words.say("frames.title", frames, machine.memory().freeFrames());
        pictures.put("frames", GridPicture.of(title, "grid.frames", "f", census.frames(), words));
        Reclaim reclaim = machine.reclaim();
        if (reclaim != null && machine.slots() > 0) {
            pictures.put("lists", pageLists(census));
            title = words.say("slots.title", machine.slots(), reclaim.area().freeSlots());
            pictures.put("slots", GridPicture.of(title, "grid.slots", "s", census.slots(), words));
        }
        pictures.put("tasks", TasksPicture.of(rows(tasks, current), words));
        LimitsPicture.Promises promises = machine.promised();
        List<LimitsPicture.Group> groups = machine.groups(owners);
        if (promises != null || !groups.isEmpty()) {
            pictures.put("limits", LimitsPicture.of(promises, groups, words));
        }
        StepNarrator.Told told = narrator.tell(operation, current, tasks, census);
        pictures.put("touched", told.touched());
        String stopped = words.say("screen.stopped");
        screens.put("free", machine.screen("free", narrator.operations().procps(), stopped));
        screens.put(
                "top", machine.screen("top -b -n1 -w 80", narrator.operations().procps(), stopped));
        return told.story();
    }

    private List<Task> tasks() {
        List<Task> tasks = machine.tasks();
        tasks.forEach(task -> owners.computeIfAbsent(task, t -> letters.task(owners.size(), t.name())));
        return tasks;
    }

    /** Draws what the OOM killer compares now. */
    Picture badness() {
        List<BadnessPicture.Row> rows = new ArrayList<>();
        for (Task task : tasks()) {
            OomTask row = machine.oomTask(task);
            rows.add(new BadnessPicture.Row(owners.get(task), row, machine.badness(row), machine.score(task), false));
        }
        return BadnessPicture.of(rows, machine.totalPages(), words);
    }

    /** Returns the owner with a process's name, for a table of the OOM killer's. */
    Owner owner(String name) {
        return owners.values().stream()
                .filter(owner -> owner.name(words).equals(name))
                .reduce((first, second) -> second)
                .orElse(Owners.KERNEL);
    }

    /** Finds the process whose step it is: named by the operation, or else the one that ran last. */
    private Task current(String operation, List<Task> tasks) {
        List<String> named = List.of(operation.replace(":", "").split(" +"));
        return tasks.stream()
                .filter(task -> named.contains(task.name()))
                .findFirst()
                .or(() -> tasks.stream()
                        .filter(task -> task.mm().asid() == mmu.asid())
                        .findFirst())
                .orElse(tasks.isEmpty() ? null : tasks.get(0));
    }

    private void space(Task task, FrameOwners census, Map<String, Picture> pictures) {
        String letter = String.valueOf(owners.get(task).letter());
        String name = letter.equals(task.name()) ? letter : letter + " " + task.name();
        pictures.put(
                "space@" + task.name(),
                AddressSpacePicture.of(census.segments(task), words, words.say("space.of", name)));
        List<Walk> walks = mmu.walks();
        boolean walked = accessed && !walks.isEmpty() && mmu.asid() == task.mm().asid();
        pictures.put(
                "tables@" + task.name(),
                TablesPicture.of(
                        census.tree(task),
                        walked ? walks.get(walks.size() - 1) : null,
                        task.mm().asid(),
                        words.say("tables.title", name),
                        words));
    }

    private Picture tlb() {
        Map<Integer, Owner> byAsid = new HashMap<>();
        owners.forEach((task, owner) -> byAsid.put(task.mm().asid(), owner));
        List<List<WatchedMmu.Entry>> sets = mmu.sets();
        TlbPicture.Entry[][] drawn = new TlbPicture.Entry[sets.size()][mmu.ways()];
        for (int set = 0; set < drawn.length; set++) {
            for (int way = 0; way < sets.get(set).size(); way++) {
                drawn[set][way] = entry(sets.get(set).get(way), byAsid);
            }
        }
        TlbPicture.Entry lit = mmu.lit() == null || !accessed ? null : entry(mmu.lit(), byAsid);
        return TlbPicture.of(drawn, lit, mmu.tlbHits(), mmu.tlbMisses(), words);
    }

    private static TlbPicture.Entry entry(WatchedMmu.Entry entry, Map<Integer, Owner> byAsid) {
        Owner owner = byAsid.getOrDefault(entry.asid(), Owners.KERNEL);
        return new TlbPicture.Entry(owner, entry.asid(), entry.vpn(), entry.pfn());
    }

    private Picture pageLists(FrameOwners census) {
        List<PageListPicture.PageList> drawn = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            PolicyModel model = policies.get(i).model();
            String kind = i == 0 ? "lists.anon" : "lists.file";
            for (boolean active : new boolean[] {false, true}) {
                if (model.twoLists() || !active) {
                    String name = words.say(model.twoLists() ? kind + (active ? "-active" : "-inactive") : kind);
                    drawn.add(new PageListPicture.PageList(
                            name,
                            model.list(active).stream()
                                    .map(page -> new PageListPicture.Entry(
                                            page.number(),
                                            Keys.frame(page.number()),
                                            census.owner(page.number()),
                                            page.accessed() || census.accessed(page.number()),
                                            page.referenced()))
                                    .toList()));
                }
            }
        }
        return PageListPicture.of(words.say("lists.title"), drawn, words);
    }

    private List<TasksPicture.Row> rows(List<Task> tasks, Task current) {
        List<TasksPicture.Row> rows = new ArrayList<>();
        for (Task task : tasks) {
            var counters = task.mm().counters();
            rows.add(new TasksPicture.Row(
                    owners.get(task),
                    task.pid(),
                    counters.vmSize(),
                    counters.vmRss(),
                    counters.vmSwap(),
                    counters.vmPte(),
                    task.minorFaults(),
                    task.majorFaults(),
                    task.oomScoreAdj(),
                    machine.score(task),
                    task == current));
        }
        return rows;
    }
}

package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.picture.AddressSpacePicture;
import mm.grader.picture.GridPicture;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.PageListPicture;
import mm.grader.picture.Picture;
import mm.grader.picture.Segment;
import mm.grader.picture.TablesPicture;
import mm.grader.picture.TasksPicture;
import mm.grader.picture.TlbPicture;
import mm.grader.picture.Walk;
import mm.grader.picture.Words;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.Reclaim;
import mm.machine.Task;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;
import mm.procfs.Tools;

/** Looks at a machine between two steps: draws it, and tells what has changed since the last look. */
final class MachineSnapshot {
    /** Processes whose address spaces are all drawn at each step; of more, only the one whose step it is. */
    private static final int MOST_SPACES = 8;

    private static final int MOST_SCREEN_LINES = 20;

    private final SimulatedMachine simulated;
    private final Machine machine;
    private final Parts parts;
    private final WatchedMmu mmu;
    private final List<WatchedPolicy> policies;
    private final Words words;
    private final Owners letters = new Owners();
    private final Map<Task, Owner> owners = new LinkedHashMap<>();
    private final StepNarrator changes;
    private Procps procps = Procps.V4;
    private int highest;
    private boolean accessed;

    /** What a step did. */
    record Story(String task, Step.Fault fault, String text) {
        static final Story NOTHING = new Story("", Step.Fault.NONE, "");
    }

    /** Makes a look at a machine. */
    MachineSnapshot(
            SimulatedMachine simulated, Parts parts, WatchedMmu mmu, List<WatchedPolicy> policies, Words words) {
        this.simulated = simulated;
        machine = simulated.machine();
        this.parts = parts;
        this.mmu = mmu;
        this.policies = policies;
        this.words = words;
        changes = new StepNarrator(machine, mmu, policies, words);
    }

    boolean hasReclaimed() {
        return changes.hasReclaimed();
    }

    /** Draws everything. */
    Story at(String operation, Map<String, Picture> pictures, Map<String, List<String>> screens) {
        if (operation.startsWith("machine ") && operation.contains("procps 3")) {
            procps = Procps.of("3");
        }
        accessed = changes.hasAccessed();
        List<Task> tasks = tasks();
        Task current = current(operation, tasks);
        FrameOwners census = FrameOwners.of(simulated, tasks, owners);
        highest = Math.max(highest, census.highest());
        for (Task task : tasks) {
            if (task == current || tasks.size() <= MOST_SPACES) {
                space(task, census, pictures);
            }
        }
        pictures.put("tlb", tlb());
        String frames = words.say(
                "frames.title", machine.memory().frames(), machine.memory().freeFrames());
        pictures.put(
                "frames",
                GridPicture.of(
                        frames,
                        "grid.frames",
                        census.frames(highest),
                        machine.memory().frames() - 1 - highest,
                        words));
        Reclaim reclaim = machine.reclaim();
        if (reclaim.isOn()) {
            pictures.put("lists", pageLists(census));
            String title = words.say(
                    "slots.title", reclaim.area().slots() - 1, reclaim.area().freeSlots());
            pictures.put("slots", GridPicture.of(title, "grid.slots", census.slots(), 0, words));
        }
        pictures.put("tasks", TasksPicture.of(rows(tasks, current), words));
        screens(screens);
        return changes.tell(current, tasks, task -> census.segments(task));
    }

    private List<Task> tasks() {
        List<Task> tasks = simulated.processes().stream()
                .filter(task -> !task.isKernelThread())
                .toList();
        tasks.forEach(task -> owners.computeIfAbsent(task, t -> letters.task(owners.size(), t.name())));
        return tasks;
    }

    /** Finds the process whose step it is: named by the operation, or else the one that ran last. */
    private Task current(String operation, List<Task> tasks) {
        List<String> named = List.of(operation.replace(":", "").split("\\s+"));
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
                        words.say("tables.title", name),
                        words));
    }

    private Picture tlb() {
        Map<Integer, Owner> byAsid = new HashMap<>();
        owners.forEach((task, owner) -> byAsid.put(task.mm().asid(), owner));
        List<List<WatchedMmu.Entry>> sets = mmu.sets();
        TlbPicture.Entry[][] drawn = new TlbPicture.Entry[sets.size()][WatchedMmu.ways()];
        for (int set = 0; set < drawn.length; set++) {
            for (int way = 0; way < sets.get(set).size(); way++) {
                drawn[set][way] = entry(sets.get(set).get(way), byAsid);
            }
        }
        TlbPicture.Entry lit = mmu.lit() == null || !accessed ? null : entry(mmu.lit(), byAsid);
        return TlbPicture.of(drawn, lit, mmu.tlbHits(), mmu.tlbMisses(), words);
    }

    private static TlbPicture.Entry entry(WatchedMmu.Entry entry, Map<Integer, Owner> byAsid) {
        return new TlbPicture.Entry(byAsid.getOrDefault(entry.asid(), Owners.KERNEL), entry.vpn(), entry.pfn());
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
                    score(task),
                    task == current));
        }
        return rows;
    }

    private String score(Task task) {
        try {
            return Integer.toString(machine.oomScore(task));
        } catch (RuntimeException e) { // exercise 06 may not be written yet
            return "?";
        }
    }

    private void screens(Map<String, List<String>> screens) {
        ProcFs proc = simulated.proc();
        Tools tools = new Tools(parts, simulated.host(), procps);
        screens.put("free", screen(tools, proc, "free"));
        screens.put("top", screen(tools, proc, "top -b -n1 -w 80"));
    }

    private List<String> screen(Tools tools, ProcFs proc, String command) {
        try {
            List<String> lines = tools.run(proc, proc, command);
            return lines.subList(0, Math.min(MOST_SCREEN_LINES, lines.size()));
        } catch (RuntimeException e) { // exercise 07 may not be written yet
            return List.of(words.say("screen.stopped", String.valueOf(e.getMessage())));
        }
    }

    /** Gives the mappings of a process. */
    @FunctionalInterface
    interface Maps {
        List<Segment> of(Task task);
    }
}

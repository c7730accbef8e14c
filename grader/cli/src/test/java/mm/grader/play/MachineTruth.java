package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.oom.MemoryGroup;
import mm.pagetable.PageTable;
import mm.procfs.SimulatedMachine;
import mm.script.Script;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.Message;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;

/**
 * A machine as it is after each line of a script, asked through its own contracts: its page tables' lookup, maps, counters,
 * map counts. Nothing here reads what the pictures are made of.
 */
final class MachineTruth {
    /** What is neither mapped nor cached nor free: tables and the kernel's own, which no contract tells apart by frame. */
    static final String INNER = "inner";

    private static final String SEVERAL = "shared by fork";
    private static final String ZERO = "the zero page";
    private static final int MAX_PAGES = 10_000;

    /** One moment. */
    record Moment(
            String line,
            String[] owners,
            int tables,
            int free,
            Map<String, List<String>> maps,
            Map<String, String> tablesOf,
            Map<String, Map<Long, Integer>> pages,
            int lruPages,
            int freeSlots,
            Map<String, long[]> groups,
            Map<String, String> members,
            long[] promises) {}

    private MachineTruth() {}

    /** Runs a script, and returns the moments after its lines; those of a process script's head are left out. */
    static List<Moment> of(Script script, Parts parts) {
        List<Moment> moments = new ArrayList<>();
        Scripts.kindOf(script).run(script, parts, new Transcript() {
            private SimulatedMachine machine;
            private boolean started = !Scripts.kindOf(script).name().equals("process");

            @Override
            public void runsOn(SimulatedMachine newMachine) {
                machine = newMachine;
            }

            @Override
            public void state(java.util.function.Supplier<List<Message>> state) {
                started = true;
            }

            @Override
            public void line(String text) {
                boolean step = started && !text.startsWith("  ") && !text.startsWith("#") && !text.isBlank();
                if (step && machine != null) {
                    moments.add(moment(text, machine));
                }
            }
        });
        return moments;
    }

    /** Returns the tables that wait for the split of a large page: nothing points to them, so nobody sees whose they are. */
    private static int deposited(Task task) {
        int[] large = {0};
        task.mm().pageTable().walk(0, MemoryDescriptor.TASK_SIZE, new PageTable.Visitor() {
            @Override
            public void visit(long address, long pte) {}

            @Override
            public void visitLarge(long address, long pte) {
                large[0]++;
            }
        });
        return large[0];
    }

    private static Moment moment(String line, SimulatedMachine simulated) {
        Machine machine = simulated.machine();
        PhysicalMemory memory = machine.memory();
        String[] users = new String[memory.frames()];
        Map<String, List<String>> maps = new TreeMap<>();
        Map<String, String> tablesOf = new TreeMap<>();
        Map<String, Map<Long, Integer>> pages = new TreeMap<>();
        int tables = 0;
        for (Task task : machine.tasks()) {
            if (task.mm() == null) {
                continue;
            }
            maps.put(
                    task.name(),
                    task.mm().maps().stream().map(Mapping::toString).toList());
            int own = (int) task.mm().counters().vmPte() / 4 + 1;
            int deposited = deposited(task);
            int inUse = own - deposited;
            tablesOf.put(task.name(), inUse + " tables" + (deposited > 0 ? ", " + deposited + " laid by; " : "; "));
            tables += inUse;
            pages.put(task.name(), pages(task, memory, users));
        }
        if (pages.values().stream().mapToInt(Map::size).sum() > MAX_PAGES) {
            pages.clear();
        }
        Set<Integer> files = new HashSet<>();
        machine.fileNames().forEach(name -> files.addAll(machine.openFile(name).frames()));
        machine.tasks().stream()
                .filter(task -> !task.isKernelThread())
                .forEach(task -> assertThat(files).containsAll(privatePagesOfFiles(task, machine)));
        String[] owners = new String[memory.frames()];
        for (int pfn = 0; pfn < owners.length; pfn++) {
            owners[pfn] = owner(pfn, machine, files, users[pfn]);
        }
        boolean swaps = StepRecorderTest.reclaimOf(machine) != null;
        return new Moment(
                line,
                owners,
                tables,
                memory.freeFrames(),
                maps,
                tablesOf,
                pages,
                swaps ? machine.reclaim().lruPages() : 0,
                swaps ? machine.reclaim().area().freeSlots() : 0,
                groups(simulated),
                members(simulated),
                simulated
                        .promises()
                        .map(count -> new long[] {count.committed() * 4, count.limit() * 4})
                        .orElse(null));
    }

    /** Returns what is charged to each group, and its limit, in kB. */
    private static Map<String, long[]> groups(SimulatedMachine machine) {
        Map<String, long[]> groups = new TreeMap<>();
        machine.groups()
                .forEach((name, group) -> groups.put(name, new long[] {group.charged() * 4, group.limit() * 4}));
        return groups;
    }

    /** Returns the names of each group's processes. */
    private static Map<String, String> members(SimulatedMachine machine) {
        Map<String, String> members = new TreeMap<>();
        for (Task task : machine.machine().tasks()) {
            MemoryGroup group = machine.machine().groupOf(task);
            if (group != null) {
                members.merge(group.name(), task.name(), (some, more) -> some + ", " + more);
            }
        }
        return members;
    }

    /** Returns what a cache of files holds and a private mapping maps: shared memory is never mapped so, programs are. */
    private static Set<Integer> privatePagesOfFiles(Task task, Machine machine) {
        Set<Integer> files = new HashSet<>();
        for (Mapping mapping : task.mm().maps()) {
            if (mapping.permissions().endsWith("s")) {
                continue;
            }
            for (long page = mapping.start(); page != mapping.end(); page += PhysicalMemory.PAGE_SIZE) {
                long pte = task.mm().pageTable().lookup(page);
                if (Pte.inMemory(pte)
                        && Pte.pfn(pte) != PhysicalMemory.ZERO_FRAME
                        && machine.memory().isCached(Pte.pfn(pte))
                        && !isInSwapCache(machine, Pte.pfn(pte))) {
                    files.add(Pte.pfn(pte));
                }
            }
        }
        return files;
    }

    private static boolean isInSwapCache(Machine machine, int pfn) {
        return StepRecorderTest.reclaimOf(machine) != null
                && machine.reclaim().swapper().isCached(pfn);
    }

    private static Map<Long, Integer> pages(Task task, PhysicalMemory memory, String[] users) {
        Map<Long, Integer> pages = new HashMap<>();
        for (Mapping mapping : task.mm().maps()) {
            for (long page = mapping.start(); page != mapping.end(); page += PhysicalMemory.PAGE_SIZE) {
                long pte = task.mm().pageTable().lookup(page);
                if (Pte.inMemory(pte)) {
                    int pfn = Pte.pfn(pte);
                    String user = Pte.has(pte, Pte.SPECIAL) ? ZERO : task.name();
                    users[pfn] = users[pfn] == null || users[pfn].equals(user) ? user : SEVERAL;
                    if (pages.size() <= MAX_PAGES) {
                        pages.put(page >>> PhysicalMemory.PAGE_SHIFT, pfn);
                    }
                }
            }
        }
        return pages;
    }

    private static String owner(int pfn, Machine machine, Set<Integer> files, String user) {
        PhysicalMemory memory = machine.memory();
        boolean swapCache = isInSwapCache(machine, pfn);
        if (pfn == PhysicalMemory.ZERO_FRAME) {
            return ZERO;
        } else if (!memory.isAllocated(pfn)) {
            return "free";
        } else if (files.contains(pfn)) {
            return "pages of files";
        } else if (memory.isCached(pfn) && !swapCache) {
            return "shared memory";
        } else if (user != null) {
            return user;
        }
        return swapCache ? "swap cache" : INNER;
    }
}

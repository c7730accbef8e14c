package mm.script;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomTask;

/** One run of a script of memory cgroups: does its operations, and kills where a group is full. */
final class GroupRun implements GroupArena.Limits {
    /** How many pages of a group the kernel has for itself, and how many are in swap. */
    static final Pattern KERNEL = Pattern.compile("  (\\S+) kernel (\\d{1,15}) swap (\\d{1,15})");

    private static final int MOST_PAGES = 1 << 20;

    private final GroupOomKiller killer;
    private final long swapPages;
    private final boolean killsForLimits;
    private final Transcript out;
    private final GroupArena arena;
    private final Map<MemoryGroup, Long> kernels = new HashMap<>();
    private final Map<String, Long> swapped = new HashMap<>();
    private final Deque<GroupTable> tables = new ArrayDeque<>();
    private final List<String> given = new ArrayList<>();

    /**
     * Prepares a run without groups.
     *
     * @param swapPages the size of the machine's swap areas
     * @param version of the kernel's memory cgroups, 1 or 2
     */
    GroupRun(Parts parts, long swapPages, int version, Transcript out) {
        killer = parts.groupOomKiller(parts.oomKiller());
        this.swapPages = swapPages;
        killsForLimits = version == 2;
        this.out = out;
        arena = new GroupArena(killer, this);
    }

    /**
     * Does an operation, and prints it with its answer.
     *
     * @param kills the kernel's tables of those who are killed meanwhile
     * @param kernel what the kernel has for itself in some groups from then on
     */
    void run(Operation operation, List<GroupTable> kills, List<String> kernel) {
        tables.addAll(kills);
        given.addAll(kernel);
        tell();
        if (operation.text().equals("cache")) {
            out.line("cache ->" + cache());
            return;
        }
        String result = operation.name().endsWith(":") ? ofProcess(operation) : ofMachine(operation);
        tables.clear();
        tell();
        given.forEach(out::line);
        given.clear();
        String groups = arena.groups.values().stream().map(this::numbers).collect(Collectors.joining());
        out.line(operation.text() + " -> " + result + groups);
    }

    private String numbers(MemoryGroup group) {
        return " | " + group.name() + " anon " + arena.count(group, GroupPage.Kind.ANON) + " file "
                + arena.count(group, GroupPage.Kind.FILE) + " shmem " + arena.count(group, GroupPage.Kind.SHMEM)
                + " usage " + (group.charged() - swapped.getOrDefault(group.name(), 0L));
    }

    private String cache() {
        StringBuilder runs = new StringBuilder();
        int run = 0;
        for (int i = 0; i < GroupArena.FILE_PAGES; i++) {
            run++;
            if (i + 1 == GroupArena.FILE_PAGES || arena.isCached(i) != arena.isCached(i + 1)) {
                runs.append(arena.isCached(i) ? " P" : " .").append(run);
                run = 0;
            }
        }
        return runs.toString();
    }

    /** Counts the kernel's own pages: of the next kill's group as its table says, of others as they are in the end. */
    private void tell() {
        GroupTable next = tables.peek();
        if (next == null) {
            given.forEach(this::setKernel);
        } else if (next.kernel >= 0) {
            setKernel(next.group, next.kernel);
        }
    }

    private void setKernel(String line) {
        Matcher own = KERNEL.matcher(line);
        if (own.matches()) {
            setKernel(own.group(1), Long.parseLong(own.group(2)));
            swapped.put(own.group(1), Long.parseLong(own.group(3)));
        }
    }

    private void setKernel(String name, long pages) {
        MemoryGroup group = arena.groups.get(name);
        if (group != null) {
            Long before = kernels.put(group, pages);
            group.add(pages - (before == null ? 0 : before));
        }
    }

    private String ofMachine(Operation operation) {
        if (operation.name().equals("forget")) {
            arena.forget(operation.number(1, 0, MOST_PAGES), operation.number(2, 0, MOST_PAGES));
            return "ok";
        }
        String name = operation.word(1);
        if (operation.name().equals("group")) {
            int slash = name.lastIndexOf('/');
            MemoryGroup above = slash < 0 ? null : group(operation, name.substring(0, slash));
            arena.groups.put(name, new MemoryGroup(name, above));
            return operation.size() == 2 ? "ok" : limit(operation, arena.groups.get(name));
        }
        MemoryGroup group = group(operation, name);
        switch (operation.name()) {
            case "limit" -> {
                return limit(operation, group);
            }
            case "empty" -> arena.empty(group);
            case "remove" -> {
                if (arena.processes.values().stream().anyMatch(process -> GroupArena.isIn(process.group, group))) {
                    return "EBUSY";
                }
                arena.groups.remove(name);
            }
            default -> throw operation.error("script.unknown-operation", operation.name());
        }
        return "ok";
    }

    private MemoryGroup group(Operation operation, String name) {
        MemoryGroup group = arena.groups.get(name);
        if (group == null) {
            throw operation.error("group-script.no-group", name);
        }
        return group;
    }

    private String limit(Operation operation, MemoryGroup group) {
        long limit = operation.number(2) / PhysicalMemory.PAGE_KB;
        long swap = swapPages == 0 ? 0 : MemoryGroup.UNLIMITED;
        if (operation.size() > 3) {
            swap = operation.number(4) / PhysicalMemory.PAGE_KB;
        }
        return arena.limit(group, limit, swap, killsForLimits) ? "ok" : "EBUSY";
    }

    private String ofProcess(Operation operation) {
        String name = operation.name().replace(":", "");
        Operation call = operation.rest();
        GroupProcess process = arena.processes.get(name);
        if (call.name().equals("start")) {
            int adj = call.number(2, OomTask.OOM_SCORE_ADJ_MIN, -OomTask.OOM_SCORE_ADJ_MIN);
            arena.processes.put(name, new GroupProcess(name, group(call, call.word(1)), adj));
            return "ok";
        }
        if (process == null) {
            throw operation.error("group-script.no-process", name);
        }
        switch (call.name()) {
            case "move" -> process.group = group(call, call.word(1));
            case "fork" -> arena.processes.put(call.word(1), process.fork(call.word(1)));
            case "exit" -> arena.end(name);
            default -> {
                return touch(process, call, call.number(1, 0, MOST_PAGES), call.number(2, 0, MOST_PAGES));
            }
        }
        return "ok";
    }

    private String touch(GroupProcess process, Operation call, int first, int count) {
        boolean lives = true;
        switch (call.name()) {
            case "write" -> lives = arena.write(process, first, count);
            case "share" -> lives = arena.share(process, first, count);
            case "read" -> lives = arena.read(process, first, count);
            case "drop" -> arena.drop(process, first, count);
            default -> throw call.error("script.unknown-operation", call.name());
        }
        return lives ? "ok" : "killed";
    }

    @Override
    public MemoryGroup charge(MemoryGroup group) {
        GroupTable next = tables.peek();
        MemoryGroup due = next == null || next.charged < 0 ? null : arena.groups.get(next.group);
        return due != null && due.charged() >= next.charged && GroupArena.isIn(group, due)
                ? due
                : killer.charge(group, 1);
    }

    @Override
    public boolean kill(MemoryGroup over) {
        GroupTable table = tables.isEmpty() ? GroupTable.of(over.name(), membersOf(over)) : tables.remove();
        List<GroupTask> all = table.tasks.stream()
                .map(task -> new GroupTask(task, groupOf(task.name())))
                .toList();
        GroupTask victim = killer.select(over, all, swapPages);
        List<GroupTask> dead = victim == null ? List.of() : killer.killed(victim, over, all);
        table.print(over.name(), out);
        out.line("  killed "
                + (dead.isEmpty()
                        ? "nobody"
                        : dead.stream().map(each -> each.task().name()).collect(Collectors.joining(" "))));
        dead.forEach(each -> arena.end(each.task().name()));
        tell();
        return !dead.isEmpty();
    }

    private List<GroupProcess> membersOf(MemoryGroup group) {
        return arena.processes.values().stream()
                .filter(process -> GroupArena.isIn(process.group, group))
                .toList();
    }

    private MemoryGroup groupOf(String name) {
        GroupProcess process = arena.processes.get(name);
        return process == null ? null : process.group;
    }
}

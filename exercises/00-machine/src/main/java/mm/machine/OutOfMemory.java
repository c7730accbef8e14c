package mm.machine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.text.StateError;

/**
 * What a machine does when no frame can be had any more: the one place where somebody is killed. It asks exercise 06,
 * writes the log of the kernel, and ends the victims.
 *
 * @linux mm/oom_kill.c out_of_memory
 */
final class OutOfMemory {
    private final Parts parts;
    private final Machine machine;
    private final ProcessTable tasks;
    private final List<String> log = new ArrayList<>();

    OutOfMemory(Parts parts, Machine machine, ProcessTable tasks) {
        this.parts = parts;
        this.machine = machine;
        this.tasks = tasks;
    }

    /** Kills the worst process, and all that share its memory; false if nobody may be killed. */
    boolean kill() {
        OomKiller killer = parts.oomKiller();
        List<OomTask> table = tasks.all().stream().map(OomReport::row).toList();
        OomTask victim = killer.select(table, totalPages());
        log.addAll(OomReport.table(tasks.all()));
        if (victim == null) {
            log.add(OomReport.NOBODY);
            return false;
        }
        log.add(OomReport.killed("Out of memory", find(victim, "select")));
        List<OomTask> dead = killer.killed(victim, table);
        dead.forEach(task -> machine.exit(find(task, "killed")));
        return !dead.isEmpty();
    }

    /** Kills the worst process of a memory cgroup that is full, and all that die with it; false if nobody may be killed. */
    boolean killIn(MemoryGroup over, GroupOomKiller killer, Function<Collection<Task>, List<GroupTask>> inGroups) {
        List<GroupTask> table = inGroups.apply(tasks.all());
        GroupTask victim = killer.select(over, table, machine.reclaim().swapPages());
        log.addAll(OomReport.table(tasks.all().stream()
                .filter(task -> MemoryGroups.isIn(machine.groupOf(task), over))
                .toList()));
        if (victim == null) {
            log.add(OomReport.NOBODY);
            return false;
        }
        log.add(OomReport.killed("Memory cgroup out of memory", find(victim.task(), "select")));
        List<GroupTask> dead = killer.killed(victim, over, table);
        dead.forEach(task -> machine.exit(find(task.task(), "killed")));
        return !dead.isEmpty();
    }

    private Task find(OomTask named, String method) {
        Task task = tasks.get(named.pid());
        if (task == null || task.isKernelThread()) {
            throw new StateError("oom.no-memory-to-give-back", method, named.pid());
        }
        return task;
    }

    /** Returns {@code /proc/PID/oom_score}. */
    int score(Task task) {
        return parts.oomKiller().oomScore(OomReport.row(task), totalPages());
    }

    /** Returns what the processes compete for: memory and swap together, in pages. */
    private long totalPages() {
        return machine.memory().frames() + (long) machine.reclaim().swapPages();
    }

    List<String> log() {
        return Collections.unmodifiableList(log);
    }
}

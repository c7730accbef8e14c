package mm.procfs;

import java.util.HashMap;
import java.util.Map;
import mm.machine.Task;

/**
 * What processes have mapped from which address on: an address space knows the pages of a file, and not its name.
 *
 * @linux fs/proc/task_mmu.c get_vma_name
 */
public final class MappingNames {
    private final Map<Task, Map<Long, String>> names = new HashMap<>();

    MappingNames() {}

    /** Notes that a process has mapped something from an address on. */
    public void put(Task task, long start, String name) {
        names.computeIfAbsent(task, unused -> new HashMap<>()).put(start, name);
    }

    /** Notes that what was mapped from an address on has moved. */
    public void move(Task task, long start, long newStart) {
        String name = of(task).get(start);
        if (name != null) {
            names.get(task).remove(start);
            put(task, newStart, name);
        }
    }

    /** Notes that a process has mapped what its parent has. */
    void copy(Task parent, Task child) {
        names.put(child, new HashMap<>(of(parent)));
    }

    /** Returns what a process has mapped, by first addresses; nothing of plain memory. */
    Map<Long, String> of(Task task) {
        return names.getOrDefault(task, Map.of());
    }
}

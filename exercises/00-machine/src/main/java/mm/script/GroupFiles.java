package mm.script;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.oom.MemoryGroup;

/**
 * What a container sees of its memory cgroup: the files of version 2 in {@code /sys/fs/cgroup}, in bytes. Of
 * {@code memory.stat} there are the lines that the machine counts.
 *
 * @linux mm/memcontrol.c memory_files
 */
final class GroupFiles {
    private GroupFiles() {}

    /**
     * Does {@code in GROUP cat FILE...}.
     *
     * @throws ScriptException if there is no such file
     */
    static List<String> cat(Operation call, Machine machine, MemoryGroup group) {
        Map<String, List<String>> files = files(machine, group);
        List<String> lines = new ArrayList<>();
        call.word(3);
        for (String name : call.words().subList(3, call.size())) {
            if (!files.containsKey(name)) {
                throw call.error("group-script.no-file", name, String.join(", ", files.keySet()));
            }
            lines.addAll(files.get(name));
        }
        return lines;
    }

    private static Map<String, List<String>> files(Machine machine, MemoryGroup group) {
        long file = machine.filePages(group);
        Map<String, List<String>> files = new LinkedHashMap<>();
        files.put("memory.max", List.of(limit(group.limit())));
        files.put("memory.current", List.of(bytes(group.charged())));
        files.put("memory.swap.max", List.of(limit(group.swapLimit())));
        files.put("memory.stat", List.of("anon " + bytes(group.charged() - file), "file " + bytes(file)));
        files.put(
                "cgroup.procs",
                machine.tasks().stream()
                        .filter(task -> machine.groupOf(task) == group)
                        .map(Task::pid)
                        .map(String::valueOf)
                        .toList());
        return files;
    }

    private static String limit(long pages) {
        return pages >= MemoryGroup.UNLIMITED ? "max" : bytes(pages);
    }

    private static String bytes(long pages) {
        return String.valueOf(pages * PhysicalMemory.PAGE_SIZE);
    }
}

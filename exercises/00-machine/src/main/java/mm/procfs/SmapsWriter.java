package mm.procfs;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import mm.machine.Machine;
import mm.machine.Task;
import mm.vma.Mapping;

/**
 * Writes {@code /proc/PID/maps}, {@code smaps} and {@code smaps_rollup} of a simulated process: which addresses are mapped,
 * what of them is in memory, and whose it is.
 *
 * <p>Simplified from Linux: offsets, devices and inodes are 0, and of the counters only those are there that the machine
 * knows.
 *
 * @linux fs/proc/task_mmu.c show_map_vma
 * @linux fs/proc/task_mmu.c show_smap
 */
final class SmapsWriter {
    private static final int NAME_COLUMN = 73;

    private final Machine machine;
    private final List<Mapping> mappings;
    private final Task task;

    /**
     * Makes a writer.
     *
     * @param names what is mapped at some addresses, where the address space does not know
     */
    SmapsWriter(Machine machine, Task task, Map<Long, String> names) {
        this.machine = machine;
        this.task = task;
        mappings = task.isKernelThread()
                ? List.of()
                : task.mm().maps().stream()
                        .map(mapping -> named(mapping, names))
                        .toList();
    }

    private static Mapping named(Mapping mapping, Map<Long, String> names) {
        return mapping.name().isEmpty()
                ? new Mapping(
                        mapping.start(), mapping.end(), mapping.permissions(), names.getOrDefault(mapping.start(), ""))
                : mapping;
    }

    String maps() {
        StringBuilder text = new StringBuilder();
        mappings.forEach(mapping -> text.append(head(mapping)));
        return text.toString();
    }

    String smaps() {
        StringBuilder text = new StringBuilder();
        for (Mapping mapping : mappings) {
            text.append(head(mapping));
            long kb = (mapping.end() - mapping.start()) / 1024;
            text.append(line("Size", kb)).append(line("KernelPageSize", 4)).append(line("MMUPageSize", 4));
            SmapsCount count = new SmapsCount(machine);
            add(count, mapping);
            text.append(count.lines());
        }
        return text.toString();
    }

    /** Returns the sums, in which no share of a page is lost by rounding a mapping at a time; empty for a kernel thread. */
    String rollup() {
        if (mappings.isEmpty()) {
            return "";
        }
        SmapsCount count = new SmapsCount(machine);
        mappings.forEach(mapping -> add(count, mapping));
        return head(new Mapping(
                        mappings.get(0).start(),
                        mappings.get(mappings.size() - 1).end(),
                        "---p",
                        "[rollup]"))
                + count.lines();
    }

    private void add(SmapsCount count, Mapping mapping) {
        if (!mapping.name().equals("[vsyscall]")) {
            count.add(task.mm().pageTable(), mapping.start(), mapping.end());
        }
    }

    static String line(String name, long kb) {
        return String.format(Locale.ROOT, "%-16s%8d kB\n", name + ":", kb);
    }

    private static String head(Mapping mapping) {
        String range = String.format(
                Locale.ROOT, "%08x-%08x %s 00000000 00:00 0", mapping.start(), mapping.end(), mapping.permissions());
        return mapping.name().isEmpty()
                ? range + " \n"
                : Printf.left(range + " ", NAME_COLUMN) + ProcFs.bytes(path(mapping.name())) + "\n";
    }

    /** Files of a machine have names without a folder; in /proc a file has its path. */
    private static String path(String name) {
        return name.startsWith("/") || name.startsWith("[") ? name : "/" + name;
    }
}

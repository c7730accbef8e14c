package mm.script;

import java.util.HashMap;
import java.util.Map;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.procfs.SimulatedMachine;
import mm.vma.MapFlag;
import mm.vma.Prot;

/**
 * A process of a machine script, and the areas that the script has mapped in it.
 *
 * @param task the process of the machine
 * @param areas by the names that the script gave them
 */
record ScriptProcess(Task task, Map<String, Area> areas) {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;

    /** A range of addresses: its start, and its length in pages. */
    private record Area(long start, int pages) {}

    ScriptProcess(Task task) {
        this(task, new HashMap<>());
    }

    /** Returns a child of this process, which has the same areas. */
    ScriptProcess child(Task child) {
        return new ScriptProcess(child, new HashMap<>(areas));
    }

    /** Does {@code map TASK AREA SIZE [shared | file F]} and returns the answer. */
    String map(Operation call, SimulatedMachine machine) {
        int pages = call.pages(3);
        boolean shared = call.size() == 5 && call.word(4).equals("shared");
        String file = shared ? null : call.options(4, "file").get("file");
        PageCache cache = file == null ? null : machine.open(file);
        int prot = file == null ? Prot.READ | Prot.WRITE : Prot.READ;
        int flags = shared ? MapFlag.SHARED : MapFlag.PRIVATE;
        long address = task.mm().mmap(0, pages * PAGE, prot, flags, cache, 0);
        if (Errno.isError(address)) {
            return Errno.show(address);
        }
        areas.put(call.word(2), new Area(address, pages));
        return "0x" + Long.toHexString(address);
    }

    /** Does {@code touch} or {@code look TASK AREA [SIZE [OFFSET]]} and returns the answer. */
    String access(Operation call, Machine machine) {
        Area area = areas.get(call.word(2));
        if (area == null) {
            throw call.error("script.no-area", call.word(1), call.word(2));
        }
        call.requireSize(5);
        long pages = call.size() > 3 ? call.pages(3) : area.pages();
        long start = area.start() + (call.size() > 4 ? call.pages(4) * PAGE : 0);
        boolean write = call.name().equals("touch");
        long minor = task.minorFaults();
        long major = task.majorFaults();
        Machine.Outcome outcome = Machine.Outcome.OK;
        for (long page = 0; page < pages && outcome == Machine.Outcome.OK; page++) {
            outcome = machine.access(task, start + page * PAGE, write);
        }
        String end = switch (outcome) {
            case OK -> "ok";
            case KILLED -> "killed";
            default -> outcome.toString();
        };
        return end + " minflt " + (task.minorFaults() - minor) + " majflt " + (task.majorFaults() - major);
    }
}

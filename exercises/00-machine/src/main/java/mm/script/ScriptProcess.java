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
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import mm.vma.RemapFlag;

/**
 * A process of a machine script, and the areas that the script has mapped in it.
 *
 * @param task the process of the machine
 * @param areas by the names that the script gave them
 */
record ScriptProcess(Task task, Map<String, Area> areas) {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    /** What Linux calls the object behind shared anonymous memory. */
    private static final String SHARED_MEMORY = "/dev/zero (deleted)";

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
        if (shared || file != null) {
            machine.mappingNames().put(task, address, shared ? SHARED_MEMORY : file);
        }
        return "0x" + Long.toHexString(address);
    }

    /** Does {@code mremap TASK AREA SIZE}, which may move the area, and returns the answer. */
    String mremap(Operation call, SimulatedMachine machine) {
        Area area = area(call);
        call.requireSize(4);
        int pages = call.pages(3);
        long address = task.mm().mremap(area.start(), area.pages() * PAGE, pages * PAGE, RemapFlag.MAYMOVE, 0);
        if (!Errno.isError(address)) {
            areas.put(call.word(2), new Area(address, pages));
            machine.mappingNames().move(task, area.start(), address);
        }
        return Errno.show(address);
    }

    /**
     * Does {@code mlock}, {@code munlock}, {@code huge TASK AREA} or {@code madvise TASK AREA ADVICE} and returns the answer.
     */
    String mark(Operation call) {
        Area area = area(call);
        MemoryDescriptor mm = task.mm();
        call.requireSize(call.name().equals("madvise") ? 4 : 3);
        return Errno.show(
                switch (call.name()) {
                    case "mlock" -> mm.mlock(area.start(), area.pages() * PAGE);
                    case "munlock" -> mm.munlock(area.start(), area.pages() * PAGE);
                    case "huge" -> mm.madvise(area.start(), area.pages() * PAGE, MemoryDescriptor.MADV_HUGEPAGE);
                    default -> mm.madvise(area.start(), area.pages() * PAGE, ProcessCalls.advice(call));
                });
    }

    private Area area(Operation call) {
        Area area = areas.get(call.word(2));
        if (area == null) {
            throw call.error("script.no-area", call.word(1), call.word(2));
        }
        return area;
    }

    /** Does {@code touch} or {@code look TASK AREA [SIZE [OFFSET]]} and returns the answer. */
    String access(Operation call, Machine machine) {
        Area area = area(call);
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

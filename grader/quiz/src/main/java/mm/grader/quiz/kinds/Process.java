package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.mmu.PageFault;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** One process on a machine of its own, for questions about address spaces. */
final class Process {
    /** Where the program's heap begins. */
    static final long HEAP = 0x60_2000L;

    /** Where the break is at first: the heap has one page. */
    static final long BREAK = HEAP + 0x1000L;

    static final long STACK_END = 0x7fff_ffff_f000L;
    static final long STACK_START = STACK_END - 0x2_1000L;
    private static final int FRAMES = 1024;

    private final Machine machine;
    private final Task task;

    Process(Parts parts) {
        machine = new Machine(parts, new PhysicalMemory(FRAMES));
        task = machine.exec(
                "prog",
                List.of(
                        new Mapping(0x40_0000L, 0x40_1000L, "r-xp", "prog"),
                        new Mapping(0x60_1000L, HEAP, "rw-p", "prog"),
                        new Mapping(HEAP, BREAK, "rw-p", "[heap]"),
                        new Mapping(STACK_START, STACK_END, "rw-p", "[stack]")),
                BREAK);
    }

    Process(Machine machine, Task task) {
        this.machine = machine;
        this.task = task;
    }

    Machine machine() {
        return machine;
    }

    Task task() {
        return task;
    }

    MemoryDescriptor mm() {
        return task.mm();
    }

    long map(long address, long length, int prot, int flags) {
        return mm().mmap(address, length, prot, flags | MapFlag.PRIVATE | MapFlag.ANONYMOUS);
    }

    long mapFile(long address, long length, int prot, PageCache file) {
        return mm().mmap(address, length, prot, MapFlag.PRIVATE | MapFlag.FIXED, file, 0);
    }

    Machine.Outcome access(long address, boolean write) {
        return machine.access(task, address, write);
    }

    /** Does one call of a script and returns its result: {@code mmap}, {@code munmap}, {@code mprotect} or {@code brk}. */
    long call(String call) {
        String[] words = call.split(" ");
        return switch (words[0]) {
            case "mmap" ->
                map(
                        number(words[1]),
                        number(words[2]),
                        Prot.parse(words[3]),
                        words.length < 5
                                ? 0
                                : words[4].equals("fixed") ? MapFlag.FIXED : MapFlag.FIXED_NOREPLACE | MapFlag.FIXED);
            case "munmap" -> mm().munmap(number(words[1]), number(words[2]));
            case "mprotect" -> mm().mprotect(number(words[1]), number(words[2]), Prot.parse(words[3]));
            case "brk" -> mm().brk(mm().brk(0) + number(words[1]));
            default -> throw new IllegalArgumentException(call);
        };
    }

    private static long number(String text) {
        return Long.decode(text);
    }

    /** Accesses an address and says what happened: {@code minor}, {@code major}, {@code none} or {@code SIGSEGV}. */
    String fault(long address, boolean write) {
        long minor = task.minorFaults();
        long major = task.majorFaults();
        Machine.Outcome outcome = access(address, write);
        if (outcome != Machine.Outcome.OK) {
            return outcome.name();
        }
        return task.majorFaults() > major ? "major" : task.minorFaults() > minor ? "minor" : "none";
    }

    /** Returns the frame of a page, or the frame that a read finds there. */
    int frame(long address) {
        machine.mmu().activate(mm().pageTable().root(), mm().asid());
        long physical = machine.mmu().translate(address, PageFault.USER);
        return physical < 0 ? PhysicalMemory.NO_FRAME : (int) (physical >>> PhysicalMemory.PAGE_SHIFT);
    }

    /** Returns the lines of {@code /proc/PID/maps} that lie in a range, with addresses and rights. */
    List<String> maps(long start, long end) {
        List<String> lines = new ArrayList<>();
        for (Mapping mapping : mm().maps()) {
            if (mapping.start() < end && mapping.end() > start && mapping.start() >= 0) {
                lines.add(Long.toHexString(mapping.start()) + "-" + Long.toHexString(mapping.end()) + " "
                        + mapping.permissions());
            }
        }
        return lines;
    }

    /** Rounds a length or an address up to whole pages. */
    static long pageAlign(long bytes) {
        return (bytes + PhysicalMemory.PAGE_SIZE - 1) & -PhysicalMemory.PAGE_SIZE;
    }
}

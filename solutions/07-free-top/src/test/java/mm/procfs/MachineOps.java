package mm.procfs;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import mm.lru.PolicyKind;
import mm.machine.BlockDevice;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Machine.Outcome;
import mm.machine.PageCache;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.machine.Watermarks;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** Random operations on a small machine, done on the machine and written into the book. */
final class MachineOps {
    private static final int PAGE = 4096;
    private static final long AREA = 0x1000_0000L;
    private static final long SHARED = AREA + 256L * PAGE;
    private static final long FILE = AREA + 384L * PAGE;
    private static final int MAX_PROCESSES = 6;
    private static final int RIGHTS = Prot.READ | Prot.WRITE;
    private static final int SHOWN = 12;

    private final Random random;
    private final SimulatedMachine simulated;
    private final Machine machine;
    private final PageCache file;
    private final MachineBook book = new MachineBook();
    private final Deque<String> last = new ArrayDeque<>();
    private long nextValue = 1;
    private int logged;
    /** Writes a new process into the book, once those who died for it are out. */
    private Runnable afterDeaths = () -> {};

    MachineOps(Parts parts, Random random) {
        this.random = random;
        int frames = 40 + random.nextInt(120);
        Watermarks marks = random.nextInt(4) == 0 ? Watermarks.NONE : Watermarks.above(4 + random.nextInt(8));
        simulated = new SimulatedMachine(parts, new PhysicalMemory(frames, marks), options());
        machine = simulated.machine();
        file = simulated.open("data");
    }

    private ReclaimOptions options() {
        if (random.nextInt(8) == 0) {
            return ReclaimOptions.NONE;
        }
        PolicyKind policy = PolicyKind.values()[random.nextInt(PolicyKind.values().length)];
        int slots = random.nextBoolean() ? 200 : random.nextInt(40);
        int swappiness = random.nextInt(ReclaimOptions.MAX_SWAPPINESS + 1);
        return new ReclaimOptions(policy, slots, BlockDevice.Latency.SSD, swappiness);
    }

    static long privatePage(int page) {
        return AREA + (long) page * PAGE;
    }

    static long sharedPage(int page) {
        return SHARED + (long) page * PAGE;
    }

    static long filePage(int page) {
        return FILE + (long) page * PAGE;
    }

    static boolean isPrivate(long address) {
        return address >= AREA && address < SHARED;
    }

    static boolean isShared(long address) {
        return address >= SHARED && address < FILE;
    }

    static boolean isFile(long address) {
        return address >= FILE;
    }

    /** Does one operation, and counts everything; returns what is wrong with the machine then, or "". */
    String step() {
        MachineDeaths deaths = new MachineDeaths(machine, book);
        List<MachineBook.Process> all = book.all();
        int kind = random.nextInt(100);
        MachineBook.Process process = all.isEmpty() ? null : all.get(random.nextInt(all.size()));
        int page = random.nextInt(MachineBook.PRIVATE);
        int end = Math.min(MachineBook.PRIVATE, page + 1 + random.nextInt(16));
        String wrong = "";
        if (process == null || kind < 6) {
            start();
        } else if (kind < 12) {
            fork(process);
        } else if (kind < 16) {
            note("exit", process, 0, 0);
            machine.exit(process.task);
            book.processes.remove(process.task.pid());
        } else if (kind < 50) {
            wrong = write(process, page, end);
        } else if (kind < 68) {
            wrong = read(process, page, end);
        } else if (kind < 86) {
            wrong = shared(process, random.nextInt(MachineBook.SHARED), random.nextInt(4));
        } else if (kind < 90) {
            note("dontneed", process, page, end);
            call(
                    process,
                    process.task.mm().madvise(privatePage(page), length(page, end), MemoryDescriptor.MADV_DONTNEED));
            for (int i = page; i < end; i++) {
                process.values[i] = process.values[i] == MachineBook.GONE ? MachineBook.GONE : 0;
            }
        } else if (kind < 94) {
            unmapOrMap(process, page, end);
        } else if (kind < 97) {
            note("adj", process, 0, 0);
            process.task.setOomScoreAdj(random.nextInt(5) == 0 ? -1000 : random.nextInt(2001) - 1000);
        } else {
            other();
        }
        if (wrong.isEmpty()) {
            wrong = deaths.enterInto(
                    book, machine.log().subList(logged, machine.log().size()));
        }
        logged = machine.log().size();
        afterDeaths.run();
        afterDeaths = () -> {};
        return wrong.isEmpty() ? new MachineCount(machine, book, file).wrong() : wrong;
    }

    /** Returns how many processes were killed. */
    long kills() {
        return machine.log().stream()
                .filter(line -> line.contains("Killed process"))
                .count();
    }

    /** Returns how many pages came back from the swap device. */
    long swapIns() {
        return machine.reclaim().device().reads();
    }

    /** Returns the last operations, for a failure's message. */
    String story() {
        return String.join("\n", last);
    }

    private void note(String what, MachineBook.Process process, int from, int to) {
        last.add(what + " " + (process == null ? "" : process.task.pid())
                + (to == 0 ? "" : " pages " + from + "-" + to));
        if (last.size() > SHOWN) {
            last.remove();
        }
    }

    private static long length(int from, int to) {
        return (long) (to - from) * PAGE;
    }

    private static void call(MachineBook.Process process, long result) {
        if (Errno.isError(result) && result != Errno.ENOMEM.result()) {
            throw new AssertionError("process " + process.task.pid() + ": " + Errno.show(result));
        }
    }

    private void start() {
        note("start", null, 0, 0);
        if (book.processes.size() >= MAX_PROCESSES || machine.memory().freeFrames() < 12) {
            return;
        }
        int pid = random.nextBoolean() ? machine.nextPid() : 1 + random.nextInt(32767);
        if (book.processes.containsKey(pid)) {
            return;
        }
        Task task = simulated.start(pid, random.nextInt(2) * 1000, "p" + pid, List.of(), 0);
        MemoryDescriptor mm = task.mm();
        mm.mmap(AREA, length(0, MachineBook.PRIVATE), RIGHTS, MapFlag.PRIVATE | MapFlag.FIXED);
        mm.mmap(SHARED, length(0, MachineBook.SHARED), RIGHTS, MapFlag.SHARED | MapFlag.FIXED);
        mm.mmap(FILE, length(0, MachineBook.FILE), RIGHTS, MapFlag.SHARED | MapFlag.FIXED, file, 0);
        afterDeaths = () -> book.start(task);
    }

    private void fork(MachineBook.Process parent) {
        note("fork", parent, 0, 0);
        if (book.processes.size() >= MAX_PROCESSES) {
            return;
        }
        Task child = simulated.fork(parent.task, "child");
        if (child != null) {
            afterDeaths = () -> book.fork(parent, child);
        }
    }

    private String write(MachineBook.Process process, int from, int to) {
        note("write", process, from, to);
        for (int page = from; page < to; page++) {
            boolean gone = process.values[page] == MachineBook.GONE;
            Outcome outcome = machine.store(process.task, privatePage(page), nextValue);
            if (gone != (outcome == Outcome.SIGSEGV)) {
                return "write of page " + page + ": " + outcome;
            }
            if (outcome == Outcome.OK) {
                process.values[page] = nextValue++;
            } else {
                return "";
            }
        }
        return "";
    }

    private String read(MachineBook.Process process, int from, int to) {
        note("read", process, from, to);
        for (int page = from; page < to; page++) {
            long value = process.values[page];
            Outcome outcome = machine.access(process.task, privatePage(page), false);
            if ((value == MachineBook.GONE) != (outcome == Outcome.SIGSEGV)) {
                return "read of page " + page + ": " + outcome;
            }
            if (outcome != Outcome.OK) {
                return "";
            }
            if (machine.load(process.task, privatePage(page)) != value) {
                return "page " + page + " reads otherwise than it was written";
            }
        }
        return "";
    }

    /** Reads or writes a page of the shared memory or of the file. */
    private String shared(MachineBook.Process process, int page, int how) {
        note("shared " + how, process, page, page + 1);
        long address = how < 2 ? sharedPage(page) : filePage(page);
        long[] values = how < 2 ? process.shared : book.file;
        boolean write = how % 2 == 0;
        if (write && machine.store(process.task, address, nextValue) == Outcome.OK) {
            values[page] = nextValue++;
        } else if (!write && machine.access(process.task, address, false) == Outcome.OK) {
            return machine.load(process.task, address) == values[page]
                    ? ""
                    : "shared page " + page + " reads otherwise";
        }
        return "";
    }

    private void unmapOrMap(MachineBook.Process process, int from, int to) {
        boolean map = random.nextBoolean();
        note(map ? "map" : "unmap", process, from, to);
        MemoryDescriptor mm = process.task.mm();
        long result = map
                ? mm.mmap(privatePage(from), length(from, to), RIGHTS, MapFlag.PRIVATE | MapFlag.FIXED)
                : mm.munmap(privatePage(from), length(from, to));
        call(process, result);
        Arrays.fill(process.values, from, to, map ? 0 : MachineBook.GONE);
    }

    private void other() {
        if (random.nextBoolean()) {
            note("read of the file", null, 0, 0);
            simulated.readFile("data", random.nextInt(MachineBook.FILE + 1));
        } else if (book.slab < 8) {
            note("slab", null, 0, 0);
            book.slab += simulated.growSlab(1) ? 1 : 0;
        }
    }
}

package mm.grader.replay;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import mm.grader.strace.Numbers;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;

/**
 * A log of a program that never was: threads and processes that map and unmap at random. Each call takes effect at some
 * time between its begin and its end, and a log shows only these two; so it can be written in all of strace's styles.
 */
final class RandomLog {
    private static final long TOP = MemoryDescriptor.MMAP_BASE - 0x3f000;
    private static final long BRK = 0x5555_5557_a000L;
    private static final int FIRST = 100;

    private final Random random;
    private final Machine machine;
    private final Map<Integer, Task> tasks = new TreeMap<>();
    private final Map<Integer, Open> open = new HashMap<>();
    private final Map<Task, TreeMap<Long, Long>> mapped = new HashMap<>();
    private final List<Mark> marks = new ArrayList<>();
    private int nextPid = FIRST + 1;

    /** A call that has begun; {@code answer} is null until it takes effect. */
    private static final class Open {
        private String name;
        private List<String> arguments;
        private String answer;
        private Runnable effect;
        private boolean forks;
        private Runnable known = () -> {};
    }

    private record Mark(int pid, Open call, boolean end, String text) {}

    RandomLog(Parts parts, long seed, int steps) {
        random = new Random(seed);
        machine = new Machine(parts);
        StartLayout start =
                new StartLayout(BRK, TOP, MemoryDescriptor.MMAP_BASE, StartLayout.PIE_TEXT, BRK, false, null, null);
        Task first = machine.exec("program", start.mappings(), BRK + Area.PAGE);
        first.mm().brk(BRK);
        tasks.put(FIRST, first);
        mapped.put(first, new TreeMap<>());
        marks.add(whole(FIRST, "execve(\"/bin/program\", [\"program\"], 0x7fff0 /* 3 vars */) = 0"));
        marks.add(whole(FIRST, "brk(NULL) = 0x" + Long.toHexString(BRK)));
        for (int i = 0; i < steps; i++) {
            List<Integer> pids = List.copyOf(tasks.keySet());
            step(pids.get(random.nextInt(pids.size())), i == 0);
        }
        while (!open.isEmpty()) {
            step(List.copyOf(new TreeMap<>(open).keySet()).get(random.nextInt(open.size())), false);
        }
        List.copyOf(tasks.keySet()).stream()
                .sorted(Comparator.reverseOrder())
                .forEach(pid -> marks.add(whole(pid, "+++ exited with 0 +++")));
    }

    private static Mark whole(int pid, String text) {
        return new Mark(pid, null, true, text);
    }

    private void step(int pid, boolean first) {
        Open call = open.get(pid);
        if (call == null && (isForking(tasks.get(pid)) || openCalls(tasks.get(pid)) == 2)) {
            return;
        }
        if (call == null) {
            begin(pid, first);
        } else if (call.answer == null) {
            call.effect.run();
        } else {
            end(pid);
            return;
        }
        if (first || random.nextInt(3) > 0) { // most calls are not interrupted
            Open now = open.get(pid);
            if (now.answer == null) {
                now.effect.run();
            }
            end(pid);
        }
    }

    private void end(int pid) {
        Open call = open.remove(pid);
        call.known.run();
        marks.add(new Mark(pid, call, true, null));
    }

    /** What a child has of another thread's call at the same time, no log can tell. */
    private boolean isAlone(Task task) {
        return tasks.entrySet().stream()
                .noneMatch(entry -> entry.getValue() == task && open.containsKey(entry.getKey()));
    }

    /** Two at a time are always told apart; with more, there may be several orders of which only one is right later. */
    private long openCalls(Task task) {
        return tasks.entrySet().stream()
                .filter(entry -> entry.getValue() == task && open.containsKey(entry.getKey()))
                .count();
    }

    private boolean isForking(Task task) {
        return tasks.entrySet().stream()
                .anyMatch(entry ->
                        entry.getValue() == task && open.containsKey(entry.getKey()) && open.get(entry.getKey()).forks);
    }

    private void begin(int pid, boolean first) {
        Task task = tasks.get(pid);
        Open call = new Open();
        int kind = first ? 0 : random.nextInt(12);
        TreeMap<Long, Long> areas = mapped.get(task);
        if (kind < 6 || areas.isEmpty()) {
            mmap(call, task, areas);
        } else if (kind < 9) {
            munmap(call, task, areas);
        } else if (kind == 9) {
            mprotect(call, task, areas);
        } else if (kind == 10 || !isAlone(task)) {
            brk(call, task);
        } else {
            newProcess(call, task);
        }
        open.put(pid, call);
        marks.add(new Mark(pid, call, false, null));
    }

    private void mmap(Open call, Task task, TreeMap<Long, Long> areas) {
        long length = 4096L * (1 + random.nextInt(6)) - random.nextInt(100);
        int prot = random.nextInt(4);
        call.name = "mmap";
        call.arguments = List.of("NULL", "" + length, prot(prot), "MAP_PRIVATE|MAP_ANONYMOUS|MAP_NORESERVE", "-1", "0");
        call.effect = () -> {
            long address = task.mm().mmap(0, length, prot, MapFlag.PRIVATE | MapFlag.ANONYMOUS);
            call.answer = "0x" + Long.toHexString(address);
            call.known = () -> areas.put(address, length); // no thread uses an address that none was told
        };
    }

    private static String prot(int prot) {
        return List.of("PROT_NONE", "PROT_READ", "PROT_WRITE", "PROT_READ|PROT_WRITE")
                .get(prot);
    }

    /** Chosen when it begins, and nobody else's from then on. */
    private void munmap(Open call, Task task, TreeMap<Long, Long> areas) {
        List<Long> starts = List.copyOf(areas.keySet());
        long start = starts.get(random.nextInt(starts.size()));
        long length = areas.remove(start);
        call.name = "munmap";
        call.arguments = List.of("0x" + Long.toHexString(start), "" + length);
        call.effect = () -> call.answer = "" + task.mm().munmap(start, length);
    }

    private void mprotect(Open call, Task task, TreeMap<Long, Long> areas) {
        long start = areas.firstKey();
        int prot = random.nextInt(4);
        call.name = "mprotect";
        long length = areas.remove(start);
        call.arguments = List.of("0x" + Long.toHexString(start), "" + length, prot(prot));
        call.effect = () -> call.answer = Errno.show(task.mm().mprotect(start, length, prot));
    }

    private void brk(Open call, Task task) {
        long to = BRK + random.nextInt(0x20000);
        call.name = "brk";
        call.arguments = List.of("0x" + Long.toHexString(to));
        call.effect = () -> call.answer = "0x" + Long.toHexString(task.mm().brk(to));
    }

    private void newProcess(Open call, Task task) {
        boolean thread = random.nextBoolean();
        int child = nextPid++;
        call.name = random.nextBoolean() ? "clone" : "clone3";
        String flags = "flags=" + (thread ? "CLONE_VM|CLONE_THREAD" : "CLONE_CHILD_SETTID|SIGCHLD");
        call.arguments = call.name.equals("clone")
                ? List.of("child_stack=NULL", flags)
                : List.of("{" + flags + ", tls=0}", "88");
        Runnable effect = () -> {
            Task born = thread ? task : machine.fork(task, "child");
            mapped.putIfAbsent(born, new TreeMap<>(mapped.get(task)));
            tasks.put(child, born);
            call.answer = "" + child;
        };
        call.effect = effect;
        call.forks = !thread;
        if (!thread) {
            effect.run(); // before another thread can begin one
        }
    }

    /** How a log is written. */
    record Style(boolean bracketed, boolean numbers, boolean times) {}

    List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < marks.size(); i++) {
            Mark mark = marks.get(i);
            String text;
            if (mark.text != null) {
                text = mark.text;
            } else if (mark.end) {
                text = "<... " + mark.call.name + " resumed>) = " + mark.call.answer;
            } else {
                text = mark.call.name + "(" + String.join(", ", written(mark.call, style));
                if (i + 1 < marks.size() && marks.get(i + 1).call == mark.call) {
                    text += ") = " + mark.call.answer;
                    i++;
                } else {
                    text += " <unfinished ...>";
                }
            }
            String pid = style.bracketed ? "[pid " + String.format("%5d", mark.pid) + "] " : mark.pid + "  ";
            lines.add(pid + (style.times ? "12:34:56." + String.format("%06d ", i) : "") + text);
        }
        return lines;
    }

    private List<String> written(Open call, Style style) {
        return style.numbers && !call.name.startsWith("clone")
                ? call.arguments.stream()
                        .map(argument ->
                                argument.contains("_") ? "0x" + Long.toHexString(Numbers.parse(argument)) : argument)
                        .toList()
                : call.arguments;
    }

    /** Returns the calls that the log holds, in the order in which they end, as text. */
    List<String> calls() {
        return marks.stream()
                .filter(mark -> mark.end && mark.call != null)
                .map(mark -> mark.pid + " " + mark.call.name + mark.call.arguments + " " + mark.call.answer)
                .toList();
    }
}

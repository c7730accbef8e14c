package mm.grader.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;

/**
 * Runs a log's calls on a machine.
 *
 * <pre>
 * for each event: a call begins   -> it is open
 *                 a call ends     -> open calls whose answer is right already are made first, then this one
 *                 a process forks -> at its child's first event, or at the call's end
 *                 one execs       -> a new address space, laid out from the answers that are to come
 * </pre>
 */
public final class Replay {
    private static final int FRAMES = 1 << 18;

    private final List<Event> events;
    private final Machine machine;
    private final FileNames names = new FileNames();
    private final Borders borders;
    private final Map<Integer, Space> running = new HashMap<>();
    private final Map<Integer, Call> open = new LinkedHashMap<>();
    private final Set<Call> done = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Life> lives = new ArrayList<>();
    private final Map<Integer, Exit> exits = new HashMap<>();
    private Difference difference;

    /**
     * An address space, from its beginning to its end.
     *
     * @param pid who began it
     */
    record Life(int pid, Space space) {}

    /** What {@code wait4} told of a process that has ended: its minor faults, and the most it had in memory (kB). */
    record Exit(long minorFaults, long residentKb) {}

    /**
     * The first answer that differs.
     *
     * @param linux the map by the log's answers, just before
     * @param ours the machine's map, just before
     */
    record Difference(Call call, int pid, String answer, List<Book.Area> linux, List<Book.Area> ours) {}

    private Replay(List<Event> events, Parts parts, Borders borders) {
        this.events = events;
        this.borders = borders;
        machine = new Machine(parts, new PhysicalMemory(FRAMES));
    }

    /** Runs a whole log. */
    public static ReplayReport run(StraceLog log, Parts parts) {
        Borders borders = new Borders();
        Replay replay = new Replay(log.events(), parts, borders);
        replay.run();
        return new ReplayReport(replay.lives, replay.exits, replay.difference, borders);
    }

    private void run() {
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            int pid = event.pid();
            if (event.kind() == Event.Kind.GONE) {
                open.remove(pid);
                leave(pid);
                continue;
            }
            if (!running.containsKey(pid) && !isExec(event.call())) {
                appear(pid, i);
            }
            if (event.kind() == Event.Kind.BEGIN) {
                open.put(pid, event.call());
            } else {
                open.remove(pid);
                end(pid, event.call(), i);
            }
        }
        List.copyOf(running.keySet()).forEach(this::leave);
    }

    /** A process is heard of for the first time: it was forked by a call that is still open, or began before the log. */
    private void appear(int pid, int at) {
        for (Map.Entry<Integer, Call> entry : open.entrySet()) {
            Call call = entry.getValue();
            if (call.makesProcess() && call.succeeded() && call.value() == pid && done.add(call)) {
                fork(entry.getKey(), call);
                return;
            }
        }
        start(pid, "?", at);
    }

    private void start(int pid, String program, int at) {
        List<Call> calls = new ArrayList<>();
        for (Event event : events.subList(at, events.size())) {
            boolean ends = event.kind() == Event.Kind.GONE
                    || event.kind() == Event.Kind.END && isExec(event.call()) && event != events.get(at);
            if (event.pid() == pid && ends) {
                break;
            }
            if (event.pid() == pid && event.kind() == Event.Kind.END) {
                calls.add(event.call());
            }
        }
        Space space = Space.exec(machine, StartLayout.of(calls), program, names, borders);
        lives.add(new Life(pid, space));
        enter(pid, space);
    }

    private static boolean isExec(Call call) {
        return call.name().startsWith("execve") && call.succeeded();
    }

    private void enter(int pid, Space space) {
        space.enter();
        running.put(pid, space);
    }

    private void leave(int pid) {
        Space space = running.remove(pid);
        if (space != null) {
            space.leave();
        }
    }

    private void end(int pid, Call call, int at) {
        if (!done.add(call) || call.answer().startsWith("?")) {
            return;
        }
        switch (call.name()) {
            case "execve", "execveat" -> {
                if (call.succeeded()) {
                    leave(pid);
                    start(pid, call.text(call.name().equals("execve") ? 0 : 1), at);
                }
            }
            case "fork", "vfork", "clone", "clone3" -> {
                if (call.succeeded()) {
                    fork(pid, call);
                }
            }
            case "wait4", "waitid" -> Usage.of(call).ifPresent(exit -> exits.put((int) call.value(), exit));
            case "mmap", "munmap", "mprotect", "pkey_mprotect", "mremap", "brk", "madvise" -> inOrder(pid, call);
            case "remap_file_pages", "shmat", "shmdt", "mlock", "mlock2", "mlockall", "process_madvise" ->
                running.get(pid).tally().leftOut(call);
            default -> {}
        }
    }

    private void fork(int pid, Call call) {
        Space parent = running.get(pid);
        int childPid = (int) call.value();
        if (call.sharesMemory()) {
            enter(childPid, parent);
            return;
        }
        Space child = parent.fork();
        if (child != null) {
            lives.add(new Life(childPid, child));
            enter(childPid, child);
        }
    }

    /**
     * Makes a call that ends now. If its answer would not be right, or it takes something away, those of other threads come
     * first: open mappings whose answer is right now, and what has made room for this one or for them.
     */
    private void inOrder(int pid, Call call) {
        Space space = running.get(pid);
        if (call.name().equals("mprotect") || call.name().equals("madvise")) {
            execute(pid, space, call);
            return;
        }
        List<Call> others = new ArrayList<>();
        open.forEach((other, begun) -> {
            if (running.get(other) == space && !done.contains(begun)) {
                others.add(begun);
            }
        });
        boolean free = Space.isFree(call);
        while (!(free && space.tries(call))) {
            if (tryOne(space, others)) {
                continue;
            }
            Call first = whatMadeRoom(space, call, others);
            if (first == null) {
                execute(pid, space, call);
                return;
            }
            others.remove(first);
            done.add(first);
            execute(pid, space, first);
        }
    }

    private boolean tryOne(Space space, List<Call> others) {
        for (Call other : others) {
            if (Space.isFree(other) && space.tries(other)) {
                others.remove(other);
                done.add(other);
                return true;
            }
        }
        return false;
    }

    /** Finds an open call that has freed the place where Linux put this mapping, or an open one. */
    private static Call whatMadeRoom(Space space, Call call, List<Call> others) {
        List<Call> free = new ArrayList<>(others);
        free.add(call);
        free.removeIf(one -> !Space.isFree(one));
        for (Call other : others) {
            boolean met =
                    !Space.isFree(other) && free.stream().anyMatch(one -> space.isTaken(one) && Space.meet(one, other));
            if (met || Space.isFree(call) && Space.isFixed(other)) {
                return other;
            }
        }
        return null;
    }

    private void execute(int pid, Space space, Call call) {
        Difference found = space.execute(pid, call);
        difference = difference == null ? found : difference;
    }
}

package mm.grader.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.strace.Call;
import mm.grader.strace.Event;
import mm.grader.strace.ProcessUsage;
import mm.grader.strace.StraceLog;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.text.Message;

/**
 * Runs the calls of a log on a machine.
 *
 * <pre>
 * for each event: a call begins   -> it is open
 *                 a call ends     -> open calls whose answer is right already are made first, then this one
 *                 a process forks -> at its child's first event, or at the call's end
 *                 one execs       -> a new address space, laid out from the answers that are to come
 * </pre>
 */
public final class LogReplay {
    private static final int FRAMES = 1 << 18;

    private final List<Event> events;
    private final Machine machine;
    private final FileNames names = new FileNames();
    private final FileAlignment alignment = new FileAlignment();
    private final ThreadOrder order = new ThreadOrder();
    private final Map<Integer, ReplayedSpace> running = new HashMap<>();
    private final Map<Integer, ProcessLimits> limits = new HashMap<>();
    private final List<Life> lives = new ArrayList<>();
    private final Map<Integer, ProcessUsage> usages = new HashMap<>();
    private final Set<Integer> followed = new HashSet<>();
    private Difference difference;

    private LogReplay(List<Event> events, Parts parts) {
        this.events = events;
        events.forEach(event -> followed.add(event.pid()));
        machine = new Machine(parts, new PhysicalMemory(FRAMES));
    }

    /** Runs a whole log. */
    public static ReplayReport run(StraceLog log, Parts parts) {
        LogReplay replay = new LogReplay(log.events(), parts);
        replay.run();
        return new ReplayReport(replay.lives, replay.usages, replay.difference, replay.alignment, log.remarks());
    }

    private void run() {
        for (int i = 0; i < events.size(); i++) {
            Event event = events.get(i);
            int pid = event.pid();
            if (event.kind() == Event.Kind.GONE) {
                order.end(pid);
                leave(pid);
                continue;
            }
            if (!running.containsKey(pid) && (!event.call().isExec() || order.parentOf(pid) != null)) {
                appear(pid, i);
            }
            if (event.kind() == Event.Kind.BEGIN) {
                order.begin(pid, event.call());
            } else {
                order.end(pid);
                end(pid, event.call(), i);
            }
        }
        List.copyOf(running.keySet()).forEach(this::leave);
    }

    /** A process is heard of for the first time: it was forked by a call that is still open, or began before the log. */
    private void appear(int pid, int at) {
        Map.Entry<Integer, Call> parent = order.parentOf(pid);
        if (parent == null) {
            start(pid, ReplayedSpace.BEGUN_BEFORE, at);
        } else {
            order.markDone(parent.getValue());
            fork(parent.getKey(), parent.getValue());
        }
    }

    private void start(int pid, String program, int at) {
        ReplayedSpace space =
                ReplayedSpace.exec(machine, StartLayout.of(callsFrom(pid, at)), program, names, alignment);
        lives.add(new Life(pid, space));
        enter(pid, space);
    }

    /** Returns the calls of a program that begins at an event, up to its end. */
    private List<Call> callsFrom(int pid, int at) {
        List<Call> calls = new ArrayList<>();
        for (Event event : events.subList(at, events.size())) {
            boolean ends = event.kind() == Event.Kind.GONE
                    || (event.kind() == Event.Kind.END && event.call().isExec() && event != events.get(at));
            if (event.pid() == pid && ends) {
                break;
            }
            if (event.pid() == pid && event.kind() == Event.Kind.END) {
                calls.add(event.call());
            }
        }
        return calls;
    }

    private void enter(int pid, ReplayedSpace space) {
        space.enter();
        running.put(pid, space);
    }

    private void leave(int pid) {
        ReplayedSpace space = running.remove(pid);
        if (space != null) {
            space.leave();
        }
    }

    private void end(int pid, Call call, int at) {
        if (!order.markDone(call) || call.hasNoAnswer()) {
            return;
        }
        if (call.isInjected()) {
            running.get(pid).tally().leftOut(Message.of("log-replay.injected-by-strace", call.name()));
            return;
        }
        if (CallReplayers.has(call.name())) {
            order.run(pid, call, running, this::execute);
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
            case "setrlimit", "prlimit64" -> {
                int target = ProcessLimits.target(call);
                limitsOf(target == 0 ? pid : target).take(call);
            }
            case "wait4", "waitid" -> ProcessUsage.of(call).ifPresent(usage -> usages.put((int) call.value(), usage));
            default -> {}
        }
    }

    private void fork(int pid, Call call) {
        ReplayedSpace parent = running.get(pid);
        int childPid = (int) call.value();
        limits.put(
                childPid, call.sharesProcess() ? limitsOf(pid) : limitsOf(pid).copy());
        if (call.sharesProcess() && !followed.contains(childPid)) {
            parent.shareWithUnknown();
            return;
        }
        if (call.sharesMemory()) {
            enter(childPid, parent);
            return;
        }
        ReplayedSpace child = parent.fork();
        if (child != null) {
            lives.add(new Life(childPid, child));
            enter(childPid, child);
        }
    }

    private ProcessLimits limitsOf(int pid) {
        return limits.computeIfAbsent(pid, unused -> new ProcessLimits());
    }

    private void execute(int pid, Call call) {
        Difference found = running.get(pid).execute(pid, call, limitsOf(pid));
        difference = difference == null ? found : difference;
    }
}

package mm.grader.replay;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import mm.grader.strace.Call;

/**
 * In which order the calls of threads were done that a log shows at the same time: one in which the answers are right.
 *
 * <p>When a call ends whose answer would not be right, or which takes something away, calls of other threads come first:
 * open mappings whose answer is right now, and what has made room for this one or for them.
 */
final class ThreadOrder {
    private final Map<Integer, Call> open = new LinkedHashMap<>();
    private final Set<Call> done = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Takes note that a call has begun. */
    void begin(int pid, Call call) {
        open.put(pid, call);
    }

    /** Takes note that the call of a process has ended, or the process itself. */
    void end(int pid) {
        open.remove(pid);
    }

    /** Marks a call as done; false if it was already. */
    boolean markDone(Call call) {
        return done.add(call);
    }

    /** Returns who makes a process by a call that is still open, and the call; null if nobody does. */
    Map.Entry<Integer, Call> parentOf(int pid) {
        return open.entrySet().stream()
                .filter(entry -> entry.getValue().makes(pid) && !done.contains(entry.getValue()))
                .findFirst()
                .orElse(null);
    }

    /**
     * Makes a call that ends now, after those of other threads that have to come first.
     *
     * @param running the address space of each process
     * @param execute makes a call of a process
     */
    void run(int pid, Call call, Map<Integer, ReplayedSpace> running, BiConsumer<Integer, Call> execute) {
        ReplayedSpace space = running.get(pid);
        CallReplayer replayer = CallReplayers.of(call);
        if (!replayer.choosesPlace(call) && !replayer.takesPlace(call) && replayer.freed(call) == null) {
            execute.accept(pid, call);
            return;
        }
        Map<Call, Integer> others = new LinkedHashMap<>();
        open.forEach((other, begun) -> {
            if (running.get(other) == space && !done.contains(begun) && CallReplayers.has(begun.name())) {
                others.put(begun, other);
            }
        });
        while (!(replayer.choosesPlace(call) && space.tries(call))) {
            if (tryOne(space, others)) {
                continue;
            }
            Call first = whatMadeRoom(space, call, List.copyOf(others.keySet()));
            if (first == null) {
                execute.accept(pid, call);
                return;
            }
            done.add(first);
            execute.accept(others.remove(first), first);
        }
    }

    private boolean tryOne(ReplayedSpace space, Map<Call, Integer> others) {
        for (Call other : others.keySet()) {
            if (CallReplayers.of(other).choosesPlace(other) && space.tries(other)) {
                others.remove(other);
                done.add(other);
                return true;
            }
        }
        return false;
    }

    /** Finds an open call that has freed the place where Linux put this mapping, or an open one. */
    private static Call whatMadeRoom(ReplayedSpace space, Call call, List<Call> others) {
        List<Area> given = new ArrayList<>();
        List<Call> choosing = new ArrayList<>(others);
        choosing.add(call);
        for (Call one : choosing) {
            if (CallReplayers.of(one).choosesPlace(one)) {
                given.add(CallReplayers.of(one).given(one));
            }
        }
        for (Call other : others) {
            Area freed = CallReplayers.of(other).freed(other);
            boolean met = freed != null && given.stream().anyMatch(area -> space.isTaken(area) && meet(area, freed));
            if (met
                    || (CallReplayers.of(call).choosesPlace(call)
                            && CallReplayers.of(other).takesPlace(other))) {
                return other;
            }
        }
        return null;
    }

    private static boolean meet(Area one, Area other) {
        return one.start() < other.end() && other.start() < one.end();
    }
}

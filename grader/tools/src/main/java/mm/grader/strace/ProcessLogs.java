package mm.grader.strace;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The logs of several processes, one each, put together in the order in which things happened: by the times of their
 * lines, or if they have none, each child after the call that made it. The latter is right for processes, which have
 * memory of their own, and says nothing of threads: their calls are left out.
 */
final class ProcessLogs {
    private final Map<Integer, List<Event>> events = new TreeMap<>();
    private final Map<Integer, List<Long>> times = new TreeMap<>();
    private int leftOut;

    /** An event and when it was. */
    private record Timed(long time, Event event) {}

    /** Adds the log of a process; its events name nobody. */
    void add(int pid, List<Event> ofProcess, List<Long> whenOfProcess) {
        events.put(
                pid,
                ofProcess.stream()
                        .map(event -> new Event(event.kind(), pid, event.call()))
                        .toList());
        times.put(pid, List.copyOf(whenOfProcess));
    }

    /** Returns how many calls were left out. */
    int leftOut() {
        return leftOut;
    }

    List<Event> merged() {
        boolean areTimed =
                times.values().stream().allMatch(list -> list.stream().allMatch(time -> time >= 0));
        return areTimed ? byTime() : byBirth();
    }

    private List<Event> byTime() {
        List<Timed> all = new ArrayList<>();
        events.forEach((pid, list) -> {
            long last = 0;
            for (int i = 0; i < list.size(); i++) {
                last = Math.max(last, times.get(pid).get(i)); // in its own file the order is right
                all.add(new Timed(last, list.get(i)));
            }
        });
        all.sort(Comparator.comparingLong(Timed::time));
        return begun(all.stream().map(Timed::event).toList());
    }

    /** A child may be heard of before its parent's call ends: then that call has begun before. */
    private List<Event> begun(List<Event> sorted) {
        List<Event> result = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < sorted.size(); i++) {
            int pid = sorted.get(i).pid();
            boolean isFirst = seen.add(pid);
            for (int j = i + 1; isFirst && j < sorted.size(); j++) {
                Event later = sorted.get(j);
                if (later.call() != null && later.call().makes(pid)) {
                    result.add(new Event(Event.Kind.BEGIN, later.pid(), later.call()));
                    break;
                }
            }
            result.add(sorted.get(i));
        }
        return result;
    }

    private List<Event> byBirth() {
        List<Event> result = new ArrayList<>();
        while (!events.isEmpty()) {
            int pid = events.keySet().stream()
                    .filter(any -> events.values().stream()
                            .flatMap(List::stream)
                            .noneMatch(event ->
                                    event.call() != null && event.call().makes(any)))
                    .findFirst()
                    .orElse(events.keySet().iterator().next());
            emit(pid, result);
        }
        return result;
    }

    private void emit(int pid, List<Event> result) {
        for (Event event : events.remove(pid)) {
            result.add(event);
            Call call = event.call();
            int child = call != null && call.makesProcess() && call.succeeded() ? (int) call.value() : 0;
            if (child == 0 || !events.containsKey(child)) {
                continue;
            }
            if (call.sharesProcess()) {
                leaveOut(child);
            } else {
                emit(child, result);
            }
        }
    }

    private void leaveOut(int thread) {
        List<Event> calls = events.remove(thread);
        leftOut += calls.size();
        for (Event event : calls) {
            Call call = event.call();
            if (call != null && call.makesProcess() && call.succeeded() && events.containsKey((int) call.value())) {
                leaveOut((int) call.value());
            }
        }
    }
}

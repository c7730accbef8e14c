package mm.grader.play;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import mm.grader.picture.Segment;
import mm.grader.picture.Words;
import mm.machine.Task;

/** Tells which processes and mappings came, went or changed since the last time. */
final class ChangeNarrator {
    private final Words words;
    private final Map<Task, List<Segment>> maps = new HashMap<>();
    private Set<String> names = new TreeSet<>();

    ChangeNarrator(Words words) {
        this.words = words;
    }

    /** Tells which mappings came, went and changed. */
    void tell(List<Task> tasks, Function<Task, List<Segment>> newMaps, Set<StepEvent> events, List<String> to) {
        for (Task task : tasks) {
            List<Segment> now = newMaps.apply(task);
            List<Segment> before = maps.put(task, now);
            if (before != null) {
                stack(task, before, now, events, to);
                mappings(task, before, now, to);
            }
        }
        maps.keySet().retainAll(tasks);
    }

    /** Tells which processes came and went, unless it happened before the script began; returns whether any came. */
    boolean processes(List<Task> tasks, boolean silent, List<String> to) {
        Set<String> now = tasks.stream().map(Task::name).collect(Collectors.toCollection(TreeSet::new));
        Set<String> came = new TreeSet<>(now);
        came.removeAll(names);
        Set<String> went = new TreeSet<>(names);
        went.removeAll(now);
        if (!silent && !came.isEmpty()) {
            to.add(words.say("tell.came", Marks.safe(String.join(", ", came))));
        }
        if (!went.isEmpty()) {
            to.add(words.say("tell.went", Marks.safe(String.join(", ", went))));
        }
        names = now;
        return !silent && !came.isEmpty();
    }

    private void stack(Task task, List<Segment> before, List<Segment> now, Set<StepEvent> events, List<String> to) {
        for (Segment old : before) {
            for (Segment stack : now) {
                boolean grown = old.name().startsWith("[stack")
                        && stack.name().equals(old.name())
                        && stack.end() == old.end()
                        && Long.compareUnsigned(stack.start(), old.start()) < 0;
                if (grown) {
                    events.add(StepEvent.STACK);
                    long bytes = old.start() - stack.start();
                    to.add(words.say("tell.stack", Marks.safe(task.name()), bytes / 1024, hex(stack.start())));
                }
            }
        }
    }

    private void mappings(Task task, List<Segment> oldMaps, List<Segment> newMaps, List<String> to) {
        List<String> before = oldMaps.stream().map(ChangeNarrator::mapping).toList();
        List<String> now = newMaps.stream().map(ChangeNarrator::mapping).toList();
        List<String> gone = new ArrayList<>(before);
        gone.removeAll(now);
        List<String> fresh = new ArrayList<>(now);
        fresh.removeAll(before);
        if (gone.isEmpty() && fresh.isEmpty()) {
            return;
        }
        String name = Marks.safe(task.name());
        String key = gone.isEmpty() ? "tell.mapped" : fresh.isEmpty() ? "tell.unmapped" : "tell.changed";
        if (!gone.isEmpty() && !fresh.isEmpty()) {
            to.add(words.say(key, name, join(gone), join(fresh)));
        } else {
            to.add(words.say(key, name, join(fresh.isEmpty() ? gone : fresh)));
        }
    }

    private static String mapping(Segment segment) {
        String name = segment.name().isEmpty() ? segment.label() : segment.name();
        return Marks.safe(Long.toHexString(segment.start()) + "-" + Long.toHexString(segment.end()) + " "
                + segment.permissions() + (name.isEmpty() ? "" : " " + name));
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    private static String join(List<String> mappings) {
        return String.join(", ", mappings);
    }
}

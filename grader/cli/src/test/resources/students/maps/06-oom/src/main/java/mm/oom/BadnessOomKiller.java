package mm.oom;

import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mm.machine.Todo;

/** Chooses whom to kill, by streams. Not begun: step 5. */
public final class BadnessOomKiller implements OomKiller {
    /** Makes a killer. */
    public BadnessOomKiller() {}

    /** Returns what a death gives back; nothing for a task that must not die. */
    private static OptionalLong points(OomTask task, long all) {
        boolean isSafe = task.pid() == 1 || task.mm() < 0 || task.oomScoreAdj() <= -1000;
        long adjusted = all / 1000 * task.oomScoreAdj();
        return isSafe
                ? OptionalLong.empty()
                : OptionalLong.of(adjusted + task.pageTables() + task.swapents() + task.rss());
    }

    @Override
    public long badness(OomTask task, long totalPages) {
        return points(task, totalPages).orElse(UNKILLABLE);
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        OptionalLong points = points(task, totalPages);
        return points.isEmpty() ? 0 : (int) ((points.getAsLong() * 1000 / totalPages + 1000) * 2 / 3);
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        // from step 2
        return IntStream.range(0, tasks.size())
                .boxed()
                .filter(i -> points(tasks.get(i), totalPages).isPresent())
                .max(Comparator.<Integer>comparingLong(i -> points(tasks.get(i), totalPages).getAsLong())
                        .thenComparing(i -> i))
                .map(tasks::get)
                .orElse(null);
        // before step 2
        // throw new Todo("exercise 06: BadnessOomKiller.select");
        // end
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        // from step 2
        return tasks.stream()
                .collect(Collectors.groupingBy(OomTask::mm))
                .getOrDefault(victim.mm(), List.of())
                .stream()
                .filter(task -> task.pid() != OomTask.INIT)
                .toList();
        // before step 2
        // throw new Todo("exercise 06: BadnessOomKiller.killed");
        // end
    }
}

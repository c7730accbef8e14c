package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.List;
import mm.oom.MemoryGroup;
import mm.oom.OomKiller;
import mm.oom.OomTask;

/** Stands in front of an OOM killer, passes everything on, and says when it is about to choose, and whom it chose. */
public final class WatchedKiller implements OomKiller {
    private final OomKiller killer;
    private final Listener listener;

    /** Who wants to know. */
    public interface Listener {
        /** Called after a choice, before anybody dies. */
        void chose(Choice choice);

        /** Returns the memory cgroup in which somebody is chosen; null if it is the whole machine. */
        default MemoryGroup within() {
            return null;
        }

        /** Called when a score was asked for. */
        default void scored(OomTask task, long badness, long totalPages, int score) {}
    }

    /**
     * What the killer saw, and which process it chose.
     *
     * @param tasks the table of the kernel
     * @param badness of each of them, by the killer itself
     * @param scores what /proc would show of each
     * @param victim the process it chose, null if nobody may be killed
     * @param totalPages what the processes compete for
     * @param group the memory cgroup that is full; null if the machine is
     */
    public record Choice(
            List<OomTask> tasks,
            List<Long> badness,
            List<String> scores,
            OomTask victim,
            long totalPages,
            MemoryGroup group) {}

    /** Stands in front of a killer. */
    public WatchedKiller(OomKiller killer, Listener listener) {
        this.killer = killer;
        this.listener = listener;
    }

    @Override
    public long badness(OomTask task, long totalPages) {
        return killer.badness(task, totalPages);
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        int score = killer.oomScore(task, totalPages);
        listener.scored(task, killer.badness(task, totalPages), totalPages, score);
        return score;
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        OomTask victim = killer.select(tasks, totalPages);
        List<Long> badness = new ArrayList<>();
        List<String> scores = new ArrayList<>();
        for (OomTask task : tasks) {
            badness.add(killer.badness(task, totalPages));
            scores.add(score(task, totalPages));
        }
        listener.chose(new Choice(List.copyOf(tasks), badness, scores, victim, totalPages, listener.within()));
        return victim;
    }

    private String score(OomTask task, long totalPages) {
        try {
            return Integer.toString(killer.oomScore(task, totalPages));
        } catch (RuntimeException e) { // a later step of exercise 06 may not be written yet
            return "?";
        }
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return killer.killed(victim, tasks);
    }
}

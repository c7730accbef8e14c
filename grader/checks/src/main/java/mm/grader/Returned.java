package mm.grader;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import mm.machine.Parts;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.procfs.FreeView;
import mm.procfs.PmapView;
import mm.procfs.ProcFs;
import mm.procfs.TopView;

/**
 * What parts return, as the checks compare it. A list can have elements of any class, whatever its type says, and whoever
 * asks one whether it equals what is expected has asked the student's code. So lists are copied, and each element is cast
 * to the final class that the contract demands, before anything is compared.
 */
public final class Returned {
    private Returned() {}

    /**
     * Returns a copy of a list that a part has returned; null if that is what it returned.
     *
     * @param type the class of the elements, which must be final
     * @throws ClassCastException if an element is of another class
     */
    public static <T> List<T> list(List<?> returned, Class<T> type) {
        if (!Modifier.isFinal(type.getModifiers())) {
            throw new IllegalArgumentException(type + " can have subclasses");
        }
        if (returned == null) {
            return null;
        }
        List<T> copy = new ArrayList<>();
        for (Object element : returned) {
            copy.add(type.cast(element));
        }
        return copy;
    }

    /** Returns the same parts, but the lists that they return are copied. */
    static Parts copied(Parts parts) {
        return parts.watching((contract, exercise, part) -> {
            if (part instanceof FreeView view) {
                return (FreeView) (proc, options) -> list(view.screen(proc, options), String.class);
            }
            if (part instanceof TopView view) {
                return (TopView)
                        (before, now, host, options) -> list(view.screen(before, now, host, options), String.class);
            }
            if (part instanceof PmapView view) {
                return new Pmap(view);
            }
            return part instanceof OomKiller killer ? new Killer(killer) : part;
        });
    }

    private record Pmap(PmapView view) implements PmapView {
        @Override
        public List<String> screen(ProcFs proc, int pid) {
            return list(view.screen(proc, pid), String.class);
        }

        @Override
        public Shares shares(ProcFs proc, int pid) {
            return view.shares(proc, pid);
        }
    }

    private record Killer(OomKiller killer) implements OomKiller {
        @Override
        public long badness(OomTask task, long totalPages) {
            return killer.badness(task, totalPages);
        }

        @Override
        public int oomScore(OomTask task, long totalPages) {
            return killer.oomScore(task, totalPages);
        }

        @Override
        public OomTask select(List<OomTask> tasks, long totalPages) {
            return killer.select(tasks, totalPages);
        }

        @Override
        public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
            return list(killer.killed(victim, tasks), OomTask.class);
        }
    }
}

package mm.grader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a list that fails as short as it gets: Zeller and Hildebrandt's delta debugging, without its complements.
 *
 * <pre>
 *  chunk = half of the list
 *  until chunk is less than one element:
 *      for each chunk: does the list without it still fail? then leave it out
 *      was something left out? then the same chunks again, at most half of what is left; else half as large ones
 * </pre>
 */
public final class DeltaDebugger {
    /** Leaves a range out of a list, and with it what makes no sense without. */
    @FunctionalInterface
    public interface Omission<T> {
        /** Returns the list without the elements from one index up to another, exclusive. */
        List<T> without(List<T> list, int from, int to);
    }

    private DeltaDebugger() {}

    /** Returns the list without a range, and with all else. */
    public static <T> List<T> omit(List<T> list, int from, int to) {
        List<T> others = new ArrayList<>(list.subList(0, from));
        others.addAll(list.subList(to, list.size()));
        return others;
    }

    /**
     * Shortens a list.
     *
     * @param list a list that fails
     * @param omission how ranges are left out
     * @param fails tells whether others still fail; it is not asked about the empty list
     */
    public static <T> List<T> shorten(List<T> list, Omission<T> omission, Predicate<List<T>> fails) {
        List<T> shortest = list;
        for (int chunk = Math.max(1, list.size() / 2); chunk > 0; ) {
            int before = shortest.size();
            for (int from = 0; from < shortest.size(); ) {
                List<T> candidate = omission.without(shortest, from, Math.min(from + chunk, shortest.size()));
                if (!candidate.isEmpty() && fails.test(candidate)) {
                    shortest = candidate;
                } else {
                    from += chunk;
                }
            }
            boolean again = shortest.size() < before;
            chunk = again ? Math.min(chunk, Math.max(1, shortest.size() / 2)) : chunk / 2;
        }
        return shortest;
    }
}

package mm.grader.checks.pagetable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.pagetable.Geometry;

/** Which tables should exist: for each level below the root, the first addresses of what the tables span. */
final class NaiveTables {
    private final List<Set<Long>> levels = new ArrayList<>();
    private final List<Long> spans = new ArrayList<>();

    NaiveTables(Geometry geometry) {
        int shift = Geometry.PAGE_SHIFT;
        for (int level = 1; level < geometry.levels(); level++) {
            shift += geometry.levelBits().get(level - 1);
            spans.add(1L << shift);
            levels.add(new HashSet<>());
        }
    }

    void map(long address) {
        for (int i = 0; i < levels.size(); i++) {
            levels.get(i).add(address & -spans.get(i));
        }
    }

    void free(long start, long end, long floor, long ceiling) {
        for (int i = 0; i < levels.size(); i++) {
            long span = spans.get(i);
            levels.get(i).removeIf(table -> overlaps(table, span, start, end) && within(table, span, floor, ceiling));
        }
    }

    void reclaim(long start, long end) {
        levels.get(0).removeIf(table -> within(table, spans.get(0), start, end));
    }

    /** Adds those tables of another that overlap a range. */
    void copy(NaiveTables source, long start, long end) {
        for (int i = 0; i < levels.size(); i++) {
            long span = spans.get(i);
            source.levels.get(i).stream()
                    .filter(table -> overlaps(table, span, start, end))
                    .forEach(levels.get(i)::add);
        }
    }

    private static boolean overlaps(long table, long span, long start, long end) {
        return Long.compareUnsigned(table, end - 1) <= 0 && Long.compareUnsigned(start, table + span - 1) <= 0;
    }

    private static boolean within(long table, long span, long floor, long ceiling) {
        return Long.compareUnsigned(floor, table) <= 0 && Long.compareUnsigned(table + span - 1, ceiling - 1) <= 0;
    }

    long[] counts() {
        return levels.stream().mapToLong(Set::size).toArray();
    }
}

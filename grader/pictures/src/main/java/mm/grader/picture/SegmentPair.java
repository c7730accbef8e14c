package mm.grader.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * Two mappings side by side: the one that is expected and the one that came, either null where there is none.
 *
 * @param expected Linux's mapping
 * @param actual the mapping of the machine
 */
record SegmentPair(Segment expected, Segment actual) {
    boolean same() {
        return expected != null && expected.equals(actual);
    }

    /** Says in what the two differ. */
    String difference(Words words) {
        if (expected == null) {
            return words.say("beside.extra");
        }
        StringJoiner fields = new StringJoiner(", ");
        if (expected.start() != actual.start()) {
            fields.add(words.say("beside.start"));
        }
        if (expected.end() != actual.end()) {
            fields.add(words.say("beside.end"));
        }
        if (!expected.permissions().equals(actual.permissions())) {
            fields.add(words.say("beside.permissions"));
        }
        if (!expected.name().equals(actual.name())) {
            fields.add(words.say("beside.name"));
        }
        return words.say("beside.differs", fields);
    }

    /**
     * Pairs two lists, in ascending order: equal mappings by their longest common subsequence, then among those between,
     * the ones that overlap.
     */
    static List<SegmentPair> align(List<Segment> expected, List<Segment> actual) {
        int n = expected.size();
        int m = actual.size();
        int[][] common = new int[n + 1][m + 1];
        for (int i = n - 1; i >= 0; i--) {
            for (int j = m - 1; j >= 0; j--) {
                common[i][j] = expected.get(i).equals(actual.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        List<SegmentPair> pairs = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < n || j < m) {
            if (i < n && j < m && expected.get(i).equals(actual.get(j))) {
                pairs.add(new SegmentPair(expected.get(i++), actual.get(j++)));
            } else if (i < n
                    && j < m
                    && overlap(expected.get(i), actual.get(j))
                    && common[i][j] == common[i + 1][j + 1]) {
                pairs.add(new SegmentPair(expected.get(i++), actual.get(j++)));
            } else if (j == m
                    || (i < n && before(expected.get(i), actual.get(j)) && common[i + 1][j] == common[i][j])
                    || (i < n && common[i + 1][j] > common[i][j + 1])) {
                pairs.add(new SegmentPair(expected.get(i++), null));
            } else {
                pairs.add(new SegmentPair(null, actual.get(j++)));
            }
        }
        return pairs;
    }

    private static boolean overlap(Segment a, Segment b) {
        return Long.compareUnsigned(a.start(), b.end()) < 0 && Long.compareUnsigned(b.start(), a.end()) < 0;
    }

    private static boolean before(Segment a, Segment b) {
        return Long.compareUnsigned(a.start(), b.start()) <= 0;
    }
}

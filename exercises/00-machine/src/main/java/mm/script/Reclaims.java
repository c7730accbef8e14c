package mm.script;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * When pages were reclaimed in the course of one operation, and how many: before which touch (counted from 0), or at which
 * step of a limit that is lowered (in kB).
 *
 * <p>As recordings print it: {@code 4:42 45:42}.
 */
final class Reclaims {
    private static final Pattern ONE = Pattern.compile("\\d{1,9}:\\d{1,9}");

    private final SortedMap<Integer, Integer> counts = new TreeMap<>();
    private final StringBuilder text = new StringBuilder();
    private int majorFaults;

    /** Tells whether a text is as recordings have it, with a blank in front of each; null is a recording without them. */
    static boolean canBeRead(String text) {
        return text == null
                || text.isEmpty()
                || (text.startsWith(" ")
                        && Stream.of(text.substring(1).split(" ", -1))
                                .allMatch(one -> ONE.matcher(one).matches()));
    }

    static Reclaims parse(String text) {
        Reclaims reclaims = new Reclaims();
        for (String one : text.strip().split(" +")) {
            int colon = one.indexOf(':');
            if (colon > 0) {
                reclaims.add(Integer.parseInt(one.substring(0, colon)), Integer.parseInt(one.substring(colon + 1)));
            }
        }
        return reclaims;
    }

    void add(int place, int count) {
        counts.put(place, count);
        text.append(' ').append(place).append(':').append(count);
    }

    void addMajorFaults(int more) {
        majorFaults += more;
    }

    /** Tells whether there was a call at a place; a call in vain has the count 0. */
    boolean has(int place) {
        return counts.containsKey(place);
    }

    /** Returns how many pages went at a place. */
    int at(int place) {
        return counts.getOrDefault(place, 0);
    }

    /** Returns the places, in the order of the recording: steps of a limit go down. */
    Iterable<Integer> placesDown() {
        return new TreeMap<>(counts).descendingKeySet();
    }

    int majorFaults() {
        return majorFaults;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}

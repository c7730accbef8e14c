package mm.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was measured under each name, one value a round. */
final class Scores {
    private final Map<String, List<Double>> values = new TreeMap<>();

    void add(String name, double value) {
        values.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Returns the median of the rounds of a name. */
    double median(String name) {
        return median(values.get(name));
    }

    /** Returns the median of the ratios of two names, round by round: so what disturbs a whole round disturbs no ratio. */
    double ratio(String name, String divisor) {
        List<Double> ratios = new ArrayList<>();
        List<Double> divisors = values.get(divisor);
        for (int round = 0; round < divisors.size(); round++) {
            ratios.add(values.get(name).get(round) / divisors.get(round));
        }
        return median(ratios);
    }

    private static double median(List<Double> numbers) {
        List<Double> sorted = new ArrayList<>(numbers);
        Collections.sort(sorted);
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}

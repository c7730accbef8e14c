package mm.grader.play;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.script.Script;

/** The reference's steps of a script, for the steps of other parts: the same line, and the same step of that line. */
final class ReferenceSteps {
    private final Map<String, Step> reference = new HashMap<>();
    private final Map<Integer, Integer> counts = new HashMap<>();
    private final Map<Integer, Integer> lastOfLine = new HashMap<>();
    private boolean differed;

    ReferenceSteps(Script script, Parts parts, Words words, int most) {
        Map<Integer, Integer> seen = new HashMap<>();
        StepRecorder.record(script, parts, words, most, Throwable::toString, step -> {
            int count = seen.merge(step.line(), 1, Integer::sum);
            reference.put(step.line() + "." + count, step);
            lastOfLine.put(step.line(), count);
        });
    }

    /** Returns the step of the reference for a step of the other machine, or null as long as they do not differ. */
    Step pairOf(Step step) {
        int count = counts.merge(step.line(), 1, Integer::sum);
        int last = lastOfLine.getOrDefault(step.line(), 0);
        Step pair = reference.get(step.line() + "." + Math.min(count, last));
        differed |= pair != null && differ(step, pair);
        return differed ? pair : null;
    }

    /** Tells whether two steps show anything otherwise. */
    static boolean differ(Step one, Step other) {
        Set<String> keys = new HashSet<>(one.pictures().keySet());
        keys.addAll(other.pictures().keySet());
        return !one.text().equals(other.text())
                || !one.output().equals(other.output())
                || !one.screens().equals(other.screens())
                || !List.copyOf(one.events()).equals(List.copyOf(other.events()))
                || keys.stream()
                        .anyMatch(key -> !java.util.Objects.equals(
                                one.pictures().get(key), other.pictures().get(key)));
    }
}

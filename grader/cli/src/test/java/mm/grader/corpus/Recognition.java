package mm.grader.corpus;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import mm.grader.child.FailureFacts;
import mm.grader.feedback.Diagnosis;
import mm.grader.feedback.Misunderstanding;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * How often the grader names a misunderstanding, and how often it is right: counted over all wrong implementations, of the
 * reference and of others, by what is written down of each.
 */
public final class Recognition {
    private static final Rubric RUBRIC = Rubric.shipped();

    /** By author and exercise: the first step that is not begun. */
    private static final Map<String, Integer> ENDS = new ConcurrentHashMap<>();

    private Recognition() {}

    /**
     * What was counted.
     *
     * @param planted wrong implementations with a misunderstanding that the grader knows
     * @param others wrong implementations with another bug
     * @param recognized of the planted, those that were given their name
     * @param right names that were right
     * @param wrong names that were not, with the implementations that got them
     * @param missed planted ones that did not get their name
     */
    public record Count(int planted, int others, int recognized, int right, List<String> wrong, List<String> missed) {
        /** Returns how many of the names were right, in per cent; 100 if none was given. */
        public double precision() {
            return right + wrong.size() == 0 ? 100 : 100.0 * right / (right + wrong.size());
        }

        /** Returns how many of the planted ones were recognized, in per cent. */
        public double recall() {
            return planted == 0 ? 100 : 100.0 * recognized / planted;
        }
    }

    /** Returns the checks that fail with a misunderstanding in the reference, each with the digest of what it saw. */
    public static List<String> signs(Misunderstanding wrong) {
        Observed observed = Observed.all().get(new Planted(Planted.REFERENCE, wrong).toString());
        List<String> signs = new ArrayList<>();
        if (observed != null) {
            observed.failures()
                    .forEach((check, failure) -> signs.add(check + "="
                            + (failure.threw() ? "-" : failure.sign().digest())));
        }
        return signs;
    }

    /** Returns the names that the grader gives to what was checked. */
    static List<String> names(Marking marking) {
        return Diagnosis.shipped().of(marking.result()).stream()
                .map(Diagnosis.Known::name)
                .toList();
    }

    /** Returns the names that the grader gives when the steps before one are written, and all else is to be done. */
    static List<String> names(Planted planted, int next) {
        return names(Diagnosis.shipped(), planted, Observed.all().get(planted.toString()), next);
    }

    /** Returns the names that the grader gives to a misunderstanding in the reference. */
    public static List<String> names(Misunderstanding wrong) {
        Planted planted = new Planted(Planted.REFERENCE, wrong);
        return names(planted, Integer.MAX_VALUE);
    }

    private static List<String> names(Diagnosis diagnosis, Planted planted, Observed observed, int next) {
        int begun =
                Math.min(next, ENDS.computeIfAbsent(planted.author() + planted.exercise(), unused -> planted.end()));
        return diagnosis.of(result(planted.exercise(), observed, begun), observed::sign).stream()
                .map(Diagnosis.Known::name)
                .toList();
    }

    /** Counts one exercise, or all for null, and one author, or all for null. */
    public static Count count(Exercise exercise, String author) {
        return count(exercise, author, planted -> List.of(Integer.MAX_VALUE));
    }

    /** Counts the same wrong implementations on the way: each before every step but the first, whatever fails until then. */
    public static Count countHalfWay(Exercise exercise) {
        return count(
                exercise,
                null,
                planted -> RUBRIC.of(planted.exercise()).stream()
                        .map(CheckInfo::step)
                        .distinct()
                        .filter(step -> step > 1)
                        .toList());
    }

    private static Count count(Exercise exercise, String author, Function<Planted, List<Integer>> nexts) {
        Diagnosis diagnosis = Diagnosis.shipped();
        Map<String, Observed> observed = Observed.all();
        int planted = 0;
        int others = 0;
        int recognized = 0;
        List<String> wrong = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        for (Planted each : Planted.all()) {
            boolean isCounted = (exercise == null || each.exercise() == exercise)
                    && (author == null || each.author().equals(author))
                    && observed.containsKey(each.toString());
            for (int next : isCounted ? nexts.apply(each) : List.<Integer>of()) {
                Observed seen = observed.get(each.toString());
                if (!seen.failsBefore(next, each.exercise())) {
                    continue;
                }
                List<String> names = names(diagnosis, each, seen, next);
                String name = each.name();
                names.stream().filter(given -> !given.equals(name)).forEach(given -> wrong.add(each + ": " + given));
                planted += each.isKnown() ? 1 : 0;
                others += each.isKnown() ? 0 : 1;
                recognized += names.contains(name) ? 1 : 0;
                if (each.isKnown() && !names.contains(name)) {
                    missed.add(each.toString());
                }
            }
        }
        return new Count(planted, others, recognized, recognized, wrong, missed);
    }

    private static ExerciseResult result(Exercise exercise, Observed observed, int next) {
        Set<String> passed = new TreeSet<>();
        List<Verdict> verdicts = new ArrayList<>();
        for (CheckInfo check : RUBRIC.of(exercise)) {
            Observed.Failure failure = observed.failures().get(check.method());
            if (check.step() >= next) {
                verdicts.add(Verdict.without(check, Status.NOT_STARTED));
            } else if (failure != null) {
                verdicts.add(verdict(check, failure));
            } else if (passed.containsAll(check.requires())) {
                passed.add(check.method());
                verdicts.add(Verdict.without(check, Status.PASSED));
            } else {
                verdicts.add(Verdict.without(check, Status.BLOCKED));
            }
        }
        return new ExerciseResult(exercise, List.of(), verdicts);
    }

    private static Verdict verdict(CheckInfo check, Observed.Failure failure) {
        return new Verdict(
                check,
                Status.FAILED,
                failure.threw() ? Message.of("verdict.threw", "") : Message.verbatim(""),
                FailureFacts.NONE,
                Place.NONE,
                "",
                false);
    }
}

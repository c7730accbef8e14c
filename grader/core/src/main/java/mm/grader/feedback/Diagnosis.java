package mm.grader.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * Recognizes known misunderstandings by the checks that fail, and by what each of them saw. The list is made of the corpus
 * in the tests, where each is proved to fail in just these checks; how often a name is right is measured there, too, on
 * other implementations than the reference.
 */
public final class Diagnosis {
    /** How much of what failed, here or there, must have failed here as there. */
    private static final double ALIKE = 0.7;

    private static final String THREW = "-";

    private final List<Known> known;
    private final Rubric rubric;

    /**
     * A misunderstanding.
     *
     * @param exercise the exercise
     * @param name its name in the corpus
     * @param about the check that is about it
     * @param signs of each check that fails with the reference, the digest of what it saw ({@link FailureSign#digest}); one
     *     that the code left by an exception has none
     */
    public record Known(Exercise exercise, String name, CheckInfo about, Map<String, String> signs) {
        private static final int COLUMNS = 4;

        private static Known read(String line, Rubric rubric) {
            String[] columns = line.split("\t", COLUMNS);
            Exercise exercise = Exercise.of(columns[0]);
            CheckInfo about = rubric.of(exercise).stream()
                    .filter(check -> check.method().equals(columns[2]))
                    .findFirst()
                    .orElseThrow();
            Map<String, String> signs = new TreeMap<>();
            for (String sign : columns[3].split(" ")) {
                int equals = sign.indexOf('=');
                if (equals > 0) {
                    signs.put(sign.substring(0, equals), sign.substring(equals + 1));
                }
            }
            return new Known(exercise, columns[1], about, signs);
        }

        /** Returns how alike some failures are to those of this one, from 0 to 1; 0 if what is about it saw something else. */
        private double likeness(Map<String, String> failed, Set<String> ran) {
            String seen = failed.getOrDefault(about.method(), THREW);
            if (seen.equals(THREW) || !seen.equals(signs.get(about.method()))) {
                return 0;
            }
            Set<String> either = new TreeSet<>(signs.keySet());
            either.retainAll(ran);
            either.addAll(failed.keySet());
            long both = failed.entrySet().stream()
                    .filter(each -> !each.getValue().equals(THREW))
                    .filter(each -> each.getValue().equals(signs.get(each.getKey())))
                    .count();
            return (double) both / either.size();
        }

        /** Returns what files keep of it: {@code EXERCISE.NAME}. */
        public String id() {
            return exercise.number() + "." + name;
        }

        /** Returns what is wrong, in a sentence. */
        public String belief(Catalogue texts) {
            return texts.say("belief." + id());
        }

        /** Returns the first hint of the check that is about it. */
        public String hint(Catalogue texts) {
            return new CheckTexts(texts).hint(about, 1);
        }
    }

    private Diagnosis(List<Known> known, Rubric rubric) {
        this.known = known;
        this.rubric = rubric;
    }

    /** Reads the list that this kit ships. */
    public static Diagnosis shipped() {
        try (InputStream in = Diagnosis.class.getResourceAsStream("misunderstandings.tsv")) {
            Rubric rubric = Rubric.shipped();
            List<Known> known = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Known.read(line, rubric))
                    .toList();
            return new Diagnosis(known, rubric);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns what the result looks like: one; none if nothing fits, or several equally well. Only checks that have run
     * count, and of a bonus only what is begun. A check that the code left by an exception says nothing of what a student
     * believes, nor does one of a step that is to do. Of a part of a step nothing is said, nor of steps of which an earlier
     * one was left out: what fails there is not known, and it makes the difference between two beliefs.
     */
    public List<Known> of(ExerciseResult result) {
        return of(result, FailureSign::of);
    }

    /** The same, where somebody else knows by what a failure is recognized. */
    public List<Known> of(ExerciseResult result, Function<Verdict, FailureSign> signs) {
        if (!isFromTheFirstStepOn(result)) {
            return List.of();
        }
        Map<String, String> failed = new TreeMap<>();
        Set<Integer> toDo = toDo(result);
        for (Verdict each : result.failures()) {
            if (toDo.contains(each.check().step())) {
                continue;
            }
            failed.put(
                    each.check().method(),
                    each.threw() ? THREW : signs.apply(each).digest());
        }
        Set<String> ran = new TreeSet<>(failed.keySet());
        result.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.PASSED)
                .forEach(verdict -> ran.add(verdict.check().method()));
        double most = known.stream()
                .filter(each -> each.exercise() == result.exercise())
                .mapToDouble(each -> each.likeness(failed, ran))
                .max()
                .orElse(0);
        List<Known> fitting = known.stream()
                .filter(each -> each.exercise() == result.exercise())
                .filter(each -> most >= ALIKE && each.likeness(failed, ran) == most)
                .toList();
        return fitting.size() == 1 ? fitting : List.of();
    }

    /** Returns the steps that are to do: what fails there fails since something is not written yet, whatever is believed. */
    private static Set<Integer> toDo(ExerciseResult result) {
        Set<Integer> steps = new TreeSet<>();
        result.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.NOT_STARTED)
                .forEach(verdict -> steps.add(verdict.check().step()));
        result.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.PASSED)
                .forEach(verdict -> steps.remove(verdict.check().step()));
        return steps;
    }

    /** Tells whether all checks are there up to the last step of which any is. */
    private boolean isFromTheFirstStepOn(ExerciseResult result) {
        Set<String> there = new TreeSet<>();
        result.verdicts().forEach(verdict -> there.add(verdict.check().method()));
        int last = result.verdicts().stream()
                .mapToInt(verdict -> verdict.check().step())
                .max()
                .orElse(0);
        return rubric.of(result.exercise()).stream()
                .filter(check -> check.step() <= last && !check.bonus())
                .allMatch(check -> there.contains(check.method()));
    }
}

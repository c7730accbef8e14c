package mm.grader.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
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
 * Recognizes known misunderstandings by the checks that fail, and by the facts of the failure of the check that is about
 * each. The list is made of the corpus in the tests, where each is proved to fail in just these checks and with these
 * facts; how often it is right is measured on other implementations, too.
 */
public final class Diagnosis {
    private static final int MOST = 2;

    private final List<Known> known;

    /**
     * A misunderstanding.
     *
     * @param exercise the exercise
     * @param name its name in the corpus
     * @param about the check that is about it
     * @param fails the checks that fail
     * @param sign by what the failure of the check that is about it is recognized; null if that is not known
     */
    public record Known(Exercise exercise, String name, CheckInfo about, Set<String> fails, FailureSign sign) {
        private static final int UNSIGNED = 4;

        private static Known read(String line, Rubric rubric) {
            String[] columns = line.split("\t", -1);
            Exercise exercise = Exercise.of(columns[0]);
            CheckInfo about = rubric.of(exercise).stream()
                    .filter(check -> check.method().equals(columns[2]))
                    .findFirst()
                    .orElseThrow();
            FailureSign sign =
                    columns.length == UNSIGNED ? null : new FailureSign(columns[4], columns[5], columns[6]);
            return new Known(exercise, columns[1], about, new TreeSet<>(Arrays.asList(columns[3].split(" "))), sign);
        }

        /** Returns what is wrong, in a sentence. */
        public String belief(Catalogue texts) {
            return texts.say("belief." + exercise.number() + "." + name);
        }

        /** Returns the first hint of the check that is about it. */
        public String hint(Catalogue texts) {
            return new CheckTexts(texts).hint(about, 1);
        }
    }

    private Diagnosis(List<Known> known) {
        this.known = known;
    }

    /** Reads the list that this kit ships. */
    public static Diagnosis shipped() {
        try (InputStream in = Diagnosis.class.getResourceAsStream("misunderstandings.tsv")) {
            Rubric rubric = Rubric.shipped();
            return new Diagnosis(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> Known.read(line, rubric))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns what the result looks like: one or two; none if nothing or too much fits. Only checks that have run count, and
     * of a bonus only what is begun. A check that the code left by an exception says nothing of what a student believes, so that it is never the one that is
     * about it.
     */
    public List<Known> of(ExerciseResult result) {
        return of(result, check -> sign(result, check));
    }

    /** The same, where somebody else knows by what the failure of a check is recognized. */
    public List<Known> of(ExerciseResult result, Function<CheckInfo, FailureSign> signs) {
        Set<String> failed = methods(result.failures());
        Set<String> ran = new TreeSet<>(failed);
        ran.addAll(methods(result.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.PASSED)
                .toList()));
        Set<String> threw = methods(
                result.failures().stream().filter(Verdict::threw).toList());
        List<Known> fitting = known.stream()
                .filter(each -> each.exercise() == result.exercise())
                .filter(each -> failed.contains(each.about().method()))
                .filter(each -> !threw.contains(each.about().method()))
                .filter(each -> failed.equals(ranOf(each.fails(), ran)))
                .filter(each -> each.sign() == null || each.sign().agrees(signs.apply(each.about())))
                .toList();
        return fitting.size() > MOST ? List.of() : fitting;
    }

    private static FailureSign sign(ExerciseResult result, CheckInfo check) {
        return result.failures().stream()
                .filter(verdict -> verdict.check().method().equals(check.method()))
                .map(FailureSign::of)
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> ranOf(Set<String> fails, Set<String> ran) {
        Set<String> both = new TreeSet<>(fails);
        both.retainAll(ran);
        return both;
    }

    private static Set<String> methods(List<Verdict> verdicts) {
        Set<String> methods = new TreeSet<>();
        verdicts.forEach(verdict -> methods.add(verdict.check().method()));
        return methods;
    }
}

package mm.grader.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import mm.grader.grade.ExerciseResult;
import mm.grader.rubric.Status;

/**
 * Recognizes known misunderstandings by the checks that fail. The list is made of the corpus in the tests, where each is
 * proved to fail in just these checks.
 */
public final class Diagnosis {
    private static final int MOST = 2;

    private final List<Known> known;

    /**
     * A misunderstanding.
     *
     * @param exercise the exercise's number
     * @param belief what is wrong, in a sentence
     * @param hint the first hint of the check that is about it
     * @param fails the checks that fail
     */
    public record Known(String exercise, String belief, String hint, Set<String> fails) {
        private static Known read(String line) {
            String[] columns = line.split("\t");
            return new Known(columns[0], columns[1], columns[2], new TreeSet<>(Arrays.asList(columns[3].split(" "))));
        }
    }

    private Diagnosis(List<Known> known) {
        this.known = known;
    }

    /** Reads the list that this kit ships. */
    public static Diagnosis shipped() {
        try (InputStream in = Diagnosis.class.getResourceAsStream("misunderstandings.tsv")) {
            return new Diagnosis(new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(Known::read)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns what the result looks like: one or two; none if nothing or too much fits. */
    public List<Known> of(ExerciseResult result) {
        Set<String> failed = methods(result, Status.FAILED);
        Set<String> ran = new TreeSet<>(failed);
        ran.addAll(methods(result, Status.PASSED));
        if (failed.isEmpty()) {
            return List.of();
        }
        List<Known> fitting = known.stream()
                .filter(each -> each.exercise().equals(result.exercise().number()))
                .filter(each -> failed.equals(ranOf(each.fails(), ran)))
                .toList();
        return fitting.size() > MOST ? List.of() : fitting;
    }

    private static Set<String> ranOf(Set<String> fails, Set<String> ran) {
        Set<String> both = new TreeSet<>(fails);
        both.retainAll(ran);
        return both;
    }

    private static Set<String> methods(ExerciseResult result, Status status) {
        Set<String> methods = new TreeSet<>();
        result.verdicts().stream()
                .filter(verdict -> verdict.status() == status)
                .forEach(verdict -> methods.add(verdict.check().method()));
        return methods;
    }
}

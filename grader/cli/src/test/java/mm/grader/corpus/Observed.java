package mm.grader.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.grader.feedback.FailureSign;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;

/**
 * What became of a wrong implementation when it was checked: written down, since to check all of them takes long, and
 * compared when one of them is checked again.
 *
 * @param failures by check, in the order of the rubric
 */
record Observed(Map<String, Failure> failures) {
    private static final Path FILE =
            KitHome.root().resolve("grader/cli/src/test/resources/planted").resolve("observed.tsv");
    private static final int COLUMNS = 6;
    private static final Rubric RUBRIC = Rubric.shipped();

    /**
     * One check that failed.
     *
     * @param threw whether the code has left it by an exception
     */
    record Failure(boolean threw, FailureSign sign) {}

    /** Returns by what the failure of a check is recognized. */
    FailureSign sign(Verdict failed) {
        return failures.get(failed.check().method()).sign();
    }

    /** Tells whether any check of the steps before one fails; a wrong implementation that does not fail shows nothing. */
    boolean failsBefore(int step, Exercise exercise) {
        return step == Integer.MAX_VALUE
                || RUBRIC.of(exercise).stream()
                        .anyMatch(check -> check.step() < step && failures.containsKey(check.method()));
    }

    static Observed of(ExerciseResult result) {
        Map<String, Failure> failures = new TreeMap<>();
        for (Verdict failed : result.failures()) {
            failures.put(failed.check().method(), new Failure(failed.threw(), FailureSign.of(failed)));
        }
        return new Observed(failures);
    }

    /** Returns all that is written down, by the names of the wrong implementations. */
    static Map<String, Observed> all() {
        Map<String, Observed> all = new TreeMap<>();
        for (String line : lines()) {
            String[] columns = line.split("\t", -1);
            Observed observed = all.computeIfAbsent(columns[0], name -> new Observed(new TreeMap<>()));
            if (columns.length == COLUMNS) {
                FailureSign sign = new FailureSign(columns[3], columns[4], columns[5]);
                observed.failures().put(columns[1], new Failure(Boolean.parseBoolean(columns[2]), sign));
            }
        }
        return all;
    }

    private static List<String> lines() {
        try {
            return Files.exists(FILE) ? Files.readAllLines(FILE) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes some down, beside what is there. */
    static void write(Map<String, Observed> some) throws IOException {
        Map<String, Observed> all = all();
        all.putAll(some);
        List<String> lines = new ArrayList<>();
        all.forEach((name, observed) -> lines.addAll(observed.rows(name)));
        Files.write(FILE, lines);
    }

    private List<String> rows(String name) {
        return failures.isEmpty()
                ? List.of(name)
                : failures.entrySet().stream()
                        .map(each -> String.join(
                                "\t",
                                name,
                                each.getKey(),
                                "" + each.getValue().threw(),
                                each.getValue().sign().keys(),
                                each.getValue().sign().expected(),
                                each.getValue().sign().actual()))
                        .collect(Collectors.toList());
    }
}

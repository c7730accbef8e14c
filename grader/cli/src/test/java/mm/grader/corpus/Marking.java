package mm.grader.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.cli.InProcess;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.machine.Parts;

/** The checks of one exercise, run on some sources: what each said, and what is marked for it. */
final class Marking {
    private static final Rubric RUBRIC = Rubric.shipped();
    private static final ClassLoader REFERENCE = KitHome.reference();

    private final Exercise exercise;
    private final Map<String, Optional<Throwable>> results;

    private Marking(Exercise exercise, Map<String, Optional<Throwable>> results) {
        this.exercise = exercise;
        this.results = results;
    }

    /** Compiles a submission's exercise and runs its checks; the others come from the reference. */
    static Marking of(Exercise exercise, Path submission, Path work) throws IOException {
        return of(exercise, submission, work, parts -> parts);
    }

    /** The same, with something put in front of the submission's parts. */
    static Marking of(Exercise exercise, Path submission, Path work, UnaryOperator<Parts> inFront) throws IOException {
        Compiled compiled = new Compiler(Submission.open(submission), work).compile(exercise);
        if (!compiled.errors().isEmpty()) {
            throw new AssertionError(submission + " does not compile: " + compiled.errors());
        }
        Parts parts = new LoadedParts(REFERENCE)
                .with(exercise, inFront.apply(new LoadedParts(ClassLoaders.of(List.of(compiled.classes())))));
        return new Marking(exercise, InProcess.run(RUBRIC, exercise, parts));
    }

    /** Returns the checks that count: they passed, and so did those that they require. */
    Set<String> passed() {
        Set<String> passed = new TreeSet<>();
        for (CheckInfo check : RUBRIC.of(exercise)) {
            if (results.get(check.method()).isEmpty() && passed.containsAll(check.requires())) {
                passed.add(check.method());
            }
        }
        return passed;
    }

    /** Returns the checks that were run and failed; one that waits for another was not run. */
    Set<String> failed() {
        Set<String> passed = passed();
        Set<String> failed = new TreeSet<>();
        for (CheckInfo check : RUBRIC.of(exercise)) {
            if (!passed.contains(check.method()) && passed.containsAll(check.requires())) {
                failed.add(check.method());
            }
        }
        return failed;
    }

    /** Returns the checks of the steps before one. */
    static Set<String> before(Exercise exercise, int step) {
        Set<String> checks = new TreeSet<>();
        RUBRIC.of(exercise).stream().filter(check -> check.step() < step).forEach(check -> checks.add(check.method()));
        return checks;
    }

    /** Returns what each failure said, for a person to read. */
    String failures() {
        StringBuilder text = new StringBuilder();
        results.forEach((check, failure) -> failure.ifPresent(e -> text.append("\n  ")
                .append(check)
                .append(": ")
                .append(
                        String.valueOf(e).strip().replaceAll("\\s+", " "),
                        0,
                        Math.min(
                                600,
                                String.valueOf(e)
                                        .strip()
                                        .replaceAll("\\s+", " ")
                                        .length()))
                .append(
                        e.getStackTrace().length > 0
                                ? " at " + List.of(e.getStackTrace()).subList(0, Math.min(6, e.getStackTrace().length))
                                : "")));
        return text.toString();
    }
}

package mm.grader.corpus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.child.FailureFacts;
import mm.grader.cli.InProcess;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.submission.Submission;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.text.EncodedText;
import mm.text.Message;

/** The checks of one exercise, run on some sources: what each said, and what is marked for it. */
final class Marking {
    private static final Rubric RUBRIC = Rubric.shipped();
    private static final int SHOWN = 600;
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
        return new Marking(exercise, InProcess.runOpen(RUBRIC, exercise, parts));
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

    /** Returns the result as the grader has it. */
    ExerciseResult result() {
        Set<String> passed = passed();
        List<Verdict> verdicts = RUBRIC.of(exercise).stream()
                .map(check -> verdict(check, passed.containsAll(check.requires())))
                .toList();
        return new ExerciseResult(exercise, List.of(), verdicts);
    }

    private Verdict verdict(CheckInfo check, boolean isReached) {
        Optional<Throwable> failure = results.get(check.method());
        if (!isReached) {
            return Verdict.without(check, Status.BLOCKED);
        }
        return failure.isEmpty() ? Verdict.without(check, Status.PASSED) : verdict(check, failure.get());
    }

    private static Verdict verdict(CheckInfo check, Throwable failure) {
        if (failure instanceof Todo) {
            return Verdict.without(check, Status.NOT_STARTED);
        }
        String said = String.valueOf(failure.getMessage()).strip();
        boolean isDemand = failure instanceof AssertionError;
        Message why = isDemand
                ? EncodedText.decode(said)
                : Message.of("verdict.threw", failure.getClass().getName());
        FailureFacts facts = isDemand ? FailureFacts.of(failure) : FailureFacts.NONE;
        return new Verdict(check, Status.FAILED, why, facts, Place.NONE, "", false);
    }

    /** Returns what each failure said, for a person to read. */
    String failures() {
        return results.entrySet().stream()
                .filter(each -> each.getValue().isPresent())
                .map(each ->
                        "\n  " + each.getKey() + ": " + said(each.getValue().get()))
                .collect(Collectors.joining());
    }

    private static String said(Throwable failure) {
        String text = Texts.english()
                .say(EncodedText.decode(String.valueOf(failure)))
                .strip()
                .replaceAll("\\s+", " ");
        List<StackTraceElement> frames = List.of(failure.getStackTrace());
        return text.substring(0, Math.min(SHOWN, text.length())) + " at "
                + frames.subList(0, Math.min(6, frames.size()));
    }
}

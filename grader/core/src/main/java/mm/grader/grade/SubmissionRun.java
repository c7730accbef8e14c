package mm.grader.grade;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.child.Answer;
import mm.grader.child.ClassFiles;
import mm.grader.child.FailureFacts;
import mm.grader.child.ScriptAnswer;
import mm.grader.compile.ClassFile;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.ChildProcess;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.EncodedText;
import mm.text.Message;

/**
 * Lets children run the checks of one submission. A child goes on to the next check, until something happened in it
 * that could harm a later one: then it is ended, and the next check gets a new child. One in which nothing happened may
 * go on to another submission in the end.
 */
final class SubmissionRun implements AutoCloseable {
    private static final Set<Status> HARMLESS =
            Set.of(Status.PASSED, Status.FAILED, Status.NOT_STARTED, Status.MISSING_CLASS);

    /** The key of the sentence on the fewest random calls that fail. */
    private static final String FEWEST = "failure-minimizer.fewest";

    private final ChildPool workers;
    private final GradingOptions terms;
    private final Timings timings;
    private final Map<Exercise, ClassFiles> classes = new EnumMap<>(Exercise.class);
    private long deadline;

    /** Whether the exercises can share a child: the allow-list has let them all pass, and no error can have been hidden. */
    private boolean harmless;

    private ChildProcess child;
    private Exercise exercise;
    private boolean submitted;

    /** Has a child at hand that starts while the submission is compiled. */
    SubmissionRun(ChildPool workers, GradingOptions terms, Timings timings) {
        this.workers = workers;
        this.terms = terms;
        this.timings = timings;
        try {
            child = workers.take();
        } catch (ChildProcess.NoAnswer e) {
            child = null; // the first check tries again, and says so
        }
    }

    /** Gets the classes of the submission, and starts its clock. */
    void begin(Map<Exercise, Path> folders) {
        try {
            for (Map.Entry<Exercise, Path> folder : folders.entrySet()) {
                classes.put(folder.getKey(), ClassFiles.in(folder.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<Exercise, List<ClassFile>> read = new EnumMap<>(Exercise.class);
        classes.forEach((each, files) -> read.put(
                each, files.files().values().stream().map(ClassFile::new).toList()));
        harmless = terms.allowList()
                && read.values().stream().flatMap(List::stream).noneMatch(ClassFile::mayHideErrors);
        classes.replaceAll((each, files) ->
                files.forAll(harmless && read.get(each).stream().noneMatch(ClassFile::keepsState)));
        deadline = System.nanoTime() + terms.limits().submission().toNanos();
    }

    /** Returns the classes of the submission. */
    Map<Exercise, ClassFiles> classes() {
        return Map.copyOf(classes);
    }

    /** Runs one check and returns its verdict; once more, if the end of the child may have been this machine's doing. */
    Verdict run(CheckInfo check, FailureLocator places) {
        Verdict verdict = attempt(check, places);
        return verdict.doubtful() ? attempt(check, places) : verdict;
    }

    private Verdict attempt(CheckInfo check, FailureLocator places) {
        Duration time = timeLeft();
        if (time.isNegative() || time.isZero()) {
            return Verdict.without(check, Status.TIMED_OUT, Message.of("verdict.no-time-left"));
        }
        long since = System.nanoTime();
        try {
            ChildProcess ready = child(check.exercise());
            since = System.nanoTime();
            Answer answer = ready.check("RUN", check, time);
            Status status = status(answer.outcome());
            if (!HARMLESS.contains(status) || !answer.clean()) {
                discard();
            }
            Place place = places.ofFailure(answer.frames()).orElse(Place.NONE);
            Led led = Led.NOWHERE;
            if (status == Status.FAILED || status == Status.TIMED_OUT || status == Status.STACK_OVERFLOW) {
                Answer again = trace(check);
                place = place.isEmpty() ? places.ofCall(again.frames()).orElse(Place.NONE) : place;
                led = new Led(calls(answer, again), places.stack(answer.frames()));
            }
            if (status == Status.PASSED && !heldBackPass(check, answer.message())) {
                return Verdict.without(check, Status.FAILED, Message.of("verdict.held-back"));
            }
            return new Verdict(check, status, why(answer), answer.facts(), place, answer.output(), false).after(led);
        } catch (ChildProcess.NoAnswer e) {
            discard();
            return new Verdict(check, e.status(), e.why(), FailureFacts.NONE, Place.NONE, "", e.isDoubtful());
        } finally {
            timings.add(Timings.Phase.CHECKS, since);
        }
    }

    /**
     * Lets a new child answer the held-back cases of a check that passed. Whatever happens, nobody learns more than that
     * the check failed.
     */
    private boolean heldBackPass(CheckInfo check, String kinds) throws ChildProcess.NoAnswer {
        List<HeldBack.Case> cases = terms.cases().of(kinds);
        if (cases.isEmpty()) {
            return true;
        }
        discard();
        try {
            child = workers.start();
            submitted = false;
            for (HeldBack.Case each : cases) {
                ScriptAnswer answer = child(check.exercise())
                        .script(
                                EnumSet.of(check.exercise()),
                                Script.of("case", each.questions()),
                                ScriptAnswer.NO_STATE,
                                timeLeft());
                if (!answer.stopped().isEmpty() || !each.isAnsweredBy(String.join("\n", answer.lines()))) {
                    return false;
                }
            }
            return true;
        } catch (ChildProcess.NoAnswer e) {
            if (e.status() == Status.NOT_RUN) {
                throw e;
            }
            return false;
        } finally {
            discard();
        }
    }

    /** Runs a failed check again, if there is time left, to see after which calls; the verdict is known already. */
    private Answer trace(CheckInfo check) {
        Answer nothing = new Answer(Answer.Outcome.NOT_RUN, "", List.of(), "");
        Duration time = timeLeft();
        if (time.isNegative() || time.isZero()) {
            return nothing;
        }
        try {
            Answer calls = child(check.exercise()).check("TRACE", check, time);
            if (!calls.clean()) {
                discard();
            }
            return calls;
        } catch (ChildProcess.NoAnswer e) {
            discard();
            return nothing;
        }
    }

    /** Of a random check, the calls since the part was made last: before it, others were made to find the few. */
    private static List<String> calls(Answer failed, Answer again) {
        List<String> calls = again.message().lines().toList();
        int made = 0;
        boolean isRandom = says(EncodedText.decode(failed.message()), FEWEST);
        for (int i = 0; isRandom && i < calls.size(); i++) {
            made = calls.get(i).startsWith("new ") ? i : made;
        }
        return calls.subList(made, calls.size());
    }

    private static boolean says(Message message, String key) {
        return message.key().equals(key)
                || message.arguments().stream().anyMatch(part -> part instanceof Message inner && says(inner, key));
    }

    private static Status status(Answer.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Status.PASSED;
            case FAILED, THREW -> Status.FAILED;
            case NOT_STARTED -> Status.NOT_STARTED;
            case MISSING -> Status.MISSING_CLASS;
            case OUT_OF_MEMORY -> Status.OUT_OF_MEMORY;
            case STACK_OVERFLOW -> Status.STACK_OVERFLOW;
            case TIMED_OUT -> Status.TIMED_OUT;
            case NOT_RUN -> Status.NOT_RUN;
        };
    }

    private static Message why(Answer answer) {
        return switch (answer.outcome()) {
            case PASSED -> Message.verbatim("");
            case THREW -> Message.of(Verdict.THREW, EncodedText.decode(answer.message()));
            case TIMED_OUT -> Message.of("verdict.endless", answer.message());
            default -> EncodedText.decode(answer.message());
        };
    }

    private Duration timeLeft() {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.compareTo(terms.limits().check()) < 0
                ? left
                : terms.limits().check();
    }

    /** Returns a child that has the submission. */
    private ChildProcess child(Exercise wanted) throws ChildProcess.NoAnswer {
        if (wanted != exercise && submitted && !harmless) {
            discard();
        }
        exercise = wanted;
        if (!submitted) {
            long since = System.nanoTime();
            if (child == null) {
                child = workers.take();
            }
            child.ready();
            child.submission(terms.seed(), classes);
            submitted = true;
            timings.add(Timings.Phase.START, since);
        }
        return child;
    }

    /**
     * Returns what a machine shows that is made of those exercises that were graded and are written, or why there is nothing
     * to see; empty if there is no such exercise.
     */
    Message screens(List<ExerciseResult> results) {
        Set<Exercise> own = EnumSet.noneOf(Exercise.class);
        results.stream()
                .filter(ExerciseResult::isBegun)
                .map(ExerciseResult::exercise)
                .filter(classes::containsKey)
                .forEach(own::add);
        try {
            ScriptAnswer shown = played(own);
            while (!shown.unwritten().isEmpty() && own.remove(Exercise.of(shown.unwritten()))) {
                shown = played(own);
            }
            if (own.isEmpty()) {
                return Message.verbatim("");
            }
            if (shown.stopped().isEmpty() || !own.contains(Exercise.FREE_TOP)) {
                return ClosingScreens.of(own, shown);
            }
            discard();
            own.remove(Exercise.FREE_TOP);
            ScriptAnswer helped = played(own);
            Message text = ClosingScreens.of(own, helped);
            return helped.stopped().isEmpty()
                    ? Message.joined(List.of(Message.of("machine.without-07", shown.stopped()), "\n", text))
                    : text;
        } catch (ChildProcess.NoAnswer e) {
            discard();
            return Message.of("machine.does-not-run", e.why());
        }
    }

    private ScriptAnswer played(Set<Exercise> own) throws ChildProcess.NoAnswer {
        return child(null)
                .script(
                        own,
                        ClosingScreens.questions(),
                        ScriptAnswer.NO_STATE,
                        terms.limits().check());
    }

    /** Ends a child to which something happened. */
    private void discard() {
        if (child != null) {
            child.close();
            child = null;
        }
        submitted = false;
    }

    @Override
    public void close() {
        if (child != null && !submitted) {
            workers.returnUnused(child);
        } else if (child != null && harmless) {
            workers.returnClean(child);
        } else {
            discard();
        }
        child = null;
    }
}

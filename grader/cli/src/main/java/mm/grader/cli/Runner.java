package mm.grader.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.cli.child.Answer;
import mm.machine.Exercise;

/**
 * Lets children run the checks of one submission. A child goes on to the next check, until something happened in it
 * that could harm a later one: then it is ended, and the next check gets a new child. An exercise never shares a child
 * with another.
 */
final class Runner implements AutoCloseable {
    private static final Set<Status> HARMLESS =
            Set.of(Status.PASSED, Status.FAILED, Status.NOT_STARTED, Status.MISSING_CLASS, Status.STACK_OVERFLOW);

    private static final String HELD_BACK = "not all is answered as Linux does in the cases that are held back";

    private final Path work;
    private final Terms terms;
    private final Map<Exercise, Path> classes;
    private final long deadline;
    private Child child;
    private Exercise exercise;

    Runner(Path work, Terms terms, Map<Exercise, Path> classes) {
        this.work = work;
        this.terms = terms;
        this.classes = classes;
        deadline = System.nanoTime() + terms.limits().submission().toNanos();
    }

    /** Runs one check and returns its verdict. */
    Verdict run(CheckInfo check, Places places) {
        Duration time = timeLeft();
        if (time.isNegative() || time.isZero()) {
            return Verdict.without(check, Status.TIMED_OUT, "the submission's time was used up by the checks before");
        }
        try {
            Answer answer = child(check.exercise()).check("RUN", check, time);
            Status status = status(answer.outcome());
            String place = places.ofFailure(answer.frames()).orElse("");
            if (status == Status.FAILED && place.isEmpty()) {
                place = trace(check, places, time);
            }
            if (!HARMLESS.contains(status)) {
                close();
            }
            if (status == Status.PASSED && !heldBackPass(check, answer.message())) {
                return Verdict.without(check, Status.FAILED, HELD_BACK);
            }
            return new Verdict(check, status, message(answer), place, answer.output());
        } catch (Child.NoAnswer e) {
            close();
            return Verdict.without(check, e.status(), e.getMessage());
        }
    }

    /**
     * Lets a new child answer the held-back cases of a check that passed. Whatever happens, nobody learns more than that
     * the check failed.
     */
    private boolean heldBackPass(CheckInfo check, String kinds) throws Child.NoAnswer {
        List<HeldBack.Case> cases = terms.cases().of(kinds);
        if (cases.isEmpty()) {
            return true;
        }
        close();
        try {
            for (HeldBack.Case each : cases) {
                Answer answer = child(check.exercise()).answers(check, each.questions(), timeLeft());
                if (answer.outcome() != Answer.Outcome.PASSED || !each.isAnsweredBy(answer.message())) {
                    return false;
                }
            }
            return true;
        } catch (Child.NoAnswer e) {
            if (e.status() == Status.NOT_RUN) {
                throw e;
            }
            return false;
        } finally {
            close();
        }
    }

    /** Runs a failed check again to see where; the verdict stands already. */
    private String trace(CheckInfo check, Places places, Duration time) {
        try {
            Answer calls = child.check("TRACE", check, time);
            return places.ofCall(calls.frames()).orElse("");
        } catch (Child.NoAnswer e) {
            close();
            return "";
        }
    }

    private static Status status(Answer.Outcome outcome) {
        return switch (outcome) {
            case PASSED -> Status.PASSED;
            case FAILED, THREW -> Status.FAILED;
            case NOT_STARTED -> Status.NOT_STARTED;
            case MISSING -> Status.MISSING_CLASS;
            case OUT_OF_MEMORY -> Status.OUT_OF_MEMORY;
            case STACK_OVERFLOW -> Status.STACK_OVERFLOW;
            case NOT_RUN -> Status.NOT_RUN;
        };
    }

    private static String message(Answer answer) {
        return switch (answer.outcome()) {
            case PASSED -> "";
            case THREW -> "the code threw " + answer.message();
            default -> answer.message();
        };
    }

    private Duration timeLeft() {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.compareTo(terms.limits().check()) < 0
                ? left
                : terms.limits().check();
    }

    private Child child(Exercise wanted) throws Child.NoAnswer {
        if (wanted != exercise) {
            close();
        }
        exercise = wanted;
        if (child == null) {
            child = new Child(work, terms, classes);
        }
        return child;
    }

    /** Returns what the submission's machine shows, or why there is nothing to see. */
    String screens() {
        close();
        try {
            child = new Child(work, terms, classes);
            Answer answer = child.screens(terms.limits().check());
            return answer.outcome() == Answer.Outcome.PASSED
                    ? answer.message()
                    : "the machine made of these parts does not run yet: " + answer.message();
        } catch (Child.NoAnswer e) {
            return "the machine made of these parts does not run yet: " + e.getMessage();
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}

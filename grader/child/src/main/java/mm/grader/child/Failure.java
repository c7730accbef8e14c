package mm.grader.child;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import mm.grader.LoadedParts;
import mm.grader.RandomCallsException;
import mm.machine.Todo;
import mm.text.EncodedText;
import mm.text.Explained;
import mm.text.Message;

/** Turns what a check threw into an answer, without trusting it: the exception may be one of the student's classes. */
final class Failure {
    /** What a full stack or heap leaves in the message of a failure when it struck within an assertion. */
    private static final Pattern MACHINE_ERRORS = Pattern.compile(
            "StackOverflowError|OutOfMemoryError|NoClassDefFoundError|ExceptionInInitializerError|InternalError");

    private static final int MAX_FRAMES = 200;
    private static final int MAX_CAUSES = 10;

    private Failure() {}

    static Answer answer(Throwable failure, String output) {
        Answer.Outcome outcome = outcome(failure);
        Throwable told = outcome == Answer.Outcome.NOT_STARTED ? find(failure, Todo.class) : failure;
        String message = message(told);
        if (outcome == Answer.Outcome.THREW && told.getClass() != RandomCallsException.class) {
            message = Explained.type(told).getName() + (message.isEmpty() ? "" : ": " + message);
        }
        FailureFacts facts = outcome == Answer.Outcome.FAILED ? FailureFacts.of(failure) : FailureFacts.NONE;
        boolean clean = !MACHINE_ERRORS.matcher(message).find();
        return new Answer(outcome, message, facts, frames(told), output, clean);
    }

    /** Returns the answer on a thread that does not come to an end. */
    static Answer endless(Thread thread, long seconds, String output) {
        Throwable where = new Throwable();
        where.setStackTrace(thread.getStackTrace());
        return new Answer(
                Answer.Outcome.TIMED_OUT, Long.toString(seconds), FailureFacts.NONE, frames(where), output, false);
    }

    private static Answer.Outcome outcome(Throwable failure) {
        if (find(failure, OutOfMemoryError.class) != null) {
            return Answer.Outcome.OUT_OF_MEMORY;
        }
        if (find(failure, StackOverflowError.class) != null) {
            return Answer.Outcome.STACK_OVERFLOW;
        }
        if (find(failure, Todo.class) != null) {
            return Answer.Outcome.NOT_STARTED;
        }
        if (find(failure, LoadedParts.PartException.class) != null) {
            return Answer.Outcome.MISSING;
        }
        return failure instanceof AssertionError ? Answer.Outcome.FAILED : Answer.Outcome.THREW;
    }

    private static Throwable find(Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (type.isInstance(cause)) {
                return cause;
            }
            try {
                cause = cause.getCause();
            } catch (Throwable e) {
                return null;
            }
        }
        return null;
    }

    private static String message(Throwable failure) {
        try {
            String message = failure.getMessage();
            return message == null ? "" : message.strip();
        } catch (Throwable e) {
            return EncodedText.encode(Message.of("failure.its-message-cannot-be-had"));
        }
    }

    private static List<Answer.Frame> frames(Throwable failure) {
        List<Answer.Frame> frames = new ArrayList<>();
        try {
            Throwable cause = failure;
            for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
                for (StackTraceElement frame : cause.getStackTrace()) {
                    if (frames.size() < MAX_FRAMES) {
                        frames.add(new Answer.Frame(
                                frame.getClassName(), frame.getMethodName(), frame.getLineNumber(), -1));
                    }
                }
                cause = cause.getCause();
            }
        } catch (Throwable e) {
            return frames;
        }
        return frames;
    }
}

package mm.grader.child;

import mm.grader.RecordingMismatch;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.ValueWrapper;

/**
 * What is known of a failure besides its words.
 *
 * @param recording the recording that it is about; empty if none
 * @param line the line in it, from 1; 0 if it is about none
 * @param expected what is right; empty if the failure is not a comparison
 * @param actual what came instead
 */
public record FailureFacts(String recording, int line, String expected, String actual) {
    /** Nothing is known. */
    public static final FailureFacts NONE = new FailureFacts("", 0, "", "");

    private static final int MAX_CHARACTERS = 2000;

    /** Cuts what is too long. */
    public FailureFacts {
        expected = cut(expected);
        actual = cut(actual);
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS);
    }

    /** Returns what a failure of a check tells; nothing of an exception that a submission may have made. */
    public static FailureFacts of(Throwable failure) {
        if (failure instanceof RecordingMismatch mismatch) {
            return new FailureFacts(mismatch.recording(), mismatch.line(), mismatch.linux(), mismatch.yours());
        }
        if (failure != null && failure.getClass() == AssertionFailedError.class) {
            AssertionFailedError compared = (AssertionFailedError) failure;
            return new FailureFacts("", 0, text(compared.getExpected()), text(compared.getActual()));
        }
        return NONE;
    }

    private static String text(ValueWrapper value) {
        return value == null ? "" : value.getStringRepresentation();
    }
}

package mm.grader;

/**
 * An exception of the code under test among random calls: says which, and the few calls that lead to it. Its places are
 * those of the exception.
 */
public final class RandomCallsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RandomCallsException(String message, Throwable cause) {
        super(message, cause);
        setStackTrace(cause.getStackTrace());
    }
}

package mm.grader.facts;

/** This machine cannot be asked, or a claim is not written as one; the message is a sentence for the user. */
public final class FactsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    FactsException(String message) {
        super(message);
    }
}

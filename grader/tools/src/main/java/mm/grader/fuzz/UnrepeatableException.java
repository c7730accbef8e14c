package mm.grader.fuzz;

/** Linux answered the same script in two ways, so that it says nothing about a rule. */
public final class UnrepeatableException extends RecordException {
    private static final long serialVersionUID = 1;

    UnrepeatableException(FuzzKind kind, int time) {
        super("unrepeatable-exception.linux-answered-this-script-otherwise", kind, time);
    }
}

package mm.grader.fuzz;

/** Linux answered the same script in two ways, so that it says nothing about a rule. */
public final class UnrepeatableException extends RecordException {
    private static final long serialVersionUID = 1;

    UnrepeatableException(FuzzKind kind, int time) {
        super("Linux answered this script (" + kind + ") otherwise in recording " + time
                + "; something else on this machine was in its way");
    }
}

package mm.grader.fuzz;

/** A script that cannot be recorded here: its message is one sentence for the user. */
public class RecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RecordException(String sentence) {
        super(sentence);
    }
}

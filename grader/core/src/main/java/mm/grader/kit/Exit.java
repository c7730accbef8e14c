package mm.grader.kit;

/** The exit codes of all commands. */
public final class Exit {
    /** Full marks; all lines agree; nothing differs. */
    public static final int OK = 0;

    /** Less than full marks; a line or a file differs; the student's code stopped. */
    public static final int LESS = 1;

    /** Wrong usage, or an input that cannot be read. */
    public static final int USAGE = 2;

    /** The grader itself failed. */
    public static final int FAILED = 3;

    private Exit() {}
}

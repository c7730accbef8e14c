package mm.grader.grade;

/**
 * A place in the code of a student.
 *
 * @param file the file, below the submission; empty if no place is known
 * @param line the line, from 1; 0 if unknown
 * @param call the method that is declared there, if it is the last call before the failure; else empty
 */
public record Place(String file, long line, String call) {
    /** No place is known. */
    public static final Place NONE = new Place("", 0, "");

    /** Tells whether no place is known. */
    public boolean isEmpty() {
        return file.isEmpty();
    }

    /** Returns file and line as compilers write them; empty if no place is known. */
    public String position() {
        return line > 0 ? file + ":" + line : file;
    }
}

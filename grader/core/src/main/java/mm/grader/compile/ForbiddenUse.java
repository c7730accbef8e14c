package mm.grader.compile;

import mm.grader.submission.Note;
import mm.text.Message;

/**
 * Something that a submission uses or declares, and must not.
 *
 * @param file the file as the student knows it, or the name of the class if its file is not known
 * @param line the line, 0 if it is not known
 * @param type the name of the class that does it
 * @param what what it does, for example {@code uses java.lang.System.exit}
 * @param rule the rule that this breaks
 */
public record ForbiddenUse(String file, int line, String type, Message what, Message rule)
        implements Comparable<ForbiddenUse> {
    /** Returns it as a note of a report. */
    Note note() {
        return new Note(Note.Kind.FORBIDDEN, file, line, sentence());
    }

    private Message sentence() {
        return Message.of("forbidden-use.the-rule", type, what, rule);
    }

    /** By file, then by line; what has no line goes last, since it says the least. */
    @Override
    public int compareTo(ForbiddenUse other) {
        int byFile = file.compareTo(other.file);
        int byLine = Integer.compare(line - 1 & Integer.MAX_VALUE, other.line - 1 & Integer.MAX_VALUE);
        return byFile != 0
                ? byFile
                : byLine != 0
                        ? byLine
                        : sentence().toString().compareTo(other.sentence().toString());
    }
}

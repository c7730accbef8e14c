package mm.grader.submission;

import mm.grader.text.Texts;
import mm.text.Message;

/**
 * What there is to say of an exercise before its checks run.
 *
 * @param kind what it is about
 * @param file the file of the student, below the submission; empty if it is about none
 * @param line the line, from 1; 0 if it is about none
 * @param what the sentence, without file and line
 */
public record Note(Kind kind, String file, long line, Message what) {
    /** What a note is about. */
    public enum Kind {
        /** An error that the compiler found. */
        ERROR,
        /** A file that is not text, is too long, or cannot be read. */
        UNREADABLE,
        /** The compiler did not finish in time. */
        TOO_SLOW,
        /** The compiler itself stopped: its heap or stack was full, for example. */
        STOPPED,
        /** Classes could not be written. */
        NOT_WRITTEN,
        /** A use of what is forbidden. */
        FORBIDDEN,
        /** A class in another package than its contract demands. */
        MISPLACED,
        /** A class that is not there. */
        MISSING,
        /** A file that was left out. */
        LEFT_OUT,
        /** How many more there are of the notes in front of it. */
        MORE;

        /** Tells whether an exercise with such a note has no classes. */
        public boolean isError() {
            return this == ERROR || this == UNREADABLE || this == TOO_SLOW || this == STOPPED || this == NOT_WRITTEN;
        }
    }

    /** Makes a note that is about a file as a whole, or about none. */
    public static Note of(Kind kind, String file, String key, Object... arguments) {
        return new Note(kind, file, 0, Message.of(key, arguments));
    }

    /** Returns the note with its place in front, and what it is about where that is not plain. */
    public Message message() {
        return kind == Kind.FORBIDDEN ? Message.of("note.forbidden", placed()) : placed();
    }

    /** Returns the note with its place in front, in English, for what programs and makers read. */
    public String english() {
        return Texts.english().say(message());
    }

    /** Returns the note with its place in front. */
    public Message placed() {
        if (file.isEmpty()) {
            return what;
        }
        return Message.of("at", line > 0 ? file + ":" + line : file, what);
    }
}

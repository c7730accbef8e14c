package mm.grader.kit;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import mm.grader.text.Texts;
import mm.text.Explained;
import mm.text.Message;

/** A mistake of the user's: where, and one sentence, which is all that is printed. */
public final class UserError extends RuntimeException implements Explained {
    private static final long serialVersionUID = 1;

    /** Where the mistake is: a file and line, or an option; "" if the sentence says it. */
    private final String place;

    private final transient Message sentence;

    private UserError(String place, Message sentence) {
        this.place = place;
        this.sentence = sentence;
    }

    /** Makes the error of a sentence. */
    public static UserError of(String key, Object... arguments) {
        return new UserError("", Message.of(key, arguments));
    }

    /** Makes the error that a message says. */
    public static UserError saying(Message what) {
        return new UserError("", what);
    }

    /** Makes the error of a file, or of an option and its value, that a message says. */
    public static UserError at(Object file, Message what) {
        return new UserError(file.toString(), what);
    }

    /** Makes the error of a file, or of an option and its value. */
    public static UserError at(Object file, String key, Object... arguments) {
        return new UserError(file.toString(), Message.of(key, arguments));
    }

    /** Makes the error of a line of a file, counted from 1. */
    public static UserError at(Object file, long line, Message what) {
        return new UserError(file + ":" + line, what);
    }

    /** Makes the error of a line of a file, counted from 1. */
    public static UserError at(Object file, long line, String key, Object... arguments) {
        return at(file + ":" + line, key, arguments);
    }

    /** Makes the error of a file that could not be read. */
    public static UserError unreadable(Path file, IOException failure) {
        return unreadable((Object) file, failure);
    }

    /** Makes the error of a file that could not be read, shown under some name. */
    public static UserError unreadable(Object shown, IOException failure) {
        if (failure instanceof NoSuchFileException) {
            return at(shown, "file.missing");
        }
        String reason = failure instanceof FileSystemException ofFile ? ofFile.getReason() : failure.getMessage();
        return reason == null ? at(shown, "file.unreadable") : at(shown, "file.unreadable-because", reason);
    }

    /** Returns file and line; empty if it is about none. */
    public String place() {
        return place;
    }

    /** Returns the same, without saying where. */
    public UserError withoutPlace() {
        return new UserError("", sentence);
    }

    /** Returns what is wrong there. */
    public Message sentence() {
        return sentence;
    }

    /** Returns place and sentence as one message. */
    @Override
    public Message what() {
        return place.isEmpty() ? sentence : Message.of("at", place, sentence);
    }

    @Override
    public String getMessage() {
        return Texts.english().say(what());
    }
}

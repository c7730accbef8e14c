package mm.grader.kit;

import java.util.regex.Pattern;

/**
 * Text that is not ours: what a student's code printed, what a file, an archive's entry or a process is called. What is
 * shown of it cannot move the cursor, colour a terminal, turn the writing round, end an XML document, or command the
 * runner of GitHub, which obeys lines that begin with two colons.
 */
public final class Untrusted {
    /** Controls of both halves of Latin-1, marks that turn the writing round, and what is not a character. */
    private static final String BAD =
            "\\p{Cc}\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff\\ufffe\\uffff";

    private static final Pattern IN_TEXT = Pattern.compile("[" + BAD + "&&[^\n\t]]");
    private static final Pattern IN_LINE = Pattern.compile("[" + BAD + "&&[^\t]]");
    private static final Pattern COMMAND = Pattern.compile("\\s*(::|##\\[).*");

    private Untrusted() {}

    /** Returns the text without what is dangerous; its lines stay. */
    public static String text(String text) {
        return IN_TEXT.matcher(text).replaceAll("?");
    }

    /** Returns the text as one line without what is dangerous. */
    public static String line(String text) {
        String safe = IN_LINE.matcher(text).replaceAll("?");
        return COMMAND.matcher(safe).matches() ? "| " + safe : safe;
    }

    /** Returns the beginning of the text as one line without what is dangerous. */
    public static String line(String text, int maxCharacters) {
        return text.length() > maxCharacters ? line(text.substring(0, maxCharacters)) + " [...]" : line(text);
    }
}

package mm.grader.feedback;

import java.util.ArrayList;
import java.util.List;
import mm.grader.grade.Verdict;
import mm.text.Message;

/**
 * By what one recognizes a failure again: what was looked at, and what came instead of what. Facts alone, no wording: so a
 * sentence may be said in other words, or in another language.
 *
 * @param keys the keys of the sentences that say what was looked at
 * @param expected what is right; empty if the failure is not a comparison
 * @param actual what came instead
 */
public record FailureSign(String keys, String expected, String actual) {
    private static final int MAX_CHARACTERS = 160;

    /** Cuts what is too long, and leaves out what would end a column or a line. */
    public FailureSign {
        expected = column(expected);
        actual = column(actual);
    }

    private static String column(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_CHARACTERS
                ? line
                : line.substring(0, MAX_CHARACTERS).strip();
    }

    /** Returns the sign of a check that failed. */
    public static FailureSign of(Verdict failed) {
        List<String> keys = new ArrayList<>();
        gather(failed.why(), keys);
        return new FailureSign(
                String.join(" ", keys),
                failed.facts().expected(),
                failed.facts().actual());
    }

    private static void gather(Message message, List<String> keys) {
        if (!message.isVerbatim()) {
            keys.add(message.key());
        }
        message.arguments().forEach(argument -> {
            if (argument instanceof Message inner) {
                gather(inner, keys);
            }
        });
    }

    /**
     * Tells whether two failures are of one kind: the same was looked at; and where the same was right, the same came
     * instead. A random check has other numbers at each run, and they say nothing.
     */
    boolean agrees(FailureSign other) {
        return keys.equals(other.keys) && (!expected.equals(other.expected) || actual.equals(other.actual));
    }
}

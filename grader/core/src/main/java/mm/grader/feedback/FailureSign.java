package mm.grader.feedback;

import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.text.Message;

/**
 * By what one recognizes a failure again: what was looked at, and what came instead of what. It is compared and never
 * read, so a sentence may be said in another language. Of a random check, which has other numbers at each run, the numbers
 * are left out.
 *
 * @param keys the keys of the sentences that say what was looked at, with what is filled in
 * @param expected what is right; empty if the failure is not a comparison
 * @param actual what came instead; or the words of the demand, if it is not a comparison of two values
 */
public record FailureSign(String keys, String expected, String actual) {
    private static final int MAX_CHARACTERS = 160;

    /** Cuts what is too long, and leaves out what would end a column or a line. */
    public FailureSign {
        keys = column(keys);
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
        boolean isRandom = isRandom(failed.check());
        List<String> keys = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        gather(failed.why(), isRandom, keys, words);
        String expected = failed.facts().expected();
        String actual = expected.isEmpty() ? words.toString() : failed.facts().actual();
        return new FailureSign(
                String.join(" ", keys), isRandom ? "" : expected, isRandom ? withoutNumbers(actual) : actual);
    }

    private static String withoutNumbers(String text) {
        String plain = text.lines().findFirst().orElse("").replaceAll("\\p{Alnum}*\\d\\p{Alnum}*", "#");
        return plain.replaceAll("#[-#L=,\\s\\[\\]]*", "#");
    }

    private static void gather(Message message, boolean isRandom, List<String> keys, StringBuilder words) {
        if (!message.isVerbatim()) {
            String arguments = message.arguments().stream()
                    .filter(argument -> !(argument instanceof Message))
                    .map(String::valueOf)
                    .collect(Collectors.joining(","));
            keys.add(message.key() + (isRandom || arguments.isEmpty() ? "" : "(" + arguments + ")"));
        }
        for (Object argument : message.arguments()) {
            if (argument instanceof Message inner) {
                gather(inner, isRandom, keys, words);
            } else if (message.isVerbatim()) {
                words.append(argument);
            }
        }
    }

    /** Tells whether a check takes chance numbers. */
    private static boolean isRandom(CheckInfo check) {
        try {
            return Arrays.stream(Class.forName(check.className()).getDeclaredMethods())
                    .filter(method -> method.getName().equals(check.method()))
                    .map(Method::getParameterTypes)
                    .anyMatch(types -> List.of(types).contains(Random.class));
        } catch (ClassNotFoundException e) {
            return true; // a check of a test's own
        }
    }

    /** Returns eight digits that two signs share if they are equal, and hardly ever else. */
    public String digest() {
        CRC32 sum = new CRC32();
        sum.update(String.join("\n", keys, expected, actual).getBytes(StandardCharsets.UTF_8));
        return String.format("%08x", sum.getValue());
    }
}

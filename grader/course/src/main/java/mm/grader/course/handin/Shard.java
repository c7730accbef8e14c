package mm.grader.course.handin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;

/**
 * A part of a class.
 *
 * @param number which, from 1
 * @param of how many there are
 */
public record Shard(int number, int of) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{1,5})/([0-9]{1,5})");

    /** Reads {@code i/n}. */
    public static Shard of(String text) {
        Matcher shard = TEXT.matcher(text);
        if (shard.matches()) {
            int number = Integer.parseInt(shard.group(1));
            int of = Integer.parseInt(shard.group(2));
            if (number >= 1 && number <= of) {
                return new Shard(number, of);
            }
        }
        throw UserError.at("--shard " + text, "shard.expected-is-i-n-from");
    }
}

package mm.grader.facts;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;

/**
 * When something holds on a machine, and what is to be said then: {@code kernel < 6.14: leaf tables stay}.
 *
 * @param setting the name of a setting
 * @param operator one of {@code = != < >= has}; the two in the middle compare versions, the last looks for a word
 * @param value what the setting is compared with
 * @param reason the sentence
 */
public record Condition(String setting, String operator, String value, Sentence reason) {
    private static final Pattern FORM = Pattern.compile("(\\w+) (=|!=|<|>=|has) (\\S+): (.+)");

    /** Reads a condition with its translation. */
    static Condition of(String line, String chinese) {
        Matcher parts = FORM.matcher(line);
        if (!parts.matches()) {
            throw UserError.of("facts.not-a-condition", line);
        }
        return new Condition(parts.group(1), parts.group(2), parts.group(3), new Sentence(parts.group(4), chinese));
    }

    /** Tells whether it holds on a machine; a setting that is not known explains nothing. */
    public boolean holds(Settings settings) {
        String actual = settings.get(setting);
        if (actual.equals(Settings.UNKNOWN)) {
            return false;
        }
        switch (operator) {
            case "=":
                return actual.equals(value);
            case "!=":
                return !actual.equals(value);
            case "has":
                return List.of(actual.split(" ")).contains(value);
            default:
                return compareVersions(actual, value) < 0 == operator.equals("<");
        }
    }

    /** Compares the first two numbers of two versions, such as those of 6.18.44-generic and 6.14. */
    static int compareVersions(String left, String right) {
        Pattern form = Pattern.compile("(\\d+)\\.(\\d+).*");
        Matcher first = form.matcher(left);
        Matcher second = form.matcher(right);
        if (!first.matches() || !second.matches()) {
            throw UserError.of("facts.not-versions", left, right);
        }
        int major = Integer.compare(Integer.parseInt(first.group(1)), Integer.parseInt(second.group(1)));
        return major != 0
                ? major
                : Integer.compare(Integer.parseInt(first.group(2)), Integer.parseInt(second.group(2)));
    }
}

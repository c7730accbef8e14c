package mm.grader.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with ranges of numbers in them: {@code 4..12 kB} is met by {@code 7 kB}. */
final class Range {
    private static final Pattern RANGE = Pattern.compile("(-?\\d+)\\.\\.(-?\\d+)");

    private Range() {}

    /** Tells whether a text is of the form, with each number in its range. */
    static boolean matches(String form, String text) {
        List<MatchResult> ranges = RANGE.matcher(form).results().toList();
        StringBuilder pattern = new StringBuilder();
        int end = 0;
        for (MatchResult range : ranges) {
            pattern.append(Pattern.quote(form.substring(end, range.start()))).append("(-?\\d{1,18})");
            end = range.end();
        }
        pattern.append(Pattern.quote(form.substring(end)));
        Matcher matcher = Pattern.compile(pattern.toString()).matcher(text);
        if (!matcher.matches()) {
            return false;
        }
        List<Boolean> inside = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            long number = Long.parseLong(matcher.group(i + 1));
            inside.add(number >= Long.parseLong(ranges.get(i).group(1))
                    && number <= Long.parseLong(ranges.get(i).group(2)));
        }
        return !inside.contains(false);
    }
}

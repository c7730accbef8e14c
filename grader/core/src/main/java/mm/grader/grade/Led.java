package mm.grader.grade;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What led to a failure, from outside and from inside of the student's code.
 *
 * @param calls the last calls that the check made before it failed, the oldest first, with arguments and results
 * @param stack where in the student's code an exception came from or an endless loop was, the innermost place first
 */
public record Led(List<String> calls, List<String> stack) {
    private static final int FEW = 3;
    private static final int MAX_LINE = 220;
    private static final Pattern PART = Pattern.compile("(?:new )?((\\w+)#\\d+)");
    private static final int PART_GROUP = 1;
    private static final int NAME_GROUP = 2;
    private static final String MADE = "new ";

    /** Nothing is known. */
    public static final Led NOWHERE = new Led(List.of(), List.of());

    /** Copies the lists. */
    public Led {
        calls = List.copyOf(calls);
        stack = List.copyOf(stack);
    }

    /** Returns the last few of the calls that fit into a line; if they are of one part alone, without its number. */
    public List<String> fewCalls() {
        int from = calls.size() - 1;
        int length = calls.get(from).length();
        while (from > 0
                && calls.size() - from < FEW
                && length + calls.get(from - 1).length() < MAX_LINE) {
            length += calls.get(--from).length();
        }
        return ofOnePart(calls.subList(from, calls.size()));
    }

    /** Returns all calls; if they are of one part alone, without its number. */
    public List<String> allCalls() {
        return ofOnePart(calls);
    }

    private static List<String> ofOnePart(List<String> some) {
        long parts = some.stream().map(Led::part).distinct().count();
        return parts > 1 ? some : some.stream().map(Led::plain).toList();
    }

    private static String part(String call) {
        Matcher form = PART.matcher(call);
        return form.lookingAt() ? form.group(PART_GROUP) : "";
    }

    private static String plain(String call) {
        Matcher form = PART.matcher(call);
        if (!form.lookingAt()) {
            return call;
        }
        String rest = call.substring(form.end());
        return call.startsWith(MADE) ? MADE + form.group(NAME_GROUP) + rest : rest.substring(1);
    }
}

package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log, taken apart.
 *
 * @param kind what it says
 * @param pid whose it is; 0 if it does not say
 * @param name the call's name
 * @param rest of a call: all behind the bracket that opens the arguments; of other lines: the text
 */
record StraceLine(Kind kind, int pid, String name, String rest) {
    enum Kind {
        WHOLE,
        UNFINISHED,
        RESUMED,
        GONE,
        /** The process goes on under the number in {@code name}'s place: a thread has replaced the program. */
        SUPERSEDED,
        NOTHING
    }

    private static final Pattern PREFIX = Pattern.compile("\\s*(?:\\[pid\\s+(\\d+)\\] |(\\d+)\\s+)?"
            + "(?:(?:\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?|\\d+\\.\\d{6,9})\\s+(?:\\(\\+ +\\d+\\.\\d+\\) )?)?(.*)");
    private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final Pattern WHOLE = Pattern.compile("(.*)\\)\\s+= (.+?)(?: <\\d+\\.\\d+>)?");
    private static final Pattern SUPERSEDED = Pattern.compile("\\+\\+\\+ superseded by execve in pid (\\d+) \\+\\+\\+");
    private static final String UNFINISHED = "<unfinished ...>";

    /** Takes a line apart; null if it is none of strace's. */
    static StraceLine parse(String text) {
        Matcher prefix = PREFIX.matcher(text);
        if (!prefix.matches()) {
            return null;
        }
        String number = prefix.group(1) != null ? prefix.group(1) : prefix.group(2);
        int pid;
        try {
            pid = number == null ? 0 : Integer.parseInt(number);
        } catch (NumberFormatException e) {
            return null;
        }
        String body = prefix.group(3).stripTrailing();
        if (body.isEmpty() && number == null || body.startsWith("strace: ")) {
            return new StraceLine(Kind.NOTHING, pid, "", body);
        }
        if (body.startsWith("--- ") && body.endsWith(" ---")) {
            return new StraceLine(Kind.NOTHING, pid, "", body);
        }
        Matcher superseded = SUPERSEDED.matcher(body);
        if (superseded.matches()) {
            return new StraceLine(Kind.SUPERSEDED, pid, superseded.group(1), body);
        }
        if (body.startsWith("+++ ") && body.endsWith(" +++")) {
            return new StraceLine(Kind.GONE, pid, "", body);
        }
        Matcher resumed = RESUMED.matcher(body);
        if (resumed.matches()) {
            return new StraceLine(Kind.RESUMED, pid, resumed.group(1), resumed.group(2));
        }
        Matcher call = CALL.matcher(body);
        if (!call.matches()) {
            return null;
        }
        String rest = call.group(2);
        if (rest.endsWith(UNFINISHED)) {
            String begun = rest.substring(0, rest.length() - UNFINISHED.length());
            return new StraceLine(Kind.UNFINISHED, pid, call.group(1), begun.stripTrailing());
        }
        return new StraceLine(Kind.WHOLE, pid, call.group(1), rest);
    }

    /** Makes the call of a whole text behind the opening bracket; null if it has no end. */
    static Call call(String where, int pid, String name, String rest) {
        Matcher whole = WHOLE.matcher(rest);
        return whole.matches()
                ? new Call(
                        where,
                        pid,
                        name,
                        arguments(whole.group(1).strip()),
                        whole.group(2).strip())
                : null;
    }

    /** Splits arguments at commas that are in no quotes, brackets or file name. */
    private static List<String> arguments(String text) {
        List<String> arguments = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                i = endOfQuotes(text, i);
            } else if (c == '<' && i > 0 && Character.isDigit(text.charAt(i - 1)) && !text.startsWith("<<", i)) {
                i = endOfFile(text, i);
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            } else if (c == ',' && depth == 0) {
                arguments.add(text.substring(start, i).strip());
                start = i + 1;
            }
        }
        String last = text.substring(start).strip();
        if (!last.isEmpty()) {
            arguments.add(last);
        }
        return arguments;
    }

    private static int endOfQuotes(String text, int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** A file's name may hold commas and brackets: it ends at a {@code >} with a comma or nothing behind. */
    private static int endOfFile(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '>' && (i + 1 == text.length() || ",}])".indexOf(text.charAt(i + 1)) >= 0)) {
                return i;
            }
        }
        return open;
    }
}

package mm.grader.strace;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of a log, taken apart.
 *
 * @param kind what it says
 * @param pid whose it is; 0 if it does not say
 * @param name the name of the call
 * @param rest of a call: all after the bracket that opens the arguments; of other lines: the text
 */
record StraceLine(Kind kind, int pid, String name, String rest) {
    enum Kind {
        WHOLE,
        UNFINISHED,
        RESUMED,
        GONE,
        /** The process goes on under the number in {@code name}'s place: a thread has replaced the program. */
        SUPERSEDED,
        /** The program is not one of 64 bits from here on. */
        OTHER_MODE,
        /** The program is one of 64 bits again. */
        USUAL_MODE,
        /** Strace's own, without anything to do: signals, stack traces ({@code -k}), messages. */
        NOTHING
    }

    /** The process, by number and perhaps name ({@code -Y}); the time; number of the call ({@code -n}), place ({@code -i}). */
    private static final Pattern PREFIX = Pattern.compile("\\s*(?:\\[pid\\s+(\\d+)(?:<.*?>)?\\] |(\\d+)(?:<.*?>)?\\s+)?"
            + "(?:\\s*(\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?|\\d+\\.\\d{3,9})\\s+(?:\\(\\+ +\\d+\\.\\d+\\) )?)?"
            + "(?:\\[ *[0-9a-f?]+\\] )*(.*)");

    private static final Pattern NAME = Pattern.compile("\\w+");
    private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. (\\w+) resumed>(.*)");
    private static final Pattern WHOLE = Pattern.compile("(.*)\\)\\s+= (.+?)(?: <\\d+\\.\\d+>)?");
    private static final Pattern TOOK = Pattern.compile("<(\\d+\\.\\d+)>$");
    private static final Pattern SUPERSEDED = Pattern.compile("\\+\\+\\+ superseded by execve in pid (\\d+) \\+\\+\\+");
    private static final Pattern MODE = Pattern.compile("\\[ Process PID=(\\d+) runs in (.+) mode\\. \\]");
    private static final Pattern UNFINISHED = Pattern.compile("(.*?) ?<(?:unfinished|detached) \\.\\.\\.>");
    private static final Pattern NOTHING = Pattern.compile("strace: .*|--- .* ---|<detached \\.\\.\\.>");
    private static final Pattern STACK = Pattern.compile(" > .+");

    /** A call of those that count, after what the program itself has printed without ending the line. */
    private static final Pattern AFTER_OUTPUT = Pattern.compile(
            ".*?((?:\\[pid +\\d+\\] )?(?:mmap|munmap|mprotect|mremap|brk|madvise|execve|v?fork|clone3?)\\(.*)");

    /** Takes a line apart; null if it is not one that strace writes. */
    static StraceLine parse(String text) {
        Matcher mode = MODE.matcher(text);
        if (text.contains("[ Process ") && mode.find()) {
            Kind kind = mode.group(2).equals("64 bit") ? Kind.USUAL_MODE : Kind.OTHER_MODE;
            return new StraceLine(kind, pid(mode.group(1)), "", mode.group(2));
        }
        if (STACK.matcher(text).matches()) {
            return new StraceLine(Kind.NOTHING, 0, "", text);
        }
        Matcher prefix = PREFIX.matcher(text);
        if (!prefix.matches()) {
            return null;
        }
        String number = prefix.group(1) != null ? prefix.group(1) : prefix.group(2);
        int pid = number == null ? 0 : pid(number);
        String body = prefix.group(4).stripTrailing();
        if (pid < 0) {
            return null;
        }
        if ((body.isEmpty() && number == null) || NOTHING.matcher(body).matches()) {
            return new StraceLine(Kind.NOTHING, pid, "", body);
        }
        if (body.startsWith("+++ ") && body.endsWith(" +++")) {
            Matcher superseded = SUPERSEDED.matcher(body);
            return superseded.matches()
                    ? new StraceLine(Kind.SUPERSEDED, pid, superseded.group(1), body)
                    : new StraceLine(Kind.GONE, pid, "", body);
        }
        Matcher resumed = RESUMED.matcher(body);
        if (resumed.matches()) {
            return new StraceLine(Kind.RESUMED, pid, resumed.group(1), resumed.group(2));
        }
        int open = body.indexOf('(');
        if (open < 1 || !NAME.matcher(body).region(0, open).matches()) {
            return null;
        }
        String name = body.substring(0, open);
        String rest = body.substring(open + 1);
        Matcher begun = UNFINISHED.matcher(rest);
        return rest.endsWith(" ...>") && begun.matches()
                ? new StraceLine(Kind.UNFINISHED, pid, name, begun.group(1).stripTrailing())
                : new StraceLine(Kind.WHOLE, pid, name, rest);
    }

    /** Returns when a line was written, in microseconds since midnight or 1970; negative if it does not say. */
    static long time(String text) {
        Matcher prefix = PREFIX.matcher(text);
        String time = prefix.matches() ? prefix.group(3) : null;
        if (time == null || !time.matches("\\d\\d:.*|\\d{9,}\\..*")) {
            return -1; // none, or the time since the line before
        }
        String[] parts = time.split("[:.]");
        long fraction =
                parts.length % 2 == 0 ? Long.parseLong((parts[parts.length - 1] + "000000").substring(0, 6)) : 0;
        long seconds = parts.length > 2
                ? Long.parseLong(parts[0]) * 3600 + Long.parseLong(parts[1]) * 60 + Long.parseLong(parts[2])
                : Long.parseLong(parts[0]);
        return seconds * 1_000_000 + fraction;
    }

    /** Returns how long a call took by the end of its line ({@code -T}), in microseconds; 0 if it does not say. */
    static long duration(String text) {
        Matcher took = TOOK.matcher(text);
        return text.endsWith(">") && took.find() ? Math.round(Double.parseDouble(took.group(1)) * 1e6) : 0;
    }

    /** Returns the number of a process; negative if it is too large for one. */
    private static int pid(String digits) {
        return digits.length() > 9 ? -1 : Integer.parseInt(digits);
    }

    /** Returns the call that follows a program's own output in a line; null if there is none that counts. */
    static StraceLine afterOutput(String text) {
        Matcher matcher = AFTER_OUTPUT.matcher(text);
        StraceLine line = matcher.matches() ? parse(matcher.group(1)) : null;
        boolean isCall = line != null && (line.kind != Kind.WHOLE || call("", 0, line.name, line.rest) != null);
        return isCall ? line : null;
    }

    /** Makes the call of a whole text after the opening bracket; null if it has no end. */
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
        return List.copyOf(arguments);
    }

    private static int endOfQuotes(String text, int open) {
        int i = open + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    /** The name of a file may hold commas and brackets: it ends at a {@code >} that a comma or nothing follows. */
    private static int endOfFile(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '>' && (i + 1 == text.length() || ",}])".indexOf(text.charAt(i + 1)) >= 0)) {
                return i;
            }
        }
        return open;
    }
}

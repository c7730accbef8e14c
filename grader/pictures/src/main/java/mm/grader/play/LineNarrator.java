package mm.grader.play;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.picture.Words;

/**
 * Tells of a line that nothing else tells of why nothing is to be seen: a call that was refused, one that changed nothing, a
 * question, or what only the screens show.
 */
final class LineNarrator {
    private static final Pattern LINE = Pattern.compile("(?:\\S+: )?(.*?)(?: -> *([^|]*?))?(?: *\\|.*)?");
    private static final Pattern PROCESS = Pattern.compile("process (\\S+) (joins .*)?touches (\\d+) pages.*");
    private static final Pattern LIMIT = Pattern.compile("limit (\\d+) kB = (\\d+) pages.*");
    private static final Pattern ERROR = Pattern.compile("E[A-Z]+");

    /** How many words of each operation its sentence names. */
    private static final Map<String, Integer> NAMED = Map.ofEntries(
            Map.entry("user", 2),
            Map.entry("kthread", 1),
            Map.entry("run", 2),
            Map.entry("running", 1),
            Map.entry("wait", 1),
            Map.entry("sample", 0),
            Map.entry("ps", 0),
            Map.entry("free", 0),
            Map.entry("top", 0),
            Map.entry("vmstat", 0),
            Map.entry("maps", 0),
            Map.entry("read", 1),
            Map.entry("touch", 1),
            Map.entry("look", 1),
            Map.entry("mmap", 0),
            Map.entry("munmap", 0),
            Map.entry("mprotect", 0),
            Map.entry("dontneed", 0),
            Map.entry("brk", 0),
            Map.entry("limit", 0),
            Map.entry("overcommit", 0),
            Map.entry("fork", 0),
            Map.entry("exit", 0),
            Map.entry("MemTotal", 1),
            Map.entry("SwapTotal", 1));

    private final String kind;
    private final Words words;

    /**
     * Tells of lines of one kind of script.
     *
     * @param kind the kind's name
     */
    LineNarrator(String kind, Words words) {
        this.kind = kind;
        this.words = words;
    }

    /** Returns a sentence about a line with its answer. */
    String tell(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            return words.say("line.nothing");
        }
        String operation = parts.group(1).strip();
        String answer = parts.group(2) == null ? "" : parts.group(2).strip();
        return switch (kind) {
            case "oom" -> oom(operation);
            case "procps" -> procps(operation);
            case "malloc" -> words.say("line.heap-begins");
            default -> call(operation, answer);
        };
    }

    /** Returns why a line's call was refused, also where a part of it was done; "" if it was not. */
    String refusal(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches() && isError(parts.group(2))
                ? refusal(parts.group(1).strip().split(" +")[0], parts.group(2).strip())
                : "";
    }

    private boolean isError(String answer) {
        return answer != null
                && ERROR.matcher(answer.strip()).matches()
                && words.sentences().containsKey("refused." + answer.strip());
    }

    private String refusal(String name, String error) {
        String own = "refused." + name + "-" + error;
        return words.say(words.sentences().containsKey(own) ? own : "refused." + error, error);
    }

    private String oom(String operation) {
        Matcher limit = LIMIT.matcher(operation);
        if (limit.matches()) {
            return words.say("line.group", limit.group(1), limit.group(2));
        }
        Matcher process = PROCESS.matcher(operation);
        if (!process.matches()) {
            return words.say("line.nothing");
        }
        String key = process.group(2) == null ? "line.touches" : "line.joins";
        return words.say(key, Marks.safe(process.group(1)), process.group(3));
    }

    private String procps(String line) {
        String what = Marks.safe(line.replaceFirst("^=== \\w+ ?", ""));
        return words.say(
                line.startsWith("=== run") ? "line.screen" : line.startsWith("=== later") ? "line.later" : "line.file",
                what);
    }

    private String call(String operation, String answer) {
        String[] word = operation.split(" +");
        String name = word[0];
        if (isError(answer)) {
            return refusal(name, answer);
        }
        Integer named = NAMED.get(name);
        if (named == null || word.length <= named) {
            return words.say("line.nothing");
        }
        Object[] arguments = new Object[named];
        for (int i = 0; i < named; i++) {
            arguments[i] = Marks.safe(word[i + 1]);
        }
        return words.say("line." + name, arguments);
    }
}

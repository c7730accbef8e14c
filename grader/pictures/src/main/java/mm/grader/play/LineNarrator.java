package mm.grader.play;

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
            case "group" -> group(operation, answer);
            default -> call(operation, answer);
        };
    }

    /** Returns why a line's call was refused, also where a part of it was done; "" if it was not. */
    String refusal(String line) {
        Matcher parts = LINE.matcher(line);
        if (parts.matches() && "no memory".equals(parts.group(2))) {
            return words.say("refused.no-memory");
        }
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

    /** Returns how many words of an operation its sentence names; -1 if there is none. */
    private static int named(String operation) {
        return switch (operation) {
            case "user", "run" -> 2;
            case "kthread", "running", "wait", "read", "in", "touch", "look", "MemTotal", "SwapTotal" -> 1;
            case "sample",
                    "ps",
                    "pmap",
                    "free",
                    "top",
                    "vmstat",
                    "maps",
                    "mmap",
                    "munmap",
                    "mremap",
                    "mprotect",
                    "dontneed",
                    "madvise",
                    "huge",
                    "mlock",
                    "munlock",
                    "brk",
                    "limit",
                    "overcommit",
                    "fork",
                    "exit" -> 0;
            default -> -1;
        };
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

    /** Tells of a line of memory cgroups: of what its process, or the kernel, does, and where that is charged. */
    private String group(String operation, String answer) {
        String[] word = operation.split(" +");
        if (isError(answer)) {
            return refusal("group-" + word[0], answer);
        }
        String told = words.say(groupKey(word[0]), word.length > 1 ? Marks.safe(word[1]) : "");
        return answer.equals("killed") ? told + " " + words.say("group.killed") : told;
    }

    private static String groupKey(String operation) {
        return switch (operation) {
            case "groups" -> "group.groups";
            case "group" -> "group.group";
            case "limit" -> "group.limit";
            case "start" -> "group.start";
            case "move" -> "group.move";
            case "fork" -> "group.fork";
            case "exit" -> "group.exit";
            case "write" -> "group.write";
            case "read" -> "group.read";
            case "share" -> "group.share";
            case "drop" -> "group.drop";
            case "cache" -> "group.cache";
            case "forget" -> "group.forget";
            case "empty" -> "group.empty";
            case "remove" -> "group.remove";
            default -> "line.nothing";
        };
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
        if (answer.equals("no memory")) {
            return words.say("refused.no-memory");
        }
        if (name.equals("group")) {
            return words.say(answer.isEmpty() ? "group.group" : "group.asked", Marks.safe(word[1]));
        }
        int named = named(name);
        if (named < 0 || word.length <= named) {
            return words.say("line.nothing");
        }
        Object[] arguments = new Object[named];
        for (int i = 0; i < named; i++) {
            arguments[i] = Marks.safe(word[i + 1]);
        }
        return words.say("line." + name, arguments);
    }
}

package mm.grader.replay;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;

/**
 * One system call of a log, whole.
 *
 * @param where file and line in which it ends
 * @param pid who made it; 0 if the log names nobody
 * @param name the call's name
 * @param arguments as they stand in the log
 * @param answer what stands behind the {@code =}
 */
public record Call(String where, int pid, String name, List<String> arguments, String answer) {
    private static final Pattern FAILED = Pattern.compile("-1 (E[A-Z0-9]+)\\b.*");
    private static final Pattern FLAGS = Pattern.compile("flags=([^,}]+)");
    private static final Pattern FILE = Pattern.compile("(-?\\d+|AT_FDCWD)<(.*)>");

    /** Returns the error's name, or null if the call succeeded. */
    String errno() {
        Matcher matcher = FAILED.matcher(answer);
        return matcher.matches() ? matcher.group(1) : null;
    }

    boolean succeeded() {
        return errno() == null && !answer.startsWith("?");
    }

    /** Returns what a call that succeeded answered. */
    long value() {
        return number(answer.split(" ")[0]);
    }

    /** Returns the answer as transcripts show it: 0, an address, or an error's name. */
    String shown() {
        String errno = errno();
        return errno != null ? errno : Space.show(value());
    }

    long number(int i) {
        if (i >= arguments.size()) {
            throw new UserError(where + ": " + name + " has too few arguments");
        }
        return number(arguments.get(i));
    }

    private long number(String text) {
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw new UserError(where + ": " + e.getMessage());
        }
    }

    /** Returns the file behind a descriptor, if strace was told to say ({@code -y}), else null. */
    String file(int i) {
        Matcher matcher = FILE.matcher(arguments.get(i));
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** Returns the descriptor's number. */
    String descriptor(int i) {
        return arguments.get(i).replaceFirst("<.*", "");
    }

    /** Returns a quoted argument without the quotes. */
    String text(int i) {
        return i < arguments.size() ? arguments.get(i).replaceFirst("^\"", "").replaceFirst("\"(\\.\\.\\.)?$", "") : "";
    }

    /** Tells whether the call makes a process or a thread. */
    boolean makesProcess() {
        return switch (name) {
            case "fork", "vfork", "clone", "clone3" -> true;
            default -> false;
        };
    }

    /** Tells whether the new process shares the address space, as threads do, and vfork's child until it execs. */
    boolean sharesMemory() {
        if (name.equals("vfork")) {
            return true;
        }
        Matcher matcher = FLAGS.matcher(String.join(", ", arguments).replaceAll("/\\*.*?\\*/", ""));
        if (!matcher.find()) {
            return false;
        }
        for (String flag : matcher.group(1).strip().split("\\|")) {
            boolean numeric = flag.matches("0x[0-9a-f]+|\\d+");
            if (flag.equals("CLONE_VM") || numeric && (number(flag) & Numbers.CLONE_VM) != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return name + "(" + String.join(", ", arguments) + ")";
    }
}

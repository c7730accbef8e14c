package mm.grader.strace;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.machine.Errno;

/**
 * One system call of a log, whole.
 *
 * @param where file and line in which it ends
 * @param pid who made it; 0 if the log names nobody
 * @param name the name of the call
 * @param arguments as they are in the log
 * @param answer what follows the {@code =}
 */
public record Call(String where, int pid, String name, List<String> arguments, String answer) {
    private static final Pattern FAILED = Pattern.compile("-1 (E[A-Z0-9]+)\\b.*");
    private static final Pattern FLAGS = Pattern.compile("flags=([^,}]+)");
    private static final Pattern FILE = Pattern.compile("(-?\\d+|AT_FDCWD)<(.*)>");
    private static final Pattern FILE_NAME = Pattern.compile("<.*");
    private static final Pattern AFTER_NUMBER = Pattern.compile("[ <].*");

    /** The calls that concern an address space. */
    private static final Set<String> OF_MEMORY = Set.of(
            "mmap",
            "munmap",
            "mprotect",
            "pkey_mprotect",
            "mremap",
            "brk",
            "madvise",
            "remap_file_pages",
            "shmat",
            "shmdt",
            "mlock",
            "mlock2",
            "mlockall",
            "mseal",
            "process_madvise");

    /** Tells whether a call of that name concerns an address space. */
    public static boolean isOfMemory(String name) {
        return OF_MEMORY.contains(name);
    }

    /** Returns the name of the error, or null if the call succeeded. */
    public String errno() {
        Matcher matcher = FAILED.matcher(answer);
        return matcher.matches() ? matcher.group(1) : null;
    }

    /** Tells whether the call did what it was to do. */
    public boolean succeeded() {
        return errno() == null && !hasNoAnswer();
    }

    /** Tells whether the call did not return, for example {@code exit_group}. */
    public boolean hasNoAnswer() {
        return answer.startsWith("?");
    }

    /** Tells whether strace has answered in the place of the kernel ({@code -e inject=}). */
    public boolean isInjected() {
        return answer.endsWith("(INJECTED)");
    }

    /** Returns what a call that succeeded answered. */
    public long value() {
        return number(AFTER_NUMBER.matcher(answer).replaceFirst(""));
    }

    /** Returns the answer as transcripts show it: 0, an address, or the name of an error. */
    public String shown() {
        String errno = errno();
        return errno != null ? errno : Errno.show(value());
    }

    /**
     * Returns an argument that is a number, an address or flags.
     *
     * @throws UserError if it is none; with file and line
     */
    public long number(int i) {
        if (i >= arguments.size()) {
            throw UserError.at(where, "call.has-too-few-arguments", name);
        }
        return number(arguments.get(i));
    }

    private long number(String text) {
        try {
            return Numbers.parse(text);
        } catch (NumberFormatException e) {
            throw UserError.at(where, "numbers.is-not-a-number-an", text.strip());
        }
    }

    /** Returns an argument as it is in the log; empty if there is none. */
    public String argument(int i) {
        return i < arguments.size() ? arguments.get(i) : "";
    }

    /** Returns the file of a descriptor, if strace was told to say ({@code -y}), else null. */
    public String file(int i) {
        Matcher matcher = FILE.matcher(argument(i));
        return matcher.matches() ? matcher.group(2) : null;
    }

    /** Returns the number of a descriptor. */
    public String descriptor(int i) {
        return FILE_NAME.matcher(argument(i)).replaceFirst("");
    }

    /** Returns a quoted argument without the quotes. */
    public String text(int i) {
        return argument(i).replaceFirst("^\"", "").replaceFirst("\"(\\.\\.\\.)?$", "");
    }

    /** Tells whether the call has put another program in place of the caller's. */
    public boolean isExec() {
        return name.startsWith("execve") && succeeded();
    }

    /** Tells whether the call makes a process or a thread. */
    public boolean makesProcess() {
        return switch (name) {
            case "fork", "vfork", "clone", "clone3" -> true;
            default -> false;
        };
    }

    /** Tells whether the call has made the process of that number. */
    public boolean makes(int process) {
        return makesProcess() && succeeded() && value() == process;
    }

    /** Tells whether the new process shares the address space, as threads do, and vfork's child until it execs. */
    public boolean sharesMemory() {
        return name.equals("vfork") || hasFlag("CLONE_VM", Numbers.CLONE_VM);
    }

    /** Tells whether what is made is a thread of the same process. */
    public boolean sharesProcess() {
        return hasFlag("CLONE_THREAD", Numbers.CLONE_THREAD);
    }

    private boolean hasFlag(String flagName, int bit) {
        Matcher matcher = FLAGS.matcher(String.join(", ", arguments).replaceAll("/\\*.*?\\*/", ""));
        if (!matcher.find()) {
            return false;
        }
        for (String flag : matcher.group(1).strip().split("\\|")) {
            boolean numeric = flag.matches("0x[0-9a-f]+|\\d+");
            if (flag.equals(flagName) || (numeric && (number(flag) & bit) != 0)) {
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

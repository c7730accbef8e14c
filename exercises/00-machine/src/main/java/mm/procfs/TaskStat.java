package mm.procfs;

/**
 * The counters of one process, parsed from its files under {@code /proc/PID}.
 *
 * @param pid process id
 * @param uid effective user id: the owner of the directory, or where it has none, {@code status}, second number of Uid
 * @param command the name, without the brackets that {@code stat} puts around it, and without what a terminal would act
 *     upon
 * @param state one letter: R running, S sleeping, D waiting for a device, I idle kernel thread, T stopped, Z zombie
 * @param ticks processor time so far, user and system, in hundredths of a second
 * @param priority the priority of the scheduler, as {@code stat} shows it
 * @param nice the nice value, -20 to 19
 * @param threads number of threads
 * @param sizePages pages that are mapped ({@code statm}, first number)
 * @param residentPages pages in memory (second number)
 * @param sharedPages of them, pages of files and of shared memory (third number)
 * @linux fs/proc/array.c do_task_stat
 * @linux fs/proc/array.c proc_pid_statm
 */
public record TaskStat(
        int pid,
        int uid,
        String command,
        char state,
        long ticks,
        int priority,
        int nice,
        int threads,
        long sizePages,
        long residentPages,
        long sharedPages) {
    private static final int LAST_FIELD = 17;
    private static final int FIRST_NUMBER = 4;
    private static final int STACK_FIELD = 28;

    /**
     * Reads a process's counters; null if the process is gone. A file or field that is missing, or is not a number,
     * counts as 0: a process may end while its files are read.
     */
    public static TaskStat read(ProcFs proc, int pid) {
        String stat = proc.read(pid + "/stat");
        if (stat == null || stat.isEmpty()) {
            return null;
        }
        int open = stat.indexOf('(');
        int close = stat.lastIndexOf(')'); // the name itself may have blanks and brackets
        boolean isWhole = open >= 0 && close > open && close + 1 < stat.length();
        String rest = isWhole ? stat.substring(close + 1).trim() : "";
        long[] fields = Scan.numbers(rest.isEmpty() ? "" : rest.substring(1), LAST_FIELD); // from field 4 of proc(5) on
        String statm = proc.read(pid + "/statm");
        long[] pages = Scan.numbers(statm == null ? "" : statm, 3);
        return new TaskStat(
                pid,
                proc.owner(pid) != ProcFs.NO_OWNER ? proc.owner(pid) : uid(proc.read(pid + "/status")),
                isWhole ? TaskName.of(stat.substring(open + 1, close)) : "?",
                rest.isEmpty() ? ' ' : rest.charAt(0),
                fields[10] + fields[11],
                (int) fields[14],
                (int) fields[15],
                fields[16] == 0 ? 1 : (int) fields[16],
                pages[0],
                pages[1],
                pages[2]);
    }

    /**
     * Returns the command line of a process: its words with a blank between, and without what a terminal would act upon;
     * the name in brackets where there are none, as of a kernel thread or a zombie.
     */
    public static String commandLine(ProcFs proc, int pid) {
        String words = proc.read(pid + "/cmdline");
        if (words == null || words.isEmpty()) {
            TaskStat stat = read(proc, pid);
            return stat == null ? "[?]" : "[" + stat.command() + "]" + (stat.state() == 'Z' ? " <defunct>" : "");
        }
        int end = words.length();
        while (end > 0 && words.charAt(end - 1) == 0) {
            end--;
        }
        return end == 0
                ? "?"
                : TaskName.printable(words.substring(0, end).replace('\0', ' ').replace('\n', ' '));
    }

    /** Returns the address where the stack of a process began, field 28 of {@code stat}; 0 if it has none. */
    public static long stackStart(ProcFs proc, int pid) {
        String stat = proc.read(pid + "/stat");
        String rest =
                stat == null ? "" : stat.substring(stat.lastIndexOf(')') + 1).trim();
        return Scan.numbers(rest.isEmpty() ? "" : rest.substring(1), STACK_FIELD - FIRST_NUMBER + 1)[
                STACK_FIELD - FIRST_NUMBER];
    }

    private static int uid(String status) {
        int line = status == null ? -1 : ("\n" + status).indexOf("\nUid:");
        return line < 0 ? 0 : (int) Scan.numbers(status.substring(line + "Uid:".length()), 2)[1];
    }
}

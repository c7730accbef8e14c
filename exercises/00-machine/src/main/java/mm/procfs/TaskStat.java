package mm.procfs;

import java.util.Arrays;
import java.util.regex.Pattern;
import mm.machine.Lines;

/**
 * The counters of one process, parsed from its files under {@code /proc/PID}.
 *
 * @param pid process id
 * @param uid effective user id ({@code status}, second number of Uid)
 * @param command the name, without the brackets that {@code stat} puts around it
 * @param state one letter: R running, S sleeping, D waiting for a device, I idle kernel thread, T stopped, Z zombie
 * @param ticks processor time so far, user and system, in hundredths of a second
 * @param priority the scheduler's priority, as {@code stat} shows it
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
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** Reads a process's counters; null if the process is gone. */
    public static TaskStat read(ProcFs proc, int pid) {
        String stat = proc.read(pid + "/stat");
        String statm = proc.read(pid + "/statm");
        String status = proc.read(pid + "/status");
        if (stat == null || statm == null || status == null) {
            return null;
        }
        int close = stat.lastIndexOf(')'); // the name itself may have blanks and brackets
        String[] fields = SPACE.split(stat.substring(close + 2)); // fields[0] is field 3 of proc(5)
        long[] pages = Arrays.stream(SPACE.split(statm.trim()))
                .mapToLong(Long::parseLong)
                .toArray();
        return new TaskStat(
                pid,
                uid(status),
                stat.substring(stat.indexOf('(') + 1, close),
                fields[0].charAt(0),
                Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
                Integer.parseInt(fields[15]),
                Integer.parseInt(fields[16]),
                Integer.parseInt(fields[17]),
                pages[0],
                pages[1],
                pages[2]);
    }

    private static int uid(String status) {
        return Lines.of(status).stream()
                .filter(line -> line.startsWith("Uid:"))
                .map(line -> SPACE.split(line)[2])
                .mapToInt(Integer::parseInt)
                .findFirst()
                .orElse(0);
    }
}

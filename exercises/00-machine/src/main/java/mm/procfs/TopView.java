package mm.procfs;

import java.util.List;

/**
 * The screen of {@code top} in batch mode: five lines about the machine, and one about each process.
 *
 * <p>An implementation has a public constructor without parameters.
 *
 * @linux fs/proc/array.c do_task_stat
 */
public interface TopView {
    /**
     * Returns the lines of one screen.
     *
     * @param before the machine's /proc at the look before, for what was used since
     * @param now the machine's /proc now
     * @param host the clock, the sessions and the users' names
     * @param options how top was called
     */
    List<String> screen(ProcFs before, ProcFs now, Host host, TopOptions options);
}

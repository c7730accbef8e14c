package mm.procfs;

import java.util.List;

/**
 * The screen of {@code free}: a few counters of the whole machine, subtracted, scaled and printed.
 *
 * <p>An implementation has a public constructor without parameters.
 *
 * @linux fs/proc/meminfo.c meminfo_proc_show
 */
public interface FreeView {
    /**
     * Returns the lines of one screen.
     *
     * @param proc the machine's /proc, of which {@code meminfo} is read
     * @param options how free was called
     */
    List<String> screen(ProcFs proc, FreeOptions options);
}

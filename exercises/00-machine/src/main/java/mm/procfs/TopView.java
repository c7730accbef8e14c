package mm.procfs;

import java.util.List;

/**
 * The screen of {@code top} in batch mode: five lines about the machine, an empty one, a header, and one line about
 * each process.
 *
 * <p><b>The machine.</b>
 *
 * <pre>
 * top - 12:00:00 up 324 days, 23:52,  0 user,  load average: 0.89, 1.47, 0.36
 * Tasks:  10 total,   1 running,   7 sleeping,   0 stopped,   2 zombie
 * %Cpu(s):  0.0 us,  0.0 sy,  0.0 ni,100.0 id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st
 * MiB Mem :  49939.7 total,  21506.4 free,  17704.9 used,  15606.3 buff/cache
 * MiB Swap:    662.3 total,    383.9 free,    278.4 used.  32234.7 avail Mem
 * </pre>
 *
 * The first line and the third are given ({@link Summary}). Tasks counts all processes in the tree (of {@code -p}: the
 * chosen ones) by state: R; S, D and all letters not named here; T and t; Z; each number, right, in 3 columns. The
 * memory columns are those of {@link FreeView}. Each number is its kB as {@code float} without a sign
 * ({@link Printf#unsigned}), divided by the {@code float} 1024 to the power of {@link TopOptions#summaryUnit} (one
 * division), printed with 0 decimals for KiB, else with 1 (V3: 3), and followed by a blank; if that is longer than 9
 * characters, the first 8 and a {@code +}. It is right in 9 columns. A {@code float} has 24 bits: 51138229 KiB shows as
 * 51138228.
 *
 * <p><b>A process.</b> Columns with a blank between, see {@link TaskStat} for the counters:
 *
 * <ul>
 *   <li>PID, right in {@link Summary#pidWidth}; USER, left in 8, a longer name as its first 7 characters and {@code +}.
 *   <li>PR right in 3, {@code rt} if below -99 or above 999; NI right in 3.
 *   <li>VIRT (7), RES (6), SHR (6): the size, resident and shared pages in KiB, right. VIRT is all that is mapped, most
 *       of it perhaps never touched; RES is what is in memory; SHR is the part of RES that others may have as well, so
 *       that the sum of RES counts it more than once. The number is a {@code float}: with unit k no decimals; divided
 *       by 1024 (and made a {@code float} again) for each further unit of m, g, t, p, with one decimal and the letter;
 *       V3 three decimals from g on. Shown is the first form that is not below {@link TopOptions#taskUnit} and fits.
 *       {@code ?} if none does.
 *   <li>S, the state.
 *   <li>%CPU, right in 5 (V3: 4 with one processor): the ticks since the look before (all of them for a process that
 *       was not there) as {@code float}, times the {@code float} 100 / (100 x seconds between the looks' uptimes); less
 *       than 0.01 s count as 0.005 s. At most 100 for each thread, and at most {@link Summary#mostCpu}. One decimal; if
 *       that does not fit, none; if that does not, {@code ?}.
 *   <li>%MEM, right in 5 (V3: 4): RES x 100 / MemTotal in {@code float}, printed likewise.
 *   <li>TIME+, right in 9: ticks of 1/100 s in the first form that applies and fits. V4: minutes:ss.cc and minutes:ss
 *       while the whole minutes are at most 360, so up to 360:59.99; hours,mm while the whole hours are at most 96;
 *       {@code 3d+5h} and {@code 3d} while the whole days are at most 14; {@code 2w+1d}; {@code 2w}. V3: minutes:ss.cc;
 *       minutes:ss; hours,mm; {@code 9h}; {@code 9d}; {@code 9w}; whichever fits first. {@code ?} if none does.
 *   <li>COMMAND, left, has the rest of {@link TopOptions#width} less one; a longer name ends with {@code +} there. A
 *       name is as long as it is wide on a screen ({@link Printf#columns}).
 * </ul>
 *
 * A column that would not fit into the width together with a blank after it (COMMAND with at least 7) is left out, and
 * so are all columns after it.
 *
 * <p><b>Order.</b> By {@link TopOptions#sort}, the greatest first unless {@link TopOptions#ascending}; by the counters
 * themselves, not by what is printed: %CPU by ticks since the look before, %MEM by RES, names by their characters.
 * Processes with equal keys stay in the order of ascending pid (of {@code -p}: in the order they were named in, and one
 * that was named twice is listed once, at its first place).
 * {@link TopOptions#user} hides the other users' lines from the list, but Tasks still counts them.
 *
 * <p>Lines about the machine that are longer than the width are cut, and blanks at the end of any line.
 *
 * <p>An implementation has a public constructor without parameters.
 *
 * @linux fs/proc/array.c do_task_stat
 * @linux fs/proc/task_mmu.c task_statm
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

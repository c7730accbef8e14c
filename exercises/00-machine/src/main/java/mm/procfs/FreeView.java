package mm.procfs;

import java.util.List;

/**
 * The screen of {@code free}: a few counters of the whole machine, subtracted, scaled and printed.
 *
 * <p><b>Columns.</b> All are sums and differences of lines of {@code meminfo}, in kB (see {@link MemInfo}):
 *
 * <ul>
 *   <li>total: MemTotal. Memory that the kernel manages, less than what is plugged in.
 *   <li>free: MemFree. Memory that nobody uses for anything. It is <b>not</b> what is left.
 *   <li>shared: Shmem. Shared memory and tmpfs; it is contained in cache.
 *   <li>buffers: Buffers. cache: Cached + SReclaimable. buff/cache: the two together.
 *   <li>available: MemAvailable, what a new program can have without swapping: <b>this</b> is what is left. MemFree
 *       takes its place if MemAvailable is missing, 0, or greater than MemTotal (as in some containers).
 *   <li>used: {@link Procps#V4} total - available; {@link Procps#V3} total - free - buff/cache. Where that is negative,
 *       as a number with a sign, total - free.
 * </ul>
 *
 * <p><b>Lines.</b> A header; {@code Mem:}; with {@link FreeOptions#lohi} {@code Low:} and {@code High:} (total, used,
 * free of LowTotal, LowFree and HighTotal, HighFree, where used = total - free; a kernel without LowTotal, so every
 * 64-bit one, calls all its memory low: MemTotal and MemFree); {@code Swap:} (SwapTotal, their difference, SwapFree);
 * with {@link FreeOptions#total} {@code Total:}, the sums of total, used and free of Mem and Swap; with
 * {@link FreeOptions#committed} {@code Comm:} (CommitLimit, Committed_AS, and what the first exceeds the second by,
 * which may be negative). The differences used are 0 unless free is less than total. All counters are numbers without a
 * sign ({@link MemInfo}): what is above 2<sup>63</sup> is greater than any total, and is printed as a negative number.
 * {@link FreeOptions#wide} splits buff/cache into buffers and cache.
 *
 * <p><b>Widths.</b> A label, left, in 9 columns (V3: 8); then numbers, right, in 11, with a blank between.
 *
 * <p><b>Numbers.</b> Every number is scaled for itself, from its kB, and always cut, never rounded: the columns of a
 * screen need not add up.
 *
 * <ul>
 *   <li>V4: bytes divided by {@link FreeOptions#base} as often as {@link FreeOptions#unit} says.
 *   <li>V3: unit 0: bytes; unit 1: kB, or with {@code si} kB / 0.9765625; greater units divide the <b>kB</b> by the
 *       base unit - 1 times, so that with {@code --mega} a V3 megabyte is 1024000 bytes.
 *   <li>{@link FreeOptions#human}: the first of these that is short enough: the bytes with {@code B}; then for K, M, G,
 *       T, P the quotient with one decimal, and the quotient cut to an integer. V4: the letter is followed by {@code i}
 *       unless {@code si}, and short enough is 5 characters, with {@code si} and for bytes 4. V3: no {@code i}, always
 *       4 characters, K only as an integer, and quotients as above. One decimal is {@link Printf#fixed} of the quotient
 *       as a {@code float}; 9.96 Gi would be {@code 10.0Gi}, too long, so it is shown as {@code 9Gi}.
 * </ul>
 *
 * <p>An implementation has a public constructor without parameters.
 *
 * <p>Simplified: V3 estimates what is available where MemAvailable is missing; here it is MemFree in both.
 *
 * @linux fs/proc/meminfo.c meminfo_proc_show
 * @linux mm/show_mem.c si_mem_available
 */
public interface FreeView {
    /**
     * Returns the lines of one screen.
     *
     * @param proc the machine's /proc, of which {@code meminfo} is read
     * @param options how free was called; {@code seconds} and {@code count} are the caller's business
     */
    List<String> screen(ProcFs proc, FreeOptions options);
}

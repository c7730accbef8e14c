/**
 * What a machine shows of itself: /proc, and the screens of free, top, ps, pmap and vmstat.
 *
 * <p>The kernel counts; /proc prints the counters as text; procps reads the text, subtracts, scales and prints columns.
 * Nearly all that people believe wrongly about memory comes from these columns, so exercise 07 writes the last step:
 * {@link mm.procfs.FreeView} for the whole machine and {@link mm.procfs.TopView} for its processes. A
 * {@link mm.procfs.ProcFs} is a tree of such texts: made up, recorded, written by a simulated machine, or the live one.
 *
 * <p><b>Units.</b> {@code meminfo} and {@code status} say kB and mean 1024 bytes. {@code statm} counts pages of 4096
 * bytes, {@code stat} counts processor time in ticks of 1/100 s and, in its field vsize, bytes. {@code uptime} is in
 * seconds. oom_score is in thousandths of all memory, two thirds of 1000 plus the badness.
 *
 * <p><b>What is counted once, and what twice.</b> MemTotal, MemFree, Cached, AnonPages and Shmem count frames: each
 * frame once. VmRSS, and so RES, counts entries of page tables: a frame that five processes map is in five RES. Shmem
 * is part of Cached, though it cannot be dropped like a file's pages. The zero page is in nobody's RES. Page tables are
 * in no column of top.
 *
 * <p><b>What is left.</b> MemFree is what nobody uses for anything, and a healthy machine has little of it.
 * MemAvailable is what could be had without swapping: {@code si_mem_available} takes what is free above the watermarks
 * and adds the part of cache and slab that would not be missed. {@link mm.procfs.SimulatedMachine#availablePages} does
 * the same.
 *
 * <p>Two generations of procps differ in what they call used, see {@link mm.procfs.Procps}. Recordings were made with
 * 4.0.2; the grader runs the system's own tools on any tree, so that every byte can be compared with theirs.
 *
 * @linux fs/proc/meminfo.c meminfo_proc_show
 * @linux mm/show_mem.c si_mem_available
 */
package mm.procfs;

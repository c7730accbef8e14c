package mm.procfs;

import java.util.List;

/**
 * What a process has in memory, mapping by mapping, and how much of it is its own: {@code pmap -x}, and the columns PSS and
 * USS of {@code ps}.
 *
 * <p>RES counts a page in full for each process that maps it. Two files divide it: {@code smaps} has a block for each
 * mapping, and {@code smaps_rollup} one for all of them together.
 *
 * <pre>
 * 7ffff7dff000-7ffff7fff000 rw-p 00000000 00:00 0                          /usr/lib/libc.so
 * Size:               2048 kB
 * Rss:                1024 kB
 * Pss:                 640 kB
 * Pss_Dirty:           384 kB
 * Shared_Clean:        512 kB
 * Shared_Dirty:        128 kB
 * Private_Clean:       128 kB
 * Private_Dirty:       256 kB
 * Swap:                 16 kB
 * </pre>
 *
 * A block begins with a head line, as {@code maps} has it: first address, end (exclusive), permissions, and at last what is
 * mapped. Its counters follow, one a line, in kB; a name begins with a capital letter, and ends with a colon. Kernels
 * differ in which counters they show; one that is missing is 0. (A {@code smaps_rollup} has all of these.)
 *
 * <ul>
 *   <li>Rss: what is in memory. It is the sum of Shared and Private, Clean and Dirty.
 *   <li>Shared: pages that other processes map as well. Private: those that nobody else does.
 *   <li>Dirty: pages that were changed since they came into memory; a clean one can be dropped and read again.
 *   <li>Pss: each page divided by the number of those that map it, so that the sum over all processes counts each once.
 * </ul>
 *
 * <p>An implementation has a public constructor without parameters.
 *
 * <p>Simplified: head lines are shorter than 1024 bytes, where the real one would break them; System V shared memory has
 * the name of its file.
 *
 * @linux fs/proc/task_mmu.c show_smap
 * @linux fs/proc/task_mmu.c smaps_account
 */
public interface PmapView {
    /**
     * Returns the lines that {@code pmap -x PID} prints: the process, and below it, if there is a file {@code smaps}, a
     * table of its mappings with their sums.
     *
     * <pre>
     * 7:   prog --fast
     * Address           Kbytes     RSS   Dirty Mode  Mapping
     * 0000000000400000       8       8       0 r-x-- prog
     * 00007ffffffde000     132       4       4 rw---   [ stack ]
     * ---------------- ------- ------- -------
     * total kB             140      12       4
     * </pre>
     *
     * <ul>
     *   <li>The process: its id, a colon, three blanks, and its {@link TaskStat#commandLine}. Without a file {@code smaps}
     *       this is all. An empty one, as a kernel thread has it, gives a table without mappings.
     *   <li>Each mapping has a line, in the order of the file: the first address in 16 hexadecimal digits; the length of
     *       the mapping in kB, from its addresses; Rss; Dirty, which is Shared_Dirty + Private_Dirty; the three numbers
     *       right in 7 columns, a longer one as long as it is; mode; name. There is one blank between columns.
     *   <li>Mode is the permissions with {@code -} in place of {@code p} (an {@code s} stays), and one more {@code -}.
     *   <li>The name is what follows the last slash of the head line, blanks included; if nothing does, the slash. Each byte
     *       that is not a printable character of ASCII is a question mark. Without a slash the name is {@code "  [ stack ]"} if the address where the stack began ({@link TaskStat#stackStart})
     *       is in the mapping or is its end, else {@code "  [ anon ]"}: so the heap is anonymous, whatever the kernel calls
     *       it.
     *   <li>The sums are those of the lengths, of Rss and of Dirty, in the same columns. The line of hyphens above them ends
     *       with a blank.
     * </ul>
     *
     * @param proc the machine's /proc, of which {@code PID/smaps} is read
     * @param pid a process that is there
     */
    List<String> screen(ProcFs proc, int pid);

    /**
     * Returns what {@code ps -o pss,uss} prints of a process, from its {@code smaps_rollup}; where that is missing or empty,
     * as for a kernel thread, both are 0.
     *
     * @param proc the machine's /proc, of which {@code PID/smaps_rollup} is read
     * @param pid a process that is there
     */
    Shares shares(ProcFs proc, int pid);

    /**
     * How much of its memory is a process's own, in kB.
     *
     * @param pss Pss: its fair share, in which a page that n processes map counts one n-th
     * @param uss Private_Clean + Private_Dirty: what would be free if it ended, shared memory and swap apart
     */
    record Shares(long pss, long uss) {}
}

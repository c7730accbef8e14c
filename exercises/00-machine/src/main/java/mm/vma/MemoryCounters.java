package mm.vma;

/**
 * The memory counters of one process, in kB, as {@code /proc/PID/status} shows them.
 *
 * @param vmSize all mappings, touched or not
 * @param rssAnon pages in memory that belong to no file: private pages that were written
 * @param rssFile pages in memory that mirror a file
 * @param rssShmem pages in memory of shared anonymous memory
 * @param vmSwap anonymous pages in the swap area
 * @param vmPte page tables, all levels but the root
 * @param vmData private writable mappings that are not a stack
 * @param vmStk mappings that grow downwards
 * @param vmLck locked mappings, touched or not
 * @param anonHugePages anonymous memory that large leaves map, a part of {@code rssAnon}; Linux shows it in
 *     {@code /proc/PID/smaps}
 * @linux fs/proc/task_mmu.c task_mem
 */
public record MemoryCounters(
        long vmSize,
        long rssAnon,
        long rssFile,
        long rssShmem,
        long vmSwap,
        long vmPte,
        long vmData,
        long vmStk,
        long vmLck,
        long anonHugePages) {
    /** Makes the counters of a process without huge pages. */
    public MemoryCounters(
            long vmSize,
            long rssAnon,
            long rssFile,
            long rssShmem,
            long vmSwap,
            long vmPte,
            long vmData,
            long vmStk,
            long vmLck) {
        this(vmSize, rssAnon, rssFile, rssShmem, vmSwap, vmPte, vmData, vmStk, vmLck, 0);
    }

    /** Makes the counters of a process that has locked nothing. */
    public MemoryCounters(
            long vmSize, long rssAnon, long rssFile, long rssShmem, long vmSwap, long vmPte, long vmData, long vmStk) {
        this(vmSize, rssAnon, rssFile, rssShmem, vmSwap, vmPte, vmData, vmStk, 0);
    }

    /** Returns VmRSS in kB: all pages in memory. The zero page is nobody's and counts nowhere. */
    public long vmRss() {
        return rssAnon + rssFile + rssShmem;
    }
}

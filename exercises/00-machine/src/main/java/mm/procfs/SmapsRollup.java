package mm.procfs;

import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.vma.Mapping;

/**
 * The sums of {@code /proc/PID/smaps_rollup}: what a process has in memory, and its fair share of it (Pss), in which a
 * page that n entries map counts one n-th.
 *
 * @linux fs/proc/task_mmu.c smaps_account
 */
final class SmapsRollup {
    private static final int KB_PER_PAGE = PhysicalMemory.PAGE_KB;

    private SmapsRollup() {}

    static String of(Task task, Machine machine) {
        long[] pages = new long[3]; // resident, shared, anonymous
        double[] share = new double[1];
        PhysicalMemory memory = machine.memory();
        for (Mapping mapping : task.mm().maps()) {
            if (mapping.name().equals("[vsyscall]")) {
                continue;
            }
            for (long page = mapping.start(); page != mapping.end(); page += PhysicalMemory.PAGE_SIZE) {
                long pte = task.mm().pageTable().lookup(page);
                if (Pte.inMemory(pte) && Pte.pfn(pte) != PhysicalMemory.ZERO_FRAME) {
                    int pfn = Pte.pfn(pte);
                    pages[0]++;
                    pages[1] += memory.mapCount(pfn) > 1 ? 1 : 0;
                    pages[2] += memory.isCached(pfn) ? 0 : 1;
                    share[0] += 1.0 / Math.max(1, memory.mapCount(pfn));
                }
            }
        }
        StringBuilder text = new StringBuilder("00400000-7ffffffff000 ---p 00000000 00:00 0 [rollup]\n");
        line(text, "Rss", pages[0] * KB_PER_PAGE);
        line(text, "Pss", (long) (share[0] * KB_PER_PAGE));
        line(text, "Shared_Clean", 0);
        line(text, "Shared_Dirty", pages[1] * KB_PER_PAGE);
        line(text, "Private_Clean", 0);
        line(text, "Private_Dirty", (pages[0] - pages[1]) * KB_PER_PAGE);
        line(text, "Anonymous", pages[2] * KB_PER_PAGE);
        line(text, "Swap", task.mm().counters().vmSwap());
        return text.toString();
    }

    private static void line(StringBuilder text, String name, long kb) {
        text.append(String.format("%-16s%8d kB\n", name + ":", kb));
    }
}

package mm.grader.checks.oom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Reclaim;
import mm.machine.Task;
import mm.pagetable.PageTable;
import mm.vma.MemoryCounters;

/** Counts everything on a machine anew, and compares it with what its parts say. */
final class Audit {
    private final Machine machine;
    private final String when;
    private final Map<Integer, Integer> mapped = new HashMap<>();
    private final Map<Integer, Integer> swapped = new HashMap<>();
    private int tables;

    private Audit(Machine machine, String when) {
        this.machine = machine;
        this.when = when;
    }

    static void of(Machine machine, String when) {
        Audit audit = new Audit(machine, when);
        machine.tasks().forEach(audit::count);
        audit.compareFrames();
        audit.compareSlots();
    }

    private void count(Task task) {
        PageTable table = task.mm().pageTable();
        int[] entries = new int[2];
        table.walk(0, 0, (address, pte) -> {
            if (Pte.isSwap(pte)) {
                swapped.merge((int) Pte.swapOffset(pte), 1, Integer::sum);
                entries[1]++;
            } else if (!Pte.has(pte, Pte.SPECIAL)) {
                mapped.merge(Pte.pfn(pte), 1, Integer::sum);
                entries[0]++;
            }
        });
        for (int level = 1; level <= table.geometry().levels(); level++) {
            tables += (int) table.tableCount(level);
        }
        MemoryCounters counters = task.mm().counters();
        assertThat(counters.vmRss())
                .as("%s: VmRSS of %s in kB", when, task.name())
                .isEqualTo(4L * entries[0]);
        assertThat(counters.vmSwap())
                .as("%s: VmSwap of %s in kB", when, task.name())
                .isEqualTo(4L * entries[1]);
    }

    private void compareFrames() {
        PhysicalMemory memory = machine.memory();
        Reclaim reclaim = machine.reclaim();
        int used = 1 + tables;
        int allocated = 1;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            int entries = mapped.getOrDefault(pfn, 0);
            String frame = when + ": frame " + pfn;
            assertThat(memory.mapCount(pfn)).as("%s: map count", frame).isEqualTo(entries);
            assertThat(reclaim.mappers(pfn)).as("%s: reverse map", frame).hasSize(entries);
            boolean held = entries > 0 || memory.isAllocated(pfn) && memory.isCached(pfn);
            assertThat(reclaim.onLru(pfn))
                    .as("%s: is it on an LRU list?", frame)
                    .isEqualTo(held);
            used += held ? 1 : 0;
            allocated += memory.isAllocated(pfn) ? 1 : 0;
        }
        assertThat(allocated)
                .as("%s: frames in use: the zero page, tables, mapped and cached ones", when)
                .isEqualTo(used);
        assertThat(memory.freeFrames()).as("%s: free frames", when).isEqualTo(memory.frames() - used);
    }

    private void compareSlots() {
        Reclaim reclaim = machine.reclaim();
        int cached = 0;
        int free = 0;
        for (int slot = 1; slot < reclaim.area().slots(); slot++) {
            int extra = reclaim.area().useCount(slot) - swapped.getOrDefault(slot, 0);
            assertThat(extra)
                    .as("%s: uses of slot %d besides its entries: only the cache's", when, slot)
                    .isBetween(0, 1);
            cached += extra;
            free += reclaim.area().useCount(slot) == 0 ? 1 : 0;
        }
        assertThat(cached)
                .as("%s: slots used by the swap cache", when)
                .isEqualTo(reclaim.swapper().cachedPages());
        assertThat(reclaim.area().freeSlots()).as("%s: free slots", when).isEqualTo(free);
    }
}

package mm.grader.checks.oom;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Supplier;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Reclaim;
import mm.machine.Task;
import mm.pagetable.PageTable;
import mm.vma.MemoryCounters;

/**
 * Counts everything on a machine anew, and compares it with what its parts say. The comparison is done first and the
 * assertion made only of what differs: there are ten million comparisons in a check, and AssertJ's take a microsecond.
 */
final class Audit {
    private final Machine machine;
    private final String when;
    private final int[] mapped;
    private final int[] swapped;
    private int tables;

    private Audit(Machine machine, String when) {
        this.machine = machine;
        this.when = when;
        mapped = new int[machine.memory().frames()];
        swapped = new int[machine.reclaim().area().slots()];
    }

    /** Looks at all there is. */
    static void of(Machine machine, String when) {
        of(machine, when, new long[] {0, 0});
    }

    /**
     * Looks for entries in some areas only; one elsewhere shows as one that is missing, if its frame counts it.
     *
     * @param areas start and end of each, as {@link PageTable#walk} takes them
     */
    static void of(Machine machine, String when, long[]... areas) {
        Audit audit = new Audit(machine, when);
        machine.tasks().forEach(task -> audit.count(task, areas));
        audit.compareFrames();
        audit.compareSlots();
    }

    private void count(Task task, long[]... areas) {
        PageTable table = task.mm().pageTable();
        int[] entries = new int[2];
        for (long[] area : areas) {
            table.walk(area[0], area[1], (address, pte) -> {
                if (Pte.isSwap(pte)) {
                    add(swapped, Pte.swapOffset(pte), () -> say("audit.swap-slot"));
                    entries[1]++;
                } else if (!Pte.has(pte, Pte.SPECIAL)) {
                    add(mapped, Pte.pfn(pte), () -> "frame");
                    entries[0]++;
                }
            });
        }
        for (int level = 1; level <= table.geometry().levels(); level++) {
            tables += (int) table.tableCount(level);
        }
        MemoryCounters counters = task.mm().counters();
        if (counters.vmRss() != 4L * entries[0]) {
            assertThat(counters.vmRss())
                    .as(say("audit.vmrss-of-in-kb", when, task.name()))
                    .isEqualTo(4L * entries[0]);
        }
        if (counters.vmSwap() != 4L * entries[1]) {
            assertThat(counters.vmSwap())
                    .as(say("audit.vmswap-of-in-kb", when, task.name()))
                    .isEqualTo(4L * entries[1]);
        }
    }

    private void add(int[] counts, long index, Supplier<String> what) {
        if (index < 0 || index >= counts.length) {
            assertThat(index)
                    .as(say("audit.number-of-a-in-a", when, what.get()))
                    .isBetween(0L, counts.length - 1L);
        }
        counts[(int) index]++;
    }

    private void compareFrames() {
        PhysicalMemory memory = machine.memory();
        Reclaim reclaim = machine.reclaim();
        int used = 1 + tables;
        int allocated = 1;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            int entries = mapped[pfn];
            if (memory.mapCount(pfn) != entries) {
                assertThat(memory.mapCount(pfn))
                        .as(say("audit.frame-map-count", when, pfn))
                        .isEqualTo(entries);
            }
            if (reclaim.mapperCount(pfn) != entries) {
                assertThat(reclaim.mappers(pfn))
                        .as(say("audit.frame-reverse-map", when, pfn))
                        .hasSize(entries);
            }
            boolean held = entries > 0 || (memory.isAllocated(pfn) && memory.isCached(pfn));
            if (reclaim.onLru(pfn) != held) {
                assertThat(reclaim.onLru(pfn))
                        .as(say("audit.frame-is-it-on-an", when, pfn))
                        .isEqualTo(held);
            }
            used += held ? 1 : 0;
            allocated += memory.isAllocated(pfn) ? 1 : 0;
        }
        if (allocated != used || memory.freeFrames() != memory.frames() - used) {
            assertThat(allocated).as(say("audit.frames-in-use-the-zero", when)).isEqualTo(used);
            assertThat(memory.freeFrames()).as(say("audit.free-frames", when)).isEqualTo(memory.frames() - used);
        }
    }

    private void compareSlots() {
        Reclaim reclaim = machine.reclaim();
        int cached = 0;
        int free = 0;
        for (int slot = 1; slot < reclaim.area().slots(); slot++) {
            int extra = reclaim.area().useCount(slot) - swapped[slot];
            if (extra < 0 || extra > 1) {
                assertThat(extra)
                        .as(say("audit.uses-of-slot-besides-its", when, slot))
                        .isBetween(0, 1);
            }
            cached += extra;
            free += reclaim.area().useCount(slot) == 0 ? 1 : 0;
        }
        assertThat(cached)
                .as(say("audit.slots-used-by-the-swap", when))
                .isEqualTo(reclaim.swapper().cachedPages());
        assertThat(reclaim.area().freeSlots()).as(say("audit.free-slots", when)).isEqualTo(free);
    }
}

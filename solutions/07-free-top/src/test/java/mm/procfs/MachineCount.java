package mm.procfs;

import mm.machine.Machine;
import mm.machine.PageCache;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Reclaim;
import mm.vma.MemoryCounters;

/**
 * Counts a machine's frames, slots and entries anew by reading its tables, and says what differs from the book or from
 * what the machine itself says.
 */
final class MachineCount {
    private static final int ENTRIES = 512;

    private final Machine machine;
    private final MachineBook book;
    private final PhysicalMemory memory;
    private final Reclaim reclaim;
    private final PageCache file;
    private final int[] mapped;
    private final int[] swapped;
    private final boolean[] shared;
    private int tables;
    private int anon;
    private int fromFile;
    private int shmem;
    private int inSwap;
    private String wrong = "";

    MachineCount(Machine machine, MachineBook book, PageCache file) {
        this.machine = machine;
        this.book = book;
        this.file = file;
        memory = machine.memory();
        reclaim = machine.reclaim();
        mapped = new int[memory.frames()];
        shared = new boolean[memory.frames()];
        swapped = new int[reclaim.area().slots()];
    }

    /** Returns what is wrong, or "". */
    String wrong() {
        int all = 0;
        for (MachineBook.Process process : book.all()) {
            tables = anon = fromFile = shmem = inSwap = 0;
            walk(process, 4, process.task.mm().pageTable().root(), 0);
            compareCounters(process);
            comparePages(process);
            all += tables;
        }
        compareFrames(all);
        compareSlots();
        return wrong;
    }

    private void demand(boolean right, String format, Object... arguments) {
        if (!right && wrong.isEmpty()) {
            wrong = String.format(format, arguments);
        }
    }

    private void walk(MachineBook.Process process, int level, int table, long base) {
        tables++;
        for (int i = 0; i < ENTRIES; i++) {
            long entry = memory.load(((long) table << 12) + 8L * i, 8);
            if (entry == 0) {
                continue;
            }
            long address = base | (long) i << (12 + 9 * (level - 1));
            if (level > 1) {
                walk(process, level - 1, Pte.pfn(entry), address);
            } else if (Pte.isSwap(entry)) {
                swapped[(int) Pte.swapOffset(entry)]++;
                inSwap++;
            } else if (Pte.pfn(entry) != PhysicalMemory.ZERO_FRAME) {
                int pfn = Pte.pfn(entry);
                mapped[pfn]++;
                anon += MachineOps.isPrivate(address) ? 1 : 0;
                shmem += MachineOps.isShared(address) ? 1 : 0;
                fromFile += MachineOps.isFile(address) ? 1 : 0;
                shared[pfn] |= MachineOps.isShared(address);
            }
        }
    }

    private void compareCounters(MachineBook.Process process) {
        MemoryCounters counters = process.task.mm().counters();
        long size = process.mapped() + MachineBook.SHARED + MachineBook.FILE;
        MemoryCounters counted = new MemoryCounters(
                4 * size,
                4L * anon,
                4L * fromFile,
                4L * shmem,
                4L * inSwap,
                4L * (tables - 1),
                4 * process.mapped(),
                counters.vmStk());
        demand(counters.equals(counted), "process %d has %s, counted: %s", process.task.pid(), counters, counted);
    }

    /** A page that was written is somewhere; what is in memory is what was written. */
    private void comparePages(MachineBook.Process process) {
        for (int page = 0; page < MachineBook.PRIVATE; page++) {
            compare(process, MachineOps.privatePage(page), process.values[page], true);
        }
        for (int page = 0; page < MachineBook.SHARED; page++) {
            compare(process, MachineOps.sharedPage(page), process.shared[page], false);
        }
        for (int page = 0; page < MachineBook.FILE; page++) {
            compare(process, MachineOps.filePage(page), book.file[page], false);
        }
    }

    private void compare(MachineBook.Process process, long address, long value, boolean mustBe) {
        long entry = process.task.mm().pageTable().lookup(address);
        if (value == MachineBook.GONE) {
            demand(entry == 0, "page 0x%x of process %d is unmapped, its entry not", address, process.task.pid());
        } else if (entry == 0) {
            demand(!mustBe || value == 0, "page 0x%x of process %d is lost", address, process.task.pid());
        } else if (Pte.inMemory(entry)) {
            long held = memory.load((long) Pte.pfn(entry) << 12, 8);
            demand(
                    held == value,
                    "page 0x%x of process %d holds %d, written was %d",
                    address,
                    process.task.pid(),
                    held,
                    value);
        }
    }

    private void compareFrames(int allTables) {
        int used = 1 + allTables + book.slab;
        int allocated = 1;
        int inFile = 0;
        for (int pfn = 1; pfn < memory.frames(); pfn++) {
            demand(memory.mapCount(pfn) == mapped[pfn], "frame %d: map count %d", pfn, memory.mapCount(pfn));
            boolean held = memory.isAllocated(pfn) && (mapped[pfn] > 0 || memory.isCached(pfn));
            used += held ? 1 : 0;
            allocated += memory.isAllocated(pfn) ? 1 : 0;
            boolean swapCached = reclaim.swapper().isCached(pfn);
            if (reclaim.isOn() && !(held && !swapCached && memory.isCached(pfn))) { // a cache's pages: see below
                demand(reclaim.onLru(pfn) == held, "frame %d: on a list: %b", pfn, reclaim.onLru(pfn));
                demand(reclaim.mapperCount(pfn) == mapped[pfn], "frame %d: reverse map", pfn);
            }
            demand(!held || !memory.isExclusive(pfn) || mapped[pfn] == 1, "frame %d: exclusive", pfn);
            inFile += held && !swapCached && memory.isCached(pfn) && !shared[pfn] && reclaim.onLru(pfn) ? 1 : 0;
        }
        demand(allocated == used, "%d frames are allocated, counted: %d", allocated, used);
        demand(memory.freeFrames() == memory.frames() - used, "%d frames are free", memory.freeFrames());
        if (reclaim.isOn()) {
            demand(inFile == file.size(), "the file has %d pages in memory, counted: %d", file.size(), inFile);
        }
    }

    private void compareSlots() {
        int cached = 0;
        int free = 0;
        for (int slot = 1; slot < reclaim.area().slots(); slot++) {
            int extra = reclaim.area().useCount(slot) - swapped[slot];
            demand(extra == 0 || extra == 1, "slot %d: used %d times besides its entries", slot, extra);
            cached += extra;
            free += reclaim.area().useCount(slot) == 0 ? 1 : 0;
        }
        demand(cached == reclaim.swapper().cachedPages(), "%d slots of the swap cache", cached);
        demand(free == reclaim.area().freeSlots(), "%d slots are free", free);
    }
}

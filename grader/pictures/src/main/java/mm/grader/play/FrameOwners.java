package mm.grader.play;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import mm.grader.picture.Owners;
import mm.grader.picture.Owners.Owner;
import mm.grader.picture.Segment;
import mm.grader.picture.TableNode;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Reclaim;
import mm.machine.Task;

/**
 * Who has which frame and which swap slot, from the page tables in memory, read as the processor reads them: nobody's
 * objects are asked.
 */
final class FrameOwners {
    private static final int ENTRIES = 512;
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;

    private final AreaNames names;
    private final Reclaim reclaim;
    private final PhysicalMemory memory;
    private final int top;
    private final Owner[] frames;
    private final Owner[] slots;
    private final BitSet accessed = new BitSet();
    private final Map<Task, TableNode> trees = new HashMap<>();
    private final Map<Task, List<Segment>> segments = new HashMap<>();

    private FrameOwners(MachineView machine, AreaNames names) {
        this.names = names;
        memory = machine.memory();
        top = machine.processor().geometry().levels();
        frames = new Owner[memory.frames()];
        reclaim = machine.reclaim();
        slots = new Owner[reclaim == null ? 0 : reclaim.area().slots()];
        machine.fileNames().forEach(name -> machine.files(name).forEach(pfn -> frames[pfn] = Owners.FILE));
    }

    /** Counts. */
    static FrameOwners of(MachineView machine, List<Task> tasks, Map<Task, Owner> owners, AreaNames names) {
        FrameOwners census = new FrameOwners(machine, names);
        for (Task task : tasks) {
            census.count(task, owners.get(task));
        }
        census.fillIn();
        return census;
    }

    private void count(Task task, Owner owner) {
        Strips strips = new Strips(task.mm().maps());
        trees.put(task, tree(top, 0, task.mm().pageTable().root(), 0, new BitSet(), owner, strips));
        segments.put(task, strips.segments(task.name(), task.mm().asid(), names));
    }

    private TableNode tree(int level, int index, int pfn, long base, BitSet seen, Owner owner, Strips strips) {
        seen.set(pfn);
        frames[pfn] = Owners.TABLE;
        List<TableNode> below = new ArrayList<>();
        int used = 0;
        int large = 0;
        for (int i = 0; i < ENTRIES; i++) {
            long pte = memory.load((long) pfn * PAGE + i * 8L, Long.BYTES);
            if (pte == 0) {
                continue;
            }
            used++;
            long address = base + ((long) i << (12 + 9 * (level - 1)));
            if (level == top && i >= ENTRIES / 2) {
                address |= -1L << (12 + 9 * level - 1); // the sign of the highest bit that is translated
            }
            int next = Pte.pfn(pte);
            if (level == 1) {
                page(address, pte, owner, strips);
            } else if (new Walk.Step(level, pfn, i, pte).isLarge()) {
                large++;
                for (int page = 0; page < ENTRIES; page++) {
                    page(address + (long) page * PAGE, (pte & ~Pte.LARGE) + Pte.of(page, 0), owner, strips);
                }
            } else if (Pte.has(pte, Pte.PRESENT)
                    && next < frames.length
                    && memory.isAllocated(next)
                    && !seen.get(next)) {
                below.add(tree(level - 1, i, next, address, seen, owner, strips));
            }
        }
        return new TableNode(level, index, pfn, used, large, below);
    }

    private void page(long address, long pte, Owner owner, Strips strips) {
        if (Pte.isSwap(pte)) {
            int slot = (int) Pte.swapOffset(pte);
            if (slot < slots.length) {
                slots[slot] = slots[slot] == null ? owner : Owners.SEVERAL;
            }
            strips.note(address, 'S');
            return;
        }
        int pfn = Pte.pfn(pte);
        boolean zero = pfn == PhysicalMemory.ZERO_FRAME || Pte.has(pte, Pte.SPECIAL);
        strips.note(address, zero ? 'z' : 'P');
        if (zero && pfn < frames.length) {
            frames[pfn] = Owners.ZERO;
        } else if (pfn < frames.length && pfn != PhysicalMemory.ZERO_FRAME) {
            if (Pte.has(pte, Pte.ACCESSED)) {
                accessed.set(pfn);
            }
            boolean cached = memory.isCached(pfn)
                    && (reclaim == null || !reclaim.swapper().isCached(pfn));
            if (frames[pfn] == null) {
                frames[pfn] = cached ? Owners.SHARED_MEMORY : owner;
            } else if (!cached && frames[pfn] != owner && frames[pfn] != Owners.TABLE) {
                frames[pfn] = Owners.SEVERAL;
            }
        }
    }

    /** Names the owners of the frames that no process maps. */
    private void fillIn() {
        frames[PhysicalMemory.ZERO_FRAME] = Owners.ZERO;
        for (int pfn = 1; pfn < frames.length; pfn++) {
            if (!memory.isAllocated(pfn)) {
                frames[pfn] = Owners.FREE;
            } else if (frames[pfn] == null) {
                boolean swapCache = reclaim != null && reclaim.swapper().isCached(pfn);
                frames[pfn] =
                        swapCache ? Owners.SWAP_CACHE : memory.isCached(pfn) ? Owners.SHARED_MEMORY : Owners.KERNEL;
            }
        }
        for (int slot = 0; slot < slots.length; slot++) {
            if (slot == 0) {
                slots[slot] = Owners.HEADER;
            } else if (slots[slot] == null) {
                slots[slot] = reclaim.area().useCount(slot) == 0 ? Owners.FREE : Owners.SWAP_CACHE;
            }
        }
    }

    /** Returns the owners of all frames. */
    List<Owner> frames() {
        return Arrays.asList(frames);
    }

    List<Owner> slots() {
        return Arrays.asList(slots);
    }

    Owner owner(int pfn) {
        return frames[pfn];
    }

    boolean accessed(int pfn) {
        return accessed.get(pfn);
    }

    TableNode tree(Task task) {
        return trees.get(task);
    }

    List<Segment> segments(Task task) {
        return segments.get(task);
    }
}

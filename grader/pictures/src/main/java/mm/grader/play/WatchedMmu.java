package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;

/**
 * Stands in front of an MMU, passes everything on, and notes what happened: the walks, by reading the same entries from
 * memory, and what the TLB must hold by the contract.
 */
final class WatchedMmu implements Mmu {
    private static final TlbShape SHAPE = TlbShape.L1; // what the machine gives its MMU
    private static final Geometry GEOMETRY = Geometry.X86_64;

    private final Mmu mmu;
    private final List<List<Entry>> sets = new ArrayList<>();
    private final List<Walk> walks = new ArrayList<>();
    private PhysicalMemory memory;
    private Runnable betweenAccesses = () -> {};
    private int root;
    private int asid;
    private long accesses;
    private long faults;
    private Entry lit;
    private int surprises;

    /** One translation that the TLB holds. */
    record Entry(int asid, long vpn, int pfn) {}

    WatchedMmu(Mmu mmu) {
        this.mmu = mmu;
        for (int i = 0; i < SHAPE.sets(); i++) {
            sets.add(new ArrayList<>());
        }
    }

    /** Says which memory the tables lie in, and what to do when an access is over and the next one begins. */
    void watch(PhysicalMemory newMemory, Runnable between) {
        memory = newMemory;
        betweenAccesses = between;
    }

    @Override
    public void activate(int newRoot, int newAsid) {
        betweenAccesses.run();
        root = newRoot;
        asid = newAsid;
        accesses++;
        walks.clear();
        mmu.activate(newRoot, newAsid);
    }

    @Override
    public long translate(long address, int access) {
        long hits = mmu.tlbHits();
        long result = mmu.translate(address, access);
        boolean hit = mmu.tlbHits() != hits;
        if (memory != null) {
            note(address, access, result, hit);
        }
        return result;
    }

    private void note(long address, int access, long result, boolean hit) {
        boolean write = (access & PageFault.WRITE) != 0;
        List<Entry> set = sets.get((int) (address >>> PhysicalMemory.PAGE_SHIFT) & SHAPE.sets() - 1);
        long vpn = address >>> PhysicalMemory.PAGE_SHIFT;
        Entry known = set.stream()
                .filter(entry -> entry.asid() == asid && entry.vpn() == vpn)
                .findFirst()
                .orElse(null);
        if (hit && known == null) {
            surprises++;
        }
        if (result >= 0) {
            set.remove(known);
            lit = new Entry(asid, vpn, (int) (result >>> PhysicalMemory.PAGE_SHIFT));
            set.add(0, lit);
            if (set.size() > SHAPE.ways()) {
                set.remove(set.size() - 1);
            }
        } else {
            lit = null;
            faults++;
        }
        walks.add(new Walk(
                address, write, hit, hit ? List.of() : steps(address), result < 0 ? PageFault.show(result) : ""));
    }

    /** Reads what the walk has read. */
    private List<Walk.Step> steps(long address) {
        List<Walk.Step> steps = new ArrayList<>();
        int table = root;
        for (int level = GEOMETRY.levels(); level >= 1; level--) {
            int index = (int) (address >>> PhysicalMemory.PAGE_SHIFT + 9 * (level - 1)) & 511;
            long pte = memory.load(((long) table << PhysicalMemory.PAGE_SHIFT) + index * 8L, Long.BYTES);
            steps.add(new Walk.Step(level, table, index, pte));
            if (!Pte.has(pte, Pte.PRESENT) || Pte.pfn(pte) >= memory.frames()) {
                break;
            }
            table = Pte.pfn(pte);
        }
        return steps;
    }

    @Override
    public void invalidatePage(int oldAsid, long address) {
        mmu.invalidatePage(oldAsid, address);
        long vpn = address >>> PhysicalMemory.PAGE_SHIFT;
        sets.forEach(set -> set.removeIf(entry -> entry.asid() == oldAsid && entry.vpn() == vpn));
    }

    @Override
    public void invalidateRange(int oldAsid, long start, long end) {
        mmu.invalidateRange(oldAsid, start, end);
        long first = start >>> PhysicalMemory.PAGE_SHIFT;
        long last = end - 1 >>> PhysicalMemory.PAGE_SHIFT;
        sets.forEach(
                set -> set.removeIf(entry -> entry.asid() == oldAsid && entry.vpn() >= first && entry.vpn() <= last));
    }

    @Override
    public void invalidateAsid(int oldAsid) {
        mmu.invalidateAsid(oldAsid);
        sets.forEach(set -> set.removeIf(entry -> entry.asid() == oldAsid));
    }

    @Override
    public void invalidateAll() {
        mmu.invalidateAll();
        sets.forEach(List::clear);
    }

    @Override
    public long tlbHits() {
        return mmu.tlbHits();
    }

    @Override
    public long tlbMisses() {
        return mmu.tlbMisses();
    }

    /** Returns the sets, in each the entry used last first. */
    List<List<Entry>> sets() {
        return sets;
    }

    static int ways() {
        return SHAPE.ways();
    }

    /** Returns what the last access needed: one attempt, and one more for each fault that was handled. */
    List<Walk> walks() {
        return List.copyOf(walks);
    }

    Entry lit() {
        return lit;
    }

    int asid() {
        return asid;
    }

    long accesses() {
        return accesses;
    }

    long faults() {
        return faults;
    }

    /** Returns how often the TLB knew what it cannot know by the contract. */
    int surprises() {
        return surprises;
    }
}

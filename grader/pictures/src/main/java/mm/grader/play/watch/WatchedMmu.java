package mm.grader.play.watch;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import mm.grader.picture.Walk;
import mm.machine.PhysicalMemory;
import mm.machine.Processor;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.PageFault;
import mm.mmu.TlbShape;

/**
 * Stands in front of an MMU, passes everything on, and notes what happened: the walks, by reading the same entries from
 * memory, and what the TLB must hold by the contract.
 */
public final class WatchedMmu implements Mmu {
    private final Mmu mmu;
    private final List<List<Entry>> sets = new ArrayList<>();
    private final List<Walk> walks = new ArrayList<>();
    private final List<Handling> handlings = new ArrayList<>();
    private final Map<Handling.Kind, Integer> kinds = new EnumMap<>(Handling.Kind.class);
    private TlbShape shape;
    private PhysicalMemory memory;
    private PageTables tables;
    private Runnable betweenAccesses = () -> {};
    private LongSupplier majorFaults = () -> 0;
    private FaultWatch open;
    private int root;
    private int asid;
    private long accesses;
    private long faults;
    private Entry lit;
    private int surprises;

    /**
     * One translation that the TLB holds.
     *
     * @param vpn number of its page, or of the first of a large page
     * @param pfn frame of that page
     * @param pages how many pages it translates: 1, or 512
     */
    public record Entry(int asid, long vpn, int pfn, int pages) {
        private static Entry of(int asid, long vpn, int pfn, boolean large) {
            long within = large ? vpn % PhysicalMemory.LARGE_FRAMES : 0;
            return new Entry(asid, vpn - within, (int) (pfn - within), large ? PhysicalMemory.LARGE_FRAMES : 1);
        }

        private boolean isOf(int ofAsid, long first, long last) {
            return asid == ofAsid && vpn <= last && first < vpn + pages;
        }
    }

    /** Stands in front of an MMU. */
    public WatchedMmu(Mmu mmu) {
        this.mmu = mmu;
    }

    /**
     * Begins to look.
     *
     * @param processor what it is like
     * @param newMemory which memory the tables lie in
     * @param newMajorFaults how many faults of all processes read from a device so far
     * @param between what to do when an access is over and the next one begins
     */
    public void watch(Processor processor, PhysicalMemory newMemory, LongSupplier newMajorFaults, Runnable between) {
        shape = processor.tlb();
        for (int i = 0; i < shape.sets(); i++) {
            sets.add(new ArrayList<>());
        }
        memory = newMemory;
        tables = new PageTables(newMemory, processor.geometry().levels());
        majorFaults = newMajorFaults;
        betweenAccesses = between;
    }

    @Override
    public void activate(int newRoot, int newAsid) {
        settle();
        betweenAccesses.run();
        root = newRoot;
        asid = newAsid;
        accesses++;
        walks.clear();
        handlings.clear();
        mmu.activate(newRoot, newAsid);
    }

    @Override
    public void enableLargePages() {
        mmu.enableLargePages();
    }

    @Override
    public long translate(long address, int access) {
        settle();
        long hits = mmu.tlbHits();
        long result = mmu.translate(address, access);
        boolean hit = mmu.tlbHits() != hits;
        if (memory != null) {
            note(address, access, result, hit);
        }
        return result;
    }

    /** Finds out what became of the last fault, if that is not known yet. */
    private void settle() {
        if (open != null) {
            Handling handling = open.handled();
            open = null;
            handlings.add(handling);
            kinds.merge(handling.kind(), 1, Integer::sum);
        }
    }

    private void note(long address, int access, long result, boolean hit) {
        boolean write = (access & PageFault.WRITE) != 0;
        long vpn = address >>> PhysicalMemory.PAGE_SHIFT;
        Entry small = known(vpn, 1);
        Entry known = small != null ? small : known(vpn, PhysicalMemory.LARGE_FRAMES);
        if (hit && known == null) {
            surprises++;
        }
        Walk walk = new Walk(address, write, hit, hit ? List.of() : tables.walk(root, address), result);
        walks.add(walk);
        if (result >= 0) {
            boolean large =
                    hit ? known != null && known.pages() > 1 : Pte.has(walk.leaf(), Pte.LARGE) && endsAbove(walk);
            lit = Entry.of(asid, vpn, walk.pfn(), large);
            List<Entry> set = set(lit.vpn(), lit.pages());
            set.removeIf(entry -> entry.pages() == lit.pages() && entry.isOf(asid, vpn, vpn));
            set.add(0, lit);
            if (set.size() > shape.ways()) {
                set.remove(set.size() - 1);
            }
        } else {
            lit = null;
            faults++;
            Walk read = hit ? new Walk(address, write, true, tables.walk(root, address), result) : walk;
            open = new FaultWatch(tables, memory, majorFaults, root, read);
        }
    }

    /** Tells whether a walk that found a page did not read a table of level 1. */
    private static boolean endsAbove(Walk walk) {
        return walk.steps().get(walk.steps().size() - 1).level() > 1;
    }

    /** Returns the set of a page, or of a large page, which is chosen by the number of the large page. */
    private List<Entry> set(long vpn, int pages) {
        return sets.get((int) (vpn / pages) & shape.sets() - 1);
    }

    private Entry known(long vpn, int pages) {
        return set(vpn, pages).stream()
                .filter(entry -> entry.pages() == pages && entry.isOf(asid, vpn, vpn))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void invalidatePage(int oldAsid, long address) {
        mmu.invalidatePage(oldAsid, address);
        long vpn = address >>> PhysicalMemory.PAGE_SHIFT;
        sets.forEach(set -> set.removeIf(entry -> entry.isOf(oldAsid, vpn, vpn)));
    }

    @Override
    public void invalidateRange(int oldAsid, long start, long end) {
        mmu.invalidateRange(oldAsid, start, end);
        long first = start >>> PhysicalMemory.PAGE_SHIFT;
        long last = (end - 1) >>> PhysicalMemory.PAGE_SHIFT;
        sets.forEach(set -> set.removeIf(entry -> entry.isOf(oldAsid, first, last)));
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
    public List<List<Entry>> sets() {
        return sets;
    }

    /** Returns how many entries a set holds. */
    public int ways() {
        return shape.ways();
    }

    /** Returns what the last access needed: one attempt, and one more for each fault that was handled. */
    public List<Walk> walks() {
        return List.copyOf(walks);
    }

    /** Returns what the kernel did about the faults of the last access, in their order. */
    public List<Handling> handlings() {
        List<Handling> all = new ArrayList<>(handlings);
        if (open != null) {
            all.add(open.handled()); // so far: somebody looks in the middle of an access
        }
        return all;
    }

    /** Returns how often the kernel did what since somebody asked last. */
    public Map<Handling.Kind, Integer> takeKinds() {
        Map<Handling.Kind, Integer> taken = new EnumMap<>(Handling.Kind.class);
        taken.putAll(kinds);
        kinds.clear();
        return taken;
    }

    /** Returns the entry that the last translation used or entered, or null. */
    public Entry lit() {
        return lit;
    }

    /** Returns the address space that ran last. */
    public int asid() {
        return asid;
    }

    /** Returns how many accesses there were. */
    public long accesses() {
        return accesses;
    }

    /** Returns how many faults there were. */
    public long faults() {
        return faults;
    }

    /** Returns how often the TLB knew what it cannot know by the contract. */
    public int surprises() {
        return surprises;
    }
}

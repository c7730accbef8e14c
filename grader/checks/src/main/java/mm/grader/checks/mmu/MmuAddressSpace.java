package mm.grader.checks.mmu;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.pagetable.Geometry;

/**
 * An address space whose tables are written into memory by hand, entry by entry, and a translation without a TLB to
 * compare with.
 */
final class MmuAddressSpace {
    static final int PAGE = Geometry.PAGE_SIZE;
    static final long LARGE_SIZE = 1L << 21;
    static final long USER_RW = Pte.PRESENT | Pte.WRITE | Pte.USER;

    /** An entry to a table before the hardware has used it. */
    static final long TABLE = Pte.PRESENT | Pte.WRITE | Pte.USER;

    final Geometry geometry;
    final PhysicalMemory memory;
    final int root;

    /** Whether LARGE in an entry of level 2 is a leaf to {@link #translate}. */
    boolean largePages;

    MmuAddressSpace(Geometry geometry, PhysicalMemory memory) {
        this.geometry = geometry;
        this.memory = memory;
        root = memory.allocate();
    }

    /** Maps a page to a new frame, which it returns. */
    int map(long address, long flags) {
        int pfn = memory.allocate();
        set(1, address, Pte.of(pfn, flags));
        return pfn;
    }

    /** Returns the physical address of the entry that a level uses for an address, making the tables above. */
    private long slot(int level, long address) {
        int shift = geometry.addressBits();
        int table = root;
        for (int at = geometry.levels(); ; at--) {
            int bits = geometry.levelBits().get(at - 1);
            shift -= bits;
            long index = address >>> shift & (1L << bits) - 1;
            long slot = ((long) table << 12) + index * geometry.entryBytes();
            if (at == level) {
                return slot;
            }
            if (memory.load(slot, geometry.entryBytes()) == 0) {
                memory.store(slot, geometry.entryBytes(), Pte.of(memory.allocate(), TABLE));
            }
            table = Pte.pfn(memory.load(slot, geometry.entryBytes()));
        }
    }

    long entry(int level, long address) {
        return memory.load(slot(level, address), geometry.entryBytes());
    }

    void set(int level, long address, long entry) {
        memory.store(slot(level, address), geometry.entryBytes(), entry);
    }

    /** Sets bits in an entry. */
    void add(int level, long address, long bits) {
        set(level, address, entry(level, address) | bits);
    }

    /** Clears bits in an entry. */
    void remove(int level, long address, long bits) {
        set(level, address, entry(level, address) & ~bits);
    }

    /** Translates by the text of the contract, a level at a time, and sets the bits that the hardware sets. */
    long translate(long address, int access) {
        long unused = geometry.pointerBits() == Long.SIZE
                ? address >> (geometry.addressBits() - 1)
                : address >>> geometry.pointerBits();
        if (unused != 0 && (unused != -1 || geometry.pointerBits() < Long.SIZE)) {
            return PageFault.GENERAL_PROTECTION;
        }
        boolean write = (access & PageFault.WRITE) != 0;
        boolean allowed = true;
        int leaf = 1;
        for (int level = geometry.levels(); level >= leaf; level--) {
            long entry = entry(level, address);
            if ((entry & Pte.PRESENT) == 0) {
                return PageFault.result(access);
            }
            boolean large = level > 1 && (entry & Pte.LARGE) != 0;
            if (large && level == 2 && largePages) {
                large = (entry & LARGE_SIZE - PAGE) != 0;
                leaf = 2;
            }
            if (large || (entry & 0xf_ffff_ffff_ffffL) >>> geometry.physicalBits() != 0) {
                return PageFault.result(access | PageFault.PRESENT | PageFault.RESERVED);
            }
            allowed &= !write || (entry & Pte.WRITE) != 0;
            allowed &= (access & PageFault.USER) == 0 || (entry & Pte.USER) != 0;
            allowed &= (access & PageFault.INSTRUCTION) == 0 || (entry & Pte.NX) == 0;
        }
        if (!allowed) {
            return PageFault.result(access | PageFault.PRESENT);
        }
        for (int level = geometry.levels(); level >= leaf; level--) {
            add(level, address, level == leaf && write ? Pte.ACCESSED | Pte.DIRTY : Pte.ACCESSED);
        }
        return ((long) Pte.pfn(entry(leaf, address)) << 12) + (address & (leaf == 2 ? LARGE_SIZE : PAGE) - 1);
    }
}

package mm.mmu;

import mm.text.ArgumentError;

/**
 * The size of a set-associative TLB.
 *
 * @param sets number of sets, a power of two; the low bits of the page number choose the set
 * @param ways entries in each set
 */
public record TlbShape(int sets, int ways) {
    /** A first-level data TLB as most x86 processors have had: 64 entries in 16 sets of 4. */
    public static final TlbShape L1 = new TlbShape(16, 4);

    /** A second-level TLB: 1024 entries in 256 sets of 4. */
    public static final TlbShape L2 = new TlbShape(256, 4);

    /** Checks that the sizes make a TLB. */
    public TlbShape {
        if (Integer.bitCount(sets) != 1 || ways < 1) {
            throw new ArgumentError("tlb.wrong-shape", sets, ways);
        }
    }

    /** Returns how many translations it holds. */
    public int entries() {
        return sets * ways;
    }
}

package mm.machine;

import java.util.ArrayDeque;
import java.util.Queue;
import mm.mmu.Mmu;

/**
 * The address-space ids of a machine: who has which, and which can be given out again.
 *
 * <p>The TLB tags what it remembers with such an id, so an id must not go to a new address space while the TLB may
 * still hold pages of the old one. Ids that were never used are given out first; then the one that was given back the
 * longest ago, after the TLB has forgotten all of it. Id 0 is left to the kernel's own address space.
 *
 * <p>Simplified from Linux, where an address space keeps a number of 64 bits for life, and gets one of the processor's
 * few ids when it is switched to. Here it has one id for life, so there are no more than {@value #MAX} at a time.
 *
 * @linux arch/x86/mm/tlb.c choose_new_asid
 */
final class Asids {
    /** The greatest id: the processor has 12 bits for it. */
    static final int MAX = Mmu.MAX_ASID;

    /** What {@link #take} returns when every id is in use. */
    static final int NONE = -1;

    private final Mmu mmu;
    private final Queue<Integer> used = new ArrayDeque<>();
    private int next = 1;

    Asids(Mmu mmu) {
        this.mmu = mmu;
    }

    /** Takes an id under which the TLB remembers nothing, or returns {@link #NONE}. */
    int take() {
        if (next <= MAX) {
            return next++;
        }
        Integer asid = used.poll();
        if (asid == null) {
            return NONE;
        }
        mmu.invalidateAsid(asid);
        return asid;
    }

    /** Gives an id back, once its address space is gone. */
    void giveBack(int asid) {
        used.add(asid);
    }
}

package mm.machine;

import mm.mmu.TlbShape;
import mm.pagetable.Geometry;

/**
 * What the processor of a machine is like: the shape of its page tables, and of its TLB.
 *
 * @param geometry the shape of the page tables
 * @param tlb the shape of the TLB's only level
 */
public record Processor(Geometry geometry, TlbShape tlb) {
    /** The one that machines have unless they ask for another: four levels of tables, 64 TLB entries in 16 sets of 4. */
    public static final Processor X86_64 = new Processor(Geometry.X86_64, TlbShape.L1);
}

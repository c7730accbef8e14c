package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.PAGE;
import static mm.grader.checks.vma.VmaFixture.demand;
import static mm.grader.checks.vma.VmaFixture.line;
import static mm.grader.checks.vma.VmaFixture.page;
import static mm.vma.RemapFlag.FIXED;
import static mm.vma.RemapFlag.MAYMOVE;

import java.util.List;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** What the rest of the kernel must see of mappings that are moved, resized and locked. */
final class RemapDemands {
    private static final int BOTH = Prot.READ | Prot.WRITE;
    private static final int MOVE = MAYMOVE | FIXED;
    private static final int PRIVATE = MapFlag.PRIVATE | MapFlag.FIXED;

    private RemapDemands() {}

    /** What is added is charged; by whom promises are not counted at all, that is another step. */
    static void promises(Parts parts) {
        PromiseFixture lab = new PromiseFixture(parts);
        lab.mm.mmap(page(0), 2L * PAGE, BOTH, PRIVATE);
        if (lab.change() != 2) {
            return;
        }
        lab.room(3);
        demand(say("remap-demands.grow-by-4"), lab.mm.mremap(page(0), 2L * PAGE, 6L * PAGE, 0, 0), "ENOMEM");
        demand(say("remap-demands.grow-by-3"), lab.mm.mremap(page(0), 2L * PAGE, 5L * PAGE, 0, 0), hex(page(0)));
        equal(say("remap-demands.promised-after-growing"), lab.change(), 5);
        demand(
                say("remap-demands.move-that-grows"),
                lab.mm.mremap(page(0), 5L * PAGE, 6L * PAGE, MOVE, page(20)),
                "ENOMEM");
        demand(say("remap-demands.move"), lab.mm.mremap(page(0), 5L * PAGE, 5L * PAGE, MOVE, page(20)), hex(page(20)));
        lab.room(1);
        demand(
                say("remap-demands.move-that-grows-by-1"),
                lab.mm.mremap(page(20), 5L * PAGE, 6L * PAGE, MOVE, page(40)),
                hex(page(40)));
        lab.room(2);
        lab.machine.access(lab.task, page(40), true);
        useUp(lab.machine.memory());
        demand(
                say("remap-demands.move-without-a-frame"),
                lab.mm.mremap(page(40), 6L * PAGE, 8L * PAGE, MOVE, page(2 * 512)),
                "ENOMEM");
        equal(say("remap-demands.promised-after-refusals"), lab.change(), 6);
        lab.machine.exit(lab.task);
    }

    /** Takes all frames that are free. */
    static void useUp(PhysicalMemory memory) {
        while (memory.allocate() != PhysicalMemory.NO_FRAME) {
            // until there is none
        }
    }

    /** Where the new place may be, and what of the kernel's own may move. */
    static void places(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.filled(page(4), 2);
        demand(
                say("remap-demands.next-to-itself"),
                lab.mm.mremap(page(4), 2L * PAGE, 2L * PAGE, MOVE, page(2)),
                hex(page(2)));
        demand(say("remap-demands.below-the-lowest"), lab.mm.mremap(page(2), PAGE, PAGE, MOVE, PAGE), "EPERM");
        long lowest = MemoryDescriptor.MMAP_MIN_ADDRESS;
        demand(say("remap-demands.to-the-lowest"), lab.mm.mremap(page(2), PAGE, PAGE, MOVE, lowest), hex(lowest));
        lab.fixed(page(4), 1, "r--");
        long huge = 0x7fff_f000_0000L;
        demand(say("remap-demands.too-long"), lab.mm.mremap(page(3), PAGE, huge, MAYMOVE, 0), "ENOMEM");
        VmaFixture kernels = VmaFixture.withKernelsOwn(parts);
        demand(say("remap-demands.part-of-vvar"), kernels.mm.mremap(page(1), PAGE, PAGE, MOVE, page(20)), "EINVAL");
        demand(
                say("remap-demands.end-of-vvar"),
                kernels.mm.mremap(page(2), 2L * PAGE, 2L * PAGE, MOVE, page(20)),
                "EINVAL");
        demand(
                say("remap-demands.start-of-vvar"),
                kernels.mm.mremap(page(0), 2L * PAGE, 2L * PAGE, MOVE, page(20)),
                "EINVAL");
        demand(
                say("remap-demands.vvar"),
                kernels.mm.mremap(page(0), 4L * PAGE, 4L * PAGE, MOVE, page(20)),
                hex(page(20)));
        demand(say("remap-demands.mlock-of-vvar"), kernels.mm.mlock(page(20), 4L * PAGE), "0");
        equal(say("remap-demands.locked-of-vvar"), kernels.counters().vmLck(), 0);
        equal(say("remap-demands.rss-of-vvar"), kernels.counters().vmRss(), 0);
    }

    /** The reverse map follows a move, and swap entries are no pages. */
    static void reverseMap(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        SwapKernel kernel = new SwapKernel(lab.machine);
        MemoryDescriptor mm = parts.memoryDescriptor(kernel, 9);
        mm.mmap(page(0), 4L * PAGE, BOTH, PRIVATE);
        for (int i = 0; i < 3; i++) {
            mm.handleFault(page(i), PageFault.USER | PageFault.WRITE);
        }
        mm.handleFault(page(3), PageFault.USER);
        int pfn = Pte.pfn(mm.pageTable().unmap(page(2)));
        mm.pageTable().map(page(2), Pte.swap(1, 1)); // as reclaim leaves it
        mm.pageReclaimed(page(2), pfn);
        kernel.removeRmap(pfn, mm, page(2));
        mm.mprotect(page(1), PAGE, Prot.NONE);
        list(say("remap-demands.mapped-before"), kernel.mapped(), List.of(hex(page(0)), hex(page(1))));
        mm.mremap(page(0), 4L * PAGE, 4L * PAGE, MOVE, page(10));
        list(say("remap-demands.mapped-after-a-move"), kernel.mapped(), List.of(hex(page(10)), hex(page(11))));
        equal(say("remap-demands.swapped-after-a-move"), mm.counters().vmSwap(), 4);
        kernel.calls.clear();
        mm.madvise(page(12), PAGE, MemoryDescriptor.MADV_FREE);
        list(say("remap-demands.free-of-a-swapped-page"), kernel.calls, List.of("swapFree"));
        equal(say("remap-demands.swapped-after-free"), mm.counters().vmSwap(), 0);
        equal(say("remap-demands.rss-after-free"), mm.counters().rssAnon(), 8);
        mm.exit();
        list(say("remap-demands.mapped-after-exit"), kernel.mapped(), List.of());
    }

    /** Borders of what is locked, and what happens when memory is short. */
    static void locked(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        lab.fixed(page(0), 4, "rw-").fixed(page(4), 1, "---");
        demand(say("remap-demands.mlock-beside-no-rights"), lab.mm.mlock(page(2), 2L * PAGE), "0");
        equal(say("remap-demands.is-the-first-locked"), lab.mm.isLocked(page(2)) ? 1 : 0, 1);
        equal(say("remap-demands.is-the-one-before-locked"), lab.mm.isLocked(page(1)) ? 1 : 0, 0);
        demand(say("remap-demands.munlock-of-two-halves"), lab.mm.munlock(page(2) + 5, PAGE), "0");
        equal(say("remap-demands.locked-after-that"), lab.counters().vmLck(), 0);
        lab.fixed(page(10), 4, "rw-");
        useUp(lab.machine.memory());
        demand(say("remap-demands.mlock-without-a-frame"), lab.mm.mlock(page(10), 4L * PAGE), "EAGAIN");
        equal(say("remap-demands.locked-without-a-frame"), lab.counters().vmLck(), 16);
        lab.machine.exit(lab.task);
    }

    /** What a stack has grown by goes on where it was: its page numbers, too. */
    static void stack(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        int down = PRIVATE | MapFlag.GROWSDOWN;
        lab.mm.mmap(page(600), PAGE, BOTH, down);
        lab.fill(page(600), 1);
        lab.fill(page(598), 1);
        lab.mm.mmap(page(597), PAGE, BOTH, down);
        list(say("remap-demands.map-below-a-stack"), lab.area(), List.of(line(597, 601, "rw-p")));
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}

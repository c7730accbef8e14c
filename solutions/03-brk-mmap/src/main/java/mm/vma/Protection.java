package mm.vma;

import mm.machine.Errno;
import mm.machine.PhysicalMemory;

/** Gives parts of VMAs other rights ({@code mm/mprotect.c}). */
final class Protection {
    private final VmaList vmas;
    private final Accounting accounting;
    private final Pages pages;
    private final Promises promises;
    private final Locking locking;

    Protection(VmaList vmas, Accounting accounting, Pages pages, Promises promises, Locking locking) {
        this.vmas = vmas;
        this.accounting = accounting;
        this.pages = pages;
        this.promises = promises;
        this.locking = locking;
    }

    /** Gives a part of one VMA other rights: cuts it out, changes it, and joins it with what it now resembles. */
    long protect(Vma whole, long start, long end, int prot) {
        if (whole.isClock() && (prot & ~Prot.READ) != 0) {
            return Errno.EACCES.result();
        }
        if (whole.prot == prot) {
            return 0;
        }
        long count = (end - start) >> PhysicalMemory.PAGE_SHIFT;
        long more = whole.becomesPromise(prot) ? count : 0;
        if (!accounting.mayProtect(whole, prot, count) || !promises.ask(more)) {
            return Errno.ENOMEM.result();
        }
        long error = vmas.isolate(start, end);
        if (error != 0) {
            promises.giveBack(more);
            return error;
        }
        Vma vma = vmas.find(start);
        vmas.remove(vma);
        accounting.add(vma, -count);
        long promised = vma.promised();
        boolean wasWritable = vma.isPrivateWritable();
        vma.protect(prot);
        promises.giveBack(promised - vma.promised());
        accounting.add(vma, count);
        pages.protect(vma, start, end);
        boolean comeIn = vma.locked && vma.isPrivateWritable() && !wasWritable;
        vmas.addMerged(vma);
        if (comeIn) {
            locking.populate(start, end);
        }
        return 0;
    }
}

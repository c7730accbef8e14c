package mm.vma;

import mm.machine.Kernel;
import mm.machine.PageCache;

// GIVEN
/** What an address space was promised: asks the kernel before pages are added, and gives back what goes. */
final class Promises {
    private final Kernel kernel;
    private final MemoryDescriptor mm;
    private final VmaList vmas;

    Promises(Kernel kernel, MemoryDescriptor mm, VmaList vmas) {
        this.kernel = kernel;
        this.mm = mm;
        this.vmas = vmas;
    }

    /** Marks a new mapping: what is private and writable is a promise, unless it says otherwise and that is heeded. */
    void mark(Vma vma, int flags) {
        // STUB: vma.accounted = vma.isData();
        vma.noReserve = (flags & MapFlag.NORESERVE) != 0 && kernel.heedsNoReserve();
        vma.accounted = vma.isPrivateWritable() && !vma.noReserve;
    }

    /** Asks for a new mapping: those that it replaces were promised already. */
    boolean askFor(Vma vma) {
        // STUB: return true;
        return !vma.accounted || ask(vma.pages() - vmas.accountedIn(vma.start, vma.end));
    }

    /** Returns what a mapping maps; null if it is shared memory that is not promised ({@code shmem_acct_size}). */
    PageCache object(Vma vma, PageCache file) {
        // STUB: return file == null && vma.shared ? kernel.newSharedMemory() : file;
        if (file != null || !vma.shared) {
            return file;
        }
        return vma.noReserve ? kernel.newSharedMemory() : kernel.newSharedMemory(mm, vma.pages());
    }

    /** Asks for more pages; for none there is no need to. */
    boolean ask(long pages) {
        return pages == 0 || kernel.chargeCommit(mm, pages);
    }

    /** Gives promises back, if there are any. */
    void giveBack(long pages) {
        if (pages > 0) {
            kernel.unchargeCommit(pages);
        }
    }
}

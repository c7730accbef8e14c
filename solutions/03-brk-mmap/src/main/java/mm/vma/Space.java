package mm.vma;

import java.util.List;
import mm.machine.Errno;

/** What an address space is made of, and how a part of it goes. */
record Space(VmaList vmas, Pages pages, Accounting accounting, Promises promises) {
    /** Unmaps a range of the user's addresses ({@code do_vmi_align_munmap}). */
    long unmap(long address, long size) {
        if (!UserAddresses.isPageAligned(address) || size == 0 || !UserAddresses.isUserRange(address, size)) {
            return Errno.EINVAL.result();
        }
        long error = vmas.splitEnds(address, address + size);
        if (error == 0) {
            promises.giveBack(remove(address, address + size));
        }
        return error;
    }

    /**
     * Removes all mappings in a range, at whose ends no VMA crosses any more ({@code vms_complete_munmap_vmas}), and returns
     * how many of their pages were promised.
     */
    long remove(long start, long end) {
        List<Vma> removed = vmas.in(start, end);
        if (removed.isEmpty()) {
            return 0;
        }
        long promised = vmas.accountedIn(start, end);
        for (Vma vma : removed) {
            pages.zap(vma, vma.start, vma.end);
            vmas.remove(vma);
            accounting.add(vma, -vma.pages());
            vma.unmap();
        }
        pages.freeTables(removed, vmas.before(start), vmas.find(start));
        return promised;
    }
}

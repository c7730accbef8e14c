package mm.pagetable;

import mm.machine.PhysicalMemory;
import mm.machine.Pte;

/**
 * Moves the entries of a range of pages to another place of the same address space: a whole table, with the 512 pages
 * that it maps, by changing two entries of the table above; only what is left over entry by entry.
 *
 * <pre>
 *   level 2        | ... | T | ... | 0 | ...        | ... | 0 | ... | T | ...
 *                          |                                          |
 *   level 1                T: 512 entries     ->                      T, untouched
 * </pre>
 *
 * <p>A table of level 1 or 2 moves whole where the range has all that it spans, on both sides; so does a large page, as its
 * entry lies where that of a table would ({@link LargePages}). Where the range has only a part, the other side gets a table,
 * even if no entry is there to be moved, and the old one stays; a large page is split first. The table above is
 * made where it is missing. It reads and writes the tables as the processor reads them, so it works with every
 * {@link PageTable}; it tells no TLB and counts no frame.
 *
 * @linux mm/mremap.c move_page_tables
 * @linux mm/mremap.c move_normal_pmd
 * @linux mm/huge_memory.c move_huge_pmd
 */
public final class TableMove {
    private static final long PAGE = PhysicalMemory.PAGE_SIZE;
    private static final long NO_SLOT = -1;
    /** The level of the largest table that moves whole: it spans 1 GB ({@code CONFIG_HAVE_MOVE_PUD}). */
    private static final int LARGEST = 2;

    private final PageTable table;
    private final PhysicalMemory memory;

    /** Makes one that moves entries of a table. */
    public TableMove(PageTable table, PhysicalMemory memory) {
        this.table = table;
        this.memory = memory;
    }

    /**
     * Moves the entries of a range.
     *
     * @param from where the range begins, page-aligned
     * @param to where it is to begin; nothing is mapped there, and the two do not overlap
     * @param length bytes, whole pages
     * @return false if no frame was free for a table: then only a part was moved. Moving it back needs no frame.
     */
    public boolean move(long from, long to, long length) {
        long extent;
        for (long done = 0; done < length; done += extent) {
            int level = Math.min(LARGEST, table.geometry().levels() - 1);
            extent = extent(level, from + done, to + done, length - done);
            Moved moved = moveTable(level, from + done, to + done, extent);
            while (moved == Moved.NOT && level > 1) {
                level--;
                extent = extent(level, from + done, to + done, length - done);
                moved = moveTable(level, from + done, to + done, extent);
            }
            if (moved == Moved.NO_FRAME || (moved == Moved.NOT && !moveEntries(from + done, to + done, extent))) {
                return false;
            }
        }
        return true;
    }

    private enum Moved {
        YES,
        NOT,
        NO_FRAME
    }

    /** Returns how far both sides stay within one table of a level. */
    private long extent(int level, long from, long to, long most) {
        long span = table.span(level);
        return Math.min(most, Math.min(span - (from & (span - 1)), span - (to & (span - 1))));
    }

    /** Moves a table of a level, if the extent is all that it spans; there is nothing to do if it does not exist. */
    private Moved moveTable(int level, long from, long to, long extent) {
        long old = slot(level + 1, from);
        if (old == NO_SLOT || load(old) == 0) {
            return Moved.YES;
        }
        if (!make(level + 1, to)) {
            return Moved.NO_FRAME;
        }
        long place = slot(level + 1, to);
        if (extent != table.span(level) || load(place) != 0) {
            return Moved.NOT;
        }
        int bytes = table.geometry().entryBytes();
        memory.store(place, bytes, load(old));
        memory.store(old, bytes, 0);
        return Moved.YES;
    }

    private boolean moveEntries(long from, long to, long extent) {
        if (!make(1, to)) {
            return false;
        }
        if (isLarge(from)) {
            table.splitLarge(from);
        }
        for (long offset = 0; offset < extent; offset += PAGE) {
            long pte = table.unmap(from + offset);
            if (pte != 0) {
                table.map(to + offset, pte);
            }
        }
        return true;
    }

    /** Tells whether an address whose level-2 table exists lies in a large page. */
    private boolean isLarge(long address) {
        return Pte.has(load(slot(LargePages.LARGE_LEVEL, address)), Pte.LARGE);
    }

    /** Makes the table of a level that an address uses, and those above it, but none below. */
    private boolean make(int level, long address) {
        if (slot(level, address) != NO_SLOT) {
            return true;
        }
        boolean made = table.map(address, Pte.PROT_NONE);
        table.unmap(address);
        if (level > 1) {
            long span = table.span(level - 1);
            long start = address & -span;
            table.freeTables(start, start + span, start, start + span);
        }
        return made;
    }

    /** Returns the physical address of the entry that an address uses in a table of a level, if that table exists. */
    private long slot(int level, long address) {
        int pfn = table.root();
        for (int above = table.geometry().levels(); above > level; above--) {
            long entry = load(slotIn(pfn, above, address));
            if (entry == 0) {
                return NO_SLOT;
            }
            pfn = Pte.pfn(entry);
        }
        return slotIn(pfn, level, address);
    }

    private long slotIn(int pfn, int level, long address) {
        return ((long) pfn << PhysicalMemory.PAGE_SHIFT)
                + (long) table.index(level, address) * table.geometry().entryBytes();
    }

    private long load(long slot) {
        return memory.load(slot, table.geometry().entryBytes());
    }
}

package mm.pagetable;

import java.util.List;
import mm.machine.PhysicalMemory;
import mm.text.ArgumentError;

/**
 * The shape of a page table, as data: the same code serves 32-bit and 64-bit processors.
 *
 * @param name how a report calls it, for example {@code x86-64, 4 levels}
 * @param entryBytes size of one entry in bytes, 4 or 8
 * @param levelBits address bits that index each level, the last level (the PTE tables) first: as many as make a table
 *     fill a page
 * @param kernelStart lowest address of the kernel's half, compared as unsigned
 * @param physicalBits bits of a physical address; frame-number bits of an entry above them are reserved
 * @linux arch/x86/include/asm/pgtable-2level_types.h PTRS_PER_PTE
 * @linux arch/x86/include/asm/pgtable_64_types.h PGDIR_SHIFT
 */
public record Geometry(String name, int entryBytes, List<Integer> levelBits, long kernelStart, int physicalBits) {
    /** Bits of an address that lie within its page: pages are 4096 bytes. */
    public static final int PAGE_SHIFT = PhysicalMemory.PAGE_SHIFT;

    /** Bytes in a page, and in a table. */
    public static final int PAGE_SIZE = PhysicalMemory.PAGE_SIZE;

    /** 32-bit x86: 10 + 10 + 12 bits, 4-byte entries, 3 GB for the user and 1 GB for the kernel. */
    public static final Geometry X86_32 = new Geometry("x86-32, 2 levels", 4, List.of(10, 10), 0xc000_0000L, 32);

    /** x86-64: 9 + 9 + 9 + 9 + 12 bits, 8-byte entries, 128 TB for the user and 128 TB for the kernel. */
    public static final Geometry X86_64 =
            new Geometry("x86-64, 4 levels", 8, List.of(9, 9, 9, 9), 0xffff_8000_0000_0000L, 46);

    /** x86-64 with five levels (LA57): 57 bits of address, 64 PB for the user and 64 PB for the kernel. */
    public static final Geometry X86_64_LA57 =
            new Geometry("x86-64, 5 levels", 8, List.of(9, 9, 9, 9, 9), 0xff00_0000_0000_0000L, 52);

    /**
     * Copies the list, so that a geometry never changes.
     *
     * @throws IllegalArgumentException if the tables of a level do not fill a page each
     */
    public Geometry {
        levelBits = List.copyOf(levelBits);
        int full = indexBits(entryBytes);
        if (levelBits.stream().anyMatch(bits -> bits != full)) {
            throw new ArgumentError("table.wrong-size", full, levelBits);
        }
    }

    /** Returns the number of levels: 1 is the level of the PTE tables, this one the root's. */
    public int levels() {
        return levelBits.size();
    }

    /** Returns how many bits of an address are translated, page offset included: 32, 48 or 57. */
    public int addressBits() {
        return PAGE_SHIFT + levelBits.size() * indexBits(entryBytes);
    }

    /** Returns how many address bits an entry's place in its table takes, as a table fills a page. */
    private static int indexBits(int entryBytes) {
        return PAGE_SHIFT - Integer.numberOfTrailingZeros(entryBytes);
    }

    /** Returns the width of a pointer in bits: 32 or 64. */
    public int pointerBits() {
        return entryBytes * 8;
    }
}

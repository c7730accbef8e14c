package mm.grader.checks.pagetable;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** What several checks of the page table need: shapes, addresses, and words for messages. */
final class TableBuilder {
    static final long PAGE = Geometry.PAGE_SIZE;
    static final long MB = 1L << 20;
    static final long GB = 1L << 30;
    static final long TB = 1L << 40;

    static final List<Geometry> GEOMETRIES = List.of(Geometry.X86_32, Geometry.X86_64, Geometry.X86_64_LA57);

    private TableBuilder() {}

    /** Returns a leaf entry as the page of a program has it; the entry only has to come back, so any frame will do. */
    static long pte(long pfn) {
        return Pte.of(pfn, Pte.PRESENT | Pte.WRITE | Pte.USER);
    }

    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }

    /** Returns the address of a page: a few regions, so that pages share tables, in both halves and at their rims. */
    static long page(Geometry geometry, Random random) {
        int bits = geometry.addressBits();
        long top = 1L << (bits - 1);
        long[] regions = {
            0, 1L << (bits - 2), top - (1L << (bits / 2)), top, top + (1L << (bits - 2)), 2 * top - (1L << 22)
        };
        long address = regions[random.nextInt(regions.length)] + ((long) random.nextInt(1024) << 12);
        return canonical(geometry, address + (random.nextInt(3) == 0 ? 1L << 22 : 0) & 2 * top - 1);
    }

    /** Returns the address with the bits above the translated ones that the processor demands. */
    static long canonical(Geometry geometry, long address) {
        int unused = geometry.pointerBits() == Long.SIZE ? Long.SIZE - geometry.addressBits() : 0;
        return address << unused >> unused;
    }

    static boolean isCanonical(Geometry geometry, long address) {
        boolean fits = geometry.pointerBits() == Long.SIZE || address >>> geometry.pointerBits() == 0;
        return fits && canonical(geometry, address) == address;
    }

    /** Returns a map whose keys are addresses, in their order. */
    static TreeMap<Long, Long> unsignedMap() {
        return new TreeMap<>(Long::compareUnsigned);
    }

    static void mustMap(PageTable table, long address, long pte) {
        boolean mapped = table.map(address, pte);
        if (!mapped) {
            assertThat(mapped)
                    .as(say("table-builder.map-of-while-frames-are", hex(address)))
                    .isTrue();
        }
    }

    /** Returns how many tables exist below the root: what Linux counts. */
    static long tablesBelowRoot(PageTable table) {
        long tables = 0;
        for (int level = 1; level < table.geometry().levels(); level++) {
            tables += table.tableCount(level);
        }
        return tables;
    }

    /** Demands the number of tables of each level below the root, level 1 first. */
    static void demandTables(String when, PageTable table, long... counts) {
        for (int level = 1; level <= counts.length; level++) {
            assertThat(table.tableCount(level))
                    .as(say("table-builder.level-tables", level, when))
                    .isEqualTo(counts[level - 1]);
        }
    }

    /** Demands that the frames in use are the tables and nothing else: 8 (or 4) bytes a page, and no frame lost. */
    static void demandFrames(String when, PhysicalMemory memory, PageTable table) {
        assertThat(memory.frames() - 1 - memory.freeFrames())
                .as(say("table-builder.frames-in-use-the-tables", when))
                .isEqualTo((int) tablesBelowRoot(table) + 1);
    }

    /** Returns how a table of a geometry is made, as a call. */
    static String made(Geometry geometry) {
        return "new RadixPageTable(" + geometry.name() + ")";
    }
}

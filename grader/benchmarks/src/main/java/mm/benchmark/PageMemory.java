package mm.benchmark;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.RadixPageTable;

/** Prints how many bytes a mapped page costs, in a page table and in a {@code HashMap<Long, Long>}. */
public final class PageMemory {
    private static final int DENSE_PAGES = 10_000_000;
    /** Sparse pages cost 500 times as much, so there are fewer. */
    private static final int SPARSE_SHARE = 100;

    private static final long DENSE = Geometry.PAGE_SIZE;
    private static final long SPARSE = 2L << 20;
    private static final long FLAGS = Pte.PRESENT | Pte.WRITE | Pte.USER;
    private static final int HASH_MAP_BYTES = 110;

    private static Object kept;

    private PageMemory() {}

    /** Measures; the argument is the number of dense pages. */
    public static void main(String[] args) {
        int pages = args.length > 0 ? Integer.parseInt(args[0]) : DENSE_PAGES;
        System.out.printf("%-8s %-22s %12s %14s %10s%n", "pages", "kept in", "how many", "bytes of heap", "per page");
        measure("dense", pages, DENSE);
        measure("sparse", pages / SPARSE_SHARE, SPARSE);
    }

    private static void measure(String name, int pages, long stride) {
        long before = usedAfterGc();
        int tables = 0;
        for (int level = 1; level < Geometry.X86_64.levels(); level++) {
            long span = Geometry.PAGE_SIZE * (1L << (9 * level));
            tables += (int) ((pages * stride + span - 1) / span);
        }
        PhysicalMemory memory = new PhysicalMemory(tables + 2);
        PageTable table = new RadixPageTable(Geometry.X86_64, memory);
        for (int page = 0; page < pages; page++) {
            if (!table.map(page * stride, Pte.of(page, FLAGS))) {
                throw new IllegalStateException("more tables than computed");
            }
        }
        kept = table;
        print(name, "RadixPageTable", pages, usedAfterGc() - before);
        kept = table = null;
        memory = null;
        if ((double) pages * HASH_MAP_BYTES > Runtime.getRuntime().maxMemory()) {
            System.out.printf("%-8s %-22s %12d   does not fit into this heap%n", name, "HashMap<Long, Long>", pages);
            return;
        }
        before = usedAfterGc();
        Map<Long, Long> map = new HashMap<>();
        for (long page = 0; page < pages; page++) {
            map.put((page * stride) >>> Geometry.PAGE_SHIFT, Pte.of(page, FLAGS));
        }
        kept = map;
        print(name, "HashMap<Long, Long>", pages, usedAfterGc() - before);
        kept = null;
    }

    private static void print(String name, String where, int pages, long bytes) {
        System.out.printf(Locale.ROOT, "%-8s %-22s %12d %14d %10.2f%n", name, where, pages, bytes, 1.0 * bytes / pages);
    }

    private static long usedAfterGc() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Returns what the measured structure is held by, so that the collector cannot take it early. */
    static Object kept() {
        return kept;
    }
}

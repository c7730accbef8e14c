package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.Mmu;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Page tables in memory, as a dump of their frames that one can walk with a pencil. */
final class TableDump {
    private static final int FRAMES = 4096;

    private final Draft q;
    private final Geometry geometry;
    private final PhysicalMemory memory = new PhysicalMemory(FRAMES);
    private final PageTable table;
    private final Mmu mmu;
    private final List<Long> pages = new ArrayList<>();

    TableDump(Draft q, Geometry geometry) {
        this.q = q;
        this.geometry = geometry;
        for (int i = q.dice().below(200); i > 0; i--) {
            memory.allocate(); // so that the tables do not always lie in the same frames
        }
        table = q.parts().pageTable(geometry, memory);
        mmu = q.parts().mmu(geometry, memory, TlbShape.L1);
        mmu.activate(table.root(), 1);
    }

    PageTable table() {
        return table;
    }

    List<Long> pages() {
        return pages;
    }

    void map(long page) {
        if (table.lookup(page) != 0) {
            return;
        }
        long flags = Pte.PRESENT | Pte.USER | Pte.ACCESSED;
        flags |= q.dice().oneIn(3) ? 0 : Pte.WRITE | Pte.DIRTY;
        flags |= geometry.entryBytes() == 8 && (flags & Pte.WRITE) != 0 ? Pte.NX : 0;
        table.map(page, Pte.of(q.dice().from(0x400, 0xfff), flags));
        pages.add(page);
    }

    long translate(long address, int access) {
        return mmu.translate(address, access);
    }

    private long slot(int frame, int index) {
        return ((long) frame << Geometry.PAGE_SHIFT) + (long) index * geometry.entryBytes();
    }

    /** Returns the physical addresses of the entries that a walk reads, the root's first, until one leads nowhere. */
    private List<long[]> path(long address) {
        List<long[]> path = new ArrayList<>();
        int frame = table.root();
        for (int level = geometry.levels(); level > 0; level--) {
            int index = table.index(level, address);
            long entry = memory.load(slot(frame, index), geometry.entryBytes());
            path.add(new long[] {level, frame, index, entry});
            if (!Pte.has(entry, Pte.PRESENT)) {
                break;
            }
            frame = Pte.pfn(entry);
        }
        return path;
    }

    /** Takes a right away on the way to a page, or breaks an entry. */
    void spoil(long page, int level) {
        List<long[]> path = path(page);
        long[] step = level == 1 ? path.get(path.size() - 1) : q.dice().of(path);
        long entry = step[3];
        int how = q.dice().below(geometry.entryBytes() == 8 ? 6 : 4);
        long spoiled = switch (how) {
            case 0 -> entry & ~Pte.PRESENT;
            case 1, 2 -> entry & ~Pte.WRITE;
            case 3 -> entry & ~Pte.USER;
            case 4 -> entry | Pte.NX;
            default -> entry | 1L << q.dice().from(geometry.physicalBits(), 51);
        };
        memory.store(slot((int) step[1], (int) step[2]), geometry.entryBytes(), spoiled);
    }

    /** Returns all entries that are not 0, frame by frame. */
    List<String> lines() {
        TreeMap<Integer, TreeSet<Integer>> entries = new TreeMap<>();
        for (long page : pages) {
            int frame = table.root();
            for (int level = geometry.levels(); level > 0; level--) {
                int index = table.index(level, page);
                long entry = memory.load(slot(frame, index), geometry.entryBytes());
                entries.computeIfAbsent(frame, unused -> new TreeSet<>()).add(index);
                frame = Pte.pfn(entry);
                if (frame >= FRAMES) {
                    break;
                }
            }
        }
        List<String> lines = new ArrayList<>();
        entries.forEach((frame, indexes) -> {
            lines.add("frame " + Hexes.hex(frame));
            for (int index : indexes) {
                lines.add("  [" + Hexes.hex(index, 3) + "]  "
                        + entry(memory.load(slot(frame, index), geometry.entryBytes())));
            }
        });
        return lines;
    }

    private String entry(long entry) {
        return Hexes.hex(entry, geometry.entryBytes() * 2);
    }

    /** Returns the entries of a walk, a line each. */
    List<String> walk(long address) {
        List<String> lines = new ArrayList<>();
        for (long[] step : path(address)) {
            long entry = step[3];
            lines.add(
                    Hexes.left(Shapes.level(geometry, (int) step[0]), 4) + " frame " + Hexes.left(Hexes.hex(step[1]), 5)
                            + " [" + Hexes.hex(step[2], 3) + "] = " + entry(entry) + "  P " + (entry & 1) + " W "
                            + (entry >> 1 & 1)
                            + " U " + (entry >> 2 & 1) + (geometry.entryBytes() == 8 ? " NX " + (entry >>> 63) : "")
                            + " -> frame " + Hexes.hex(Pte.pfn(entry)));
        }
        return lines;
    }
}

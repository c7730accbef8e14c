package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Demand.flags;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.GEOMETRIES;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.demandFrames;
import static mm.grader.checks.pagetable.TableBuilder.demandTables;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static mm.grader.checks.pagetable.TableBuilder.mustMap;
import static mm.grader.checks.pagetable.TableBuilder.pte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import org.junit.jupiter.api.Order;

/** Setting, reading and clearing entries, in tables that lie in frames. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 2, title = "Map, look up, unmap")
public class Step2MapCheck {
    private static final int FRAMES_BELOW_2_GIB = 1 << (31 - PhysicalMemory.PAGE_SHIFT);

    @Order(1)
    @Check(
            points = 4,
            hints = {
                "The constructor takes one frame, for the root. Which method says that there is none left?",
                "A new process starts with a root and nothing below: arch/x86/mm/pgtable.c pgd_alloc.",
                "docs/01-page-table.md: A tree of frames"
            })
    void an_empty_table_is_its_root(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(8);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        assertThat(memory.isAllocated(table.root()))
                .as(say("step2-map-check.the-root-s-frame-is"))
                .isTrue();
        assertThat(table.root()).as(say("step2-map-check.the-root-is-not-the")).isNotEqualTo(PhysicalMemory.ZERO_FRAME);
        demandTables(say("step2-map-check.of-an-empty-table"), table, 0, 0, 0, 1);
        demandFrames(say("step2-map-check.by-an-empty-table"), memory, table);
        entry(say("step2-map-check.entry-of-a-page-never"), table.lookup(0x40_0000), 0);
        entry(say("step2-map-check.unmap-of-a-page-never"), table.unmap(0x40_0000), 0);
        demandFrames(say("step2-map-check.after-only-looking-reading-makes"), memory, table);
        assertThatThrownBy(
                        () -> parts.pageTable(Geometry.X86_64, fullMemory()), say("step2-map-check.a-page-table-in-a"))
                .isExactlyInstanceOf(IllegalStateException.class);
    }

    private static PhysicalMemory fullMemory() {
        PhysicalMemory memory = new PhysicalMemory(2);
        memory.allocate();
        return memory;
    }

    @Order(2)
    @Check(
            points = 6,
            hints = {
                "The MMU will walk these frames without asking you: root, one table a level, leaf.",
                "An entry that points to a table is Pte.of(frame, Pte.TABLE); its place is index x entryBytes in its"
                        + " table. mm/memory.c __pte_alloc, arch/x86/include/asm/pgalloc.h pmd_populate.",
                "docs/01-page-table.md: A tree of frames"
            })
    void the_entries_lie_in_memory_where_the_hardware_looks_for_them(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            PhysicalMemory memory = new PhysicalMemory(1000);
            PageTable table = parts.pageTable(geometry, memory);
            for (int i = 1; i <= 100; i++) {
                long address = TableBuilder.page(geometry, random);
                mustMap(table, address + random.nextInt(4096), pte(i));
                entry(
                        say("step2-map-check.what-the-hardware-reads-for", geometry.name(), hex(address)),
                        leafByHand(memory, table.root(), geometry, address),
                        pte(i));
            }
        }
        PhysicalMemory large = new PhysicalMemory(FRAMES_BELOW_2_GIB + 100);
        int taken = 0;
        while (taken < FRAMES_BELOW_2_GIB) {
            taken = large.allocate();
        }
        PageTable high = parts.pageTable(Geometry.X86_64, large);
        mustMap(high, 0x40_0000, pte(7));
        entry(
                say("step2-map-check.what-the-hardware-reads-for-2"),
                leafByHand(large, high.root(), Geometry.X86_64, 0x40_0000),
                pte(7));
    }

    private static long leafByHand(PhysicalMemory memory, int root, Geometry geometry, long address) {
        int shift = geometry.addressBits();
        int pfn = root;
        for (int level = geometry.levels(); ; level--) {
            int bits = geometry.levelBits().get(level - 1);
            shift -= bits;
            long index = address >>> shift & (1L << bits) - 1;
            long entry = memory.load(((long) pfn << 12) + index * geometry.entryBytes(), geometry.entryBytes());
            if (level == 1) {
                return entry;
            }
            flags(
                    say("step2-map-check.flags-of-the-level-entry", geometry.name(), level, hex(address)),
                    Pte.flags(entry),
                    Pte.TABLE);
            pfn = Pte.pfn(entry);
        }
    }

    @Order(3)
    @Check(
            points = 4,
            hints = {
                "What is the smallest program? Code, data and stack, far apart.",
                "Three 4 KB tables instead of the 4 MB of a flat one: that is why page tables are trees.",
                "docs/01-page-table.md: Why not one long array?"
            },
            requires = "an_empty_table_is_its_root")
    void a_small_process_needs_few_tables(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable x86 = parts.pageTable(Geometry.X86_32, memory);
        for (long address : new long[] {0x0804_8000L, 0x0804_9000L, 0x0804_a000L, 0xbfff_e000L, 0xbfff_f000L}) {
            mustMap(x86, address, pte(1));
        }
        demandTables(say("step2-map-check.of-a-32-bit-program"), x86, 2, 1);
        assertThat((memory.frames() - 1 - memory.freeFrames()) * PAGE)
                .as(say("step2-map-check.bytes-for-root-and-tables", 4 * x86.flatEntries()))
                .isEqualTo(3 * PAGE);
        PhysicalMemory memory64 = new PhysicalMemory(64);
        PageTable x64 = parts.pageTable(Geometry.X86_64, memory64);
        for (long address : new long[] {0x40_0000, 0x40_1000, 0x7fff_f7ff_7000L, 0x7fff_ffff_e000L}) {
            mustMap(x64, address, pte(1));
        }
        demandTables(say("step2-map-check.of-a-64-bit-program"), x64, 3, 2, 2, 1);
        demandFrames(say("step2-map-check.by-a-64-bit-program"), memory64, x64);
    }

    @Order(4)
    @Check(
            points = 4,
            hints = {
                "unmap answers with the old entry; the tables stay, even empty.",
                "Linux clears the entry with one exchange and frees tables only when mappings go:"
                        + " include/linux/pgtable.h ptep_get_and_clear.",
                "docs/01-page-table.md: When tables go"
            },
            requires = "an_empty_table_is_its_root")
    void unmap_returns_the_entry_and_keeps_the_tables(Parts parts) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        long swapped = Pte.swap(3, 77);
        long used = pte(5) | Pte.ACCESSED | Pte.DIRTY;
        mustMap(table, 0x40_0000, used);
        mustMap(table, 0x40_1000, swapped);
        entry(say("step2-map-check.entry-of-a-page-in"), table.lookup(0x40_1fff), swapped);
        mustMap(table, 0x40_1000, pte(6));
        entry(say("step2-map-check.unmap-of-a-page"), table.unmap(0x40_0123), used);
        entry(say("step2-map-check.unmap-of-the-same-page"), table.unmap(0x40_0000), 0);
        entry(say("step2-map-check.entry-after-unmap"), table.lookup(0x40_0000), 0);
        entry(say("step2-map-check.entry-of-its-neighbour"), table.lookup(0x40_1000), pte(6));
        entry(say("step2-map-check.unmap-of-its-neighbour"), table.unmap(0x40_1000), pte(6));
        demandTables(say("step2-map-check.after-the-last-page-went"), table, 1, 1, 1, 1);
        mustMap(table, 0x40_2000, swapped);
        entry(say("step2-map-check.unmap-of-a-swap-entry"), table.unmap(0x40_2000), swapped);
        entry(say("step2-map-check.entry-after-unmap-of-a"), table.lookup(0x40_2000), 0);
        entry(say("step2-map-check.unmap-of-a-page-without"), table.unmap(1L << 40), 0);
        demandTables(say("step2-map-check.after-unmap-of-a-page"), table, 1, 1, 1, 1);
        PageTable x86 = parts.pageTable(Geometry.X86_32, new PhysicalMemory(64));
        long high = pte((1 << 20) - 1);
        mustMap(x86, 0x0804_8000, high);
        entry(say("step2-map-check.entry-of-the-highest-frame"), x86.lookup(0x0804_8000), high);
        entry(say("step2-map-check.unmap-of-the-highest-frame"), x86.unmap(0x0804_8000), high);
    }

    @Order(5)
    @Check(
            points = 4,
            hints = {
                "map may run out of frames in the middle of the way down.",
                "It answers false and keeps the tables made so far; the next attempt, with more memory, goes on from"
                        + " there. mm/memory.c __pmd_alloc returns -ENOMEM in the same way.",
                "docs/01-page-table.md: A tree of frames"
            },
            requires = "an_empty_table_is_its_root")
    void map_answers_false_when_no_frame_is_free(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(6);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        mustMap(table, 0x40_0000, pte(1));
        int guest = memory.allocate();
        assertThat(table.map(0x40_0000 + TableBuilder.GB, pte(2)))
                .as(say("step2-map-check.map-of-a-page-that"))
                .isFalse();
        entry(say("step2-map-check.its-entry"), table.lookup(0x40_0000 + TableBuilder.GB), 0);
        mustMap(table, 0x40_1000, pte(3));
        demandTables(say("step2-map-check.when-nothing-could-be-added"), table, 1, 1, 1, 1);
        memory.free(guest);
        assertThat(table.map(0x40_0000 + TableBuilder.GB, pte(2)))
                .as(say("step2-map-check.the-same-map-with-one"))
                .isFalse();
        demandTables(say("step2-map-check.after-that-the-table-made"), table, 1, 2, 1, 1);
        entry(say("step2-map-check.its-entry"), table.lookup(0x40_0000 + TableBuilder.GB), 0);
        entry(say("step2-map-check.the-page-mapped-first"), table.lookup(0x40_0000), pte(1));
    }

    @Order(6)
    @Check(
            points = 8,
            hints = {
                "A random series of map, lookup and unmap, beside a HashMap. Which bits of the page number got lost?",
                "Page numbers have up to 45 bits: shift and multiply as long. Look at the last page of each half.",
                "docs/01-page-table.md: An address, taken apart"
            },
            requires = "an_empty_table_is_its_root")
    void it_remembers_what_a_hash_map_remembers(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            MapAgainstModel.play(parts, geometry, random, 4000);
        }
    }
}

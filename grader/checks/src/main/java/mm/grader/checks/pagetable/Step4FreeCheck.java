package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.GB;
import static mm.grader.checks.pagetable.TableBuilder.GEOMETRIES;
import static mm.grader.checks.pagetable.TableBuilder.MB;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.demandFrames;
import static mm.grader.checks.pagetable.TableBuilder.demandTables;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static mm.grader.checks.pagetable.TableBuilder.mustMap;
import static mm.grader.checks.pagetable.TableBuilder.pte;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mm.grader.Check;
import mm.grader.FailureMinimizer;
import mm.grader.Graded;
import mm.grader.Recordings;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.script.Script;
import org.junit.jupiter.api.Order;

/** Giving tables back, by the kernel's floor and ceiling. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 4, title = "Free tables")
public class Step4FreeCheck {
    private static final String ALONE = "the_last_mapping_takes_its_tables_along";

    private static void mapAndUnmap(PageTable table, long address) {
        mustMap(table, address, pte(1));
        table.unmap(address);
    }

    @Order(1)
    @Check(
            points = 4,
            hints = {
                "Without neighbours (floor 0, ceiling 0) every table that the range touches is useless, except the root.",
                "mm/memory.c free_pgd_range goes down first and frees a table after those below it.",
                "docs/01-page-table.md: When tables go"
            })
    void the_last_mapping_takes_its_tables_along(Parts parts) {
        for (Geometry geometry : GEOMETRIES) {
            PhysicalMemory memory = new PhysicalMemory(64);
            PageTable table = parts.pageTable(geometry, memory);
            mapAndUnmap(table, 0x3f_f000);
            mapAndUnmap(table, 0x40_0000);
            table.freeTables(0x3f_f000, 0x40_1000, 0, 0);
            assertThat(TableBuilder.tablesBelowRoot(table))
                    .as(say("step4-free-check.tables-below-the-root-when", geometry.name()))
                    .isZero();
            assertThat(table.tableCount(geometry.levels()))
                    .as(say("step4-free-check.the-root-stays"))
                    .isEqualTo(1);
            demandFrames(say("step4-free-check.when-nothing-is-mapped-any"), memory, table);
            mustMap(table, 0x40_0000, pte(2));
            entry(say("step4-free-check.a-page-mapped-where-tables", geometry.name()), table.lookup(0x40_0000), pte(2));
            entry(say("step4-free-check.its-neighbour"), table.lookup(0x40_1000), 0);
        }
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "A table stays if another mapping, touched or not, needs a part of what the table spans.",
                "floor is the end of the mapping below, ceiling the start of the one above: a table goes if its whole"
                        + " span lies between them. mm/memory.c free_pte_range, free_pmd_range, free_pud_range.",
                "docs/01-page-table.md: When tables go"
            },
            requires = ALONE)
    void a_neighbour_keeps_the_tables_it_shares(Parts parts) {
        demandLeft(parts, say("step4-free-check.with-a-neighbour-in-the"), GB + PAGE, 0, 1, 1, 1);
        demandLeft(parts, say("step4-free-check.with-a-neighbour-in-the-2"), GB - PAGE, 0, 0, 0, 1);
        demandLeft(parts, say("step4-free-check.with-a-neighbour-in-the-3"), 0, GB + 6 * MB - PAGE, 1, 1, 1);
        demandLeft(parts, say("step4-free-check.with-a-neighbour-in-the-4"), 0, GB + 6 * MB, 0, 1, 1);
        demandLeft(parts, say("step4-free-check.with-a-neighbour-in-the-5"), 0, 3 * GB, 0, 0, 1);
        demandLeft(parts, say("step4-free-check.with-a-neighbour-further-up"), 0, 512 * GB, 0, 0, 0);
        demandLeft(parts, say("step4-free-check.with-neighbours-in-the-first"), GB + 4096, GB + 5 * MB, 2, 1, 1);
    }

    /** Maps a page of each of the 2 MB from 1 GB on, three times, removes all, and counts what is left. */
    private static void demandLeft(Parts parts, String when, long floor, long ceiling, long... left) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        for (long address = GB + 8192; address < GB + 6 * MB; address += 2 * MB) {
            mapAndUnmap(table, address);
        }
        table.freeTables(GB + 8192, GB + 4 * MB + 12288, floor, ceiling);
        demandTables(say("step4-free-check.left-floor-ceiling", when, hex(floor), hex(ceiling)), table, left);
    }

    @Order(3)
    @Check(
            points = 5,
            hints = {
                "Is a table that begins at floor, or ends at ceiling, still within? And which tables does [start, end)"
                        + " overlap when end is a table's first byte?",
                "The ceiling 0 is 2^64: Linux compares end - 1 with ceiling - 1, unsigned. mm/memory.c free_pgd_range.",
                "docs/01-page-table.md: When tables go"
            },
            requires = ALONE)
    void the_borders_of_the_range_are_exact(Parts parts) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        for (long address = GB; address < GB + 10 * MB; address += 2 * MB) {
            mapAndUnmap(table, address);
        }
        table.freeTables(GB + 2 * MB, GB + 4 * MB, GB + 2 * MB, GB + 4 * MB);
        demandTables(say("step4-free-check.when-exactly-one-table-s"), table, 4, 1, 1);
        table.freeTables(GB, GB + PAGE, GB - PAGE, GB + 8 * MB);
        demandTables(say("step4-free-check.when-only-the-first-table"), table, 3, 1, 1);
        table.freeTables(GB + 6 * MB - PAGE, GB + 6 * MB, GB + 4 * MB, GB + 8 * MB);
        demandTables(say("step4-free-check.when-the-range-ended-where"), table, 2, 1, 1);
        table.freeTables(GB + 6 * MB, GB + 6 * MB, 0, 0);
        demandTables(say("step4-free-check.when-the-range-was-empty"), table, 2, 1, 1);
        table.freeTables(GB + 6 * MB, GB + 10 * MB, 0, 0);
        demandTables(say("step4-free-check.in-the-end"), table, 0, 0, 0);
        for (Geometry geometry : GEOMETRIES) {
            for (long end : ends(geometry)) {
                demandHalfFreed(parts, geometry, end);
            }
        }
    }

    /** Removes all of the kernel's half, up to an end that is also the ceiling, and demands the tables of page 0. */
    private static void demandHalfFreed(Parts parts, Geometry geometry, long end) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable halves = parts.pageTable(geometry, memory);
        long kernel = geometry.kernelStart();
        mustMap(halves, 0, pte(1));
        mapAndUnmap(halves, kernel);
        mapAndUnmap(halves, lastPage(geometry));
        halves.freeTables(kernel, end, PAGE, end);
        entry(say("step4-free-check.a-page-below-the-floor"), halves.lookup(0), pte(1));
        assertThat(TableBuilder.tablesBelowRoot(halves))
                .as(say("step4-free-check.tables-left-for-page-0", geometry.name(), hex(end)))
                .isEqualTo(geometry.levels() - 1);
        demandFrames(say("step4-free-check.for-page-0"), memory, halves);
    }

    private static long lastPage(Geometry geometry) {
        return TableBuilder.canonical(geometry, (1L << geometry.addressBits()) - PAGE);
    }

    /** Returns the ends that a range up to the last page may have. */
    private static List<Long> ends(Geometry geometry) {
        return geometry.pointerBits() == Integer.SIZE ? List.of(0L, 1L << Integer.SIZE) : List.of(0L);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "MADV_DONTNEED keeps the mapping, so the tables may be needed again soon: only whole level-1 tables go.",
                "mm/pt_reclaim.c try_get_and_clear_pmd (CONFIG_PT_RECLAIM).",
                "docs/01-page-table.md: When tables go"
            })
    void reclaim_takes_only_whole_leaf_tables(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        for (long address = GB; address < GB + 8 * MB; address += 2 * MB) {
            mapAndUnmap(table, address);
        }
        table.reclaimTables(GB + PAGE, GB + 4 * MB - PAGE);
        demandTables(say("step4-free-check.when-no-2-mb-were"), table, 4, 1, 1);
        table.reclaimTables(GB + PAGE, GB + 6 * MB - PAGE);
        demandTables(say("step4-free-check.when-the-second-2-mb"), table, 3, 1, 1);
        table.reclaimTables(GB, GB);
        demandTables(say("step4-free-check.when-nothing-was-dropped"), table, 3, 1, 1);
        table.reclaimTables(0, 512 * GB);
        demandTables(say("step4-free-check.when-512-gb-were-dropped"), table, 0, 1, 1);
        demandFrames(say("step4-free-check.after-that"), memory, table);
        mustMap(table, GB, pte(1));
        demandTables(say("step4-free-check.when-a-page-came-back"), table, 1, 1, 1);
        for (Geometry geometry : GEOMETRIES) {
            demandLastReclaimed(parts, geometry);
        }
    }

    /** Reclaims the last table, by each end that it has, and then the first by a range of everything. */
    private static void demandLastReclaimed(Parts parts, Geometry geometry) {
        PageTable table = parts.pageTable(geometry, new PhysicalMemory(64));
        long last = lastPage(geometry);
        mapAndUnmap(table, 4 * MB);
        for (long end : ends(geometry)) {
            mapAndUnmap(table, last);
            table.reclaimTables(last & -(4 * MB), end);
            demandTables(
                    say("step4-free-check.after-reclaimtables-up-to", geometry.name(), hex(last & -(4 * MB)), hex(end)),
                    table,
                    1);
        }
        table.reclaimTables(0, 0);
        demandTables(say("step4-free-check.after-reclaimtables-of-all", geometry.name()), table, 0);
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "Is every frame free again, the root's too? Poisoned memory shows a table freed twice or too early.",
                "At exit Linux frees the tables by the same rule, without floor and ceiling, and then the root:"
                        + " mm/mmap.c exit_mmap, arch/x86/mm/pgtable.c pgd_free.",
                "docs/01-page-table.md: When tables go"
            })
    void destroy_gives_every_frame_back(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            List<TableOp> maps = Stream.generate(() -> TableOp.map(geometry, random, 1))
                    .limit(200)
                    .toList();
            FailureMinimizer.play(maps, some -> {
                PhysicalMemory memory = new PhysicalMemory(1000);
                PageTable table = parts.pageTable(geometry, memory);
                some.forEach(map -> mapAndUnmap(table, map.start()));
                table.destroy();
                assertThat(memory.freeFrames())
                        .as(say("step4-free-check.free-frames-after-destroy", geometry.name()))
                        .isEqualTo(memory.frames() - 1);
                assertThat(table.tableCount(geometry.levels()))
                        .as(say("step4-free-check.roots-left"))
                        .isZero();
            });
        }
    }

    @Order(8)
    @Check(
            points = 2,
            hints = {
                "fork first makes the tables that the parent has, whether or not there is a page in them.",
                "mm/memory.c copy_page_range allocates the child's table for each entry of the parent's that is not empty.",
                "docs/01-page-table.md: When tables go"
            })
    void copied_tables_are_those_of_the_source_and_empty(Parts parts, Random random) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable parent = parts.pageTable(Geometry.X86_64, memory);
        mustMap(parent, GB, pte(1));
        mapAndUnmap(parent, GB + 4 * MB);
        mapAndUnmap(parent, 3 * GB);
        PageTable child = parts.pageTable(Geometry.X86_64, memory);
        mustMap(child, GB + PAGE, pte(2));
        assertThat(child.copyTables(parent, GB, GB + 4 * MB + PAGE))
                .as(say("step4-free-check.copytables-of-4-mb-and"))
                .isTrue();
        demandTables(say("step4-free-check.of-the-child-its-own"), child, 2, 1, 1);
        entry(say("step4-free-check.a-page-that-only-the"), child.lookup(GB), 0);
        entry(say("step4-free-check.the-child-s-own-page"), child.lookup(GB + PAGE), pte(2));
        PageTable nothing = parts.pageTable(Geometry.X86_64, memory);
        assertThat(nothing.copyTables(parent, GB + PAGE, GB + PAGE))
                .as(say("step4-free-check.copytables-of-nothing"))
                .isTrue();
        demandTables(say("step4-free-check.when-nothing-was-copied"), nothing, 0, 0, 0);
        nothing.destroy();
        assertThat(child.copyTables(parent, 0, 0))
                .as(say("step4-free-check.copytables-of-everything"))
                .isTrue();
        demandTables(say("step4-free-check.of-the-child-all-that"), child, 3, 2, 1);
        demandTables(say("step4-free-check.of-the-parent-as-before"), parent, 3, 2, 1);
        PageTable last = parts.pageTable(Geometry.X86_64, memory);
        while (memory.freeFrames() > 2) {
            memory.allocate();
        }
        assertThat(last.copyTables(parent, 0, 0))
                .as(say("step4-free-check.copytables-of-6-tables-with"))
                .isFalse();
        demandTables(say("step4-free-check.of-the-one-for-which"), last, 0, 1, 1);
        assertThat(child.copyTables(parent, 0, 0))
                .as(say("step4-free-check.copytables-of-tables-that-are"))
                .isTrue();
        for (Geometry geometry : GEOMETRIES) {
            demandLastCopied(parts, geometry);
        }
        for (int round = 0; round < 60; round++) {
            Geometry geometry = GEOMETRIES.get(round % GEOMETRIES.size());
            List<TableOp> maps = Stream.generate(() -> TableOp.map(geometry, random, 1))
                    .limit(12)
                    .toList();
            TableOp copy = TableOp.range(TableOp.COPY, geometry, random);
            FailureMinimizer.play(maps, some -> demandCopied(parts, geometry, some, copy));
        }
    }

    /** Copies the tables of the last page alone, by each end that a range up to it may have. */
    private static void demandLastCopied(Parts parts, Geometry geometry) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable source = parts.pageTable(geometry, memory);
        mustMap(source, 4 * MB, pte(1));
        mustMap(source, lastPage(geometry), pte(2));
        for (long end : ends(geometry)) {
            PageTable copy = parts.pageTable(geometry, memory);
            String range = geometry.name() + ": " + hex(geometry.kernelStart()) + ", " + hex(end);
            assertThat(copy.copyTables(source, geometry.kernelStart(), end))
                    .as(range)
                    .isTrue();
            assertThat(TableBuilder.tablesBelowRoot(copy))
                    .as(say("step4-free-check.of-the-copy", range))
                    .isEqualTo(geometry.levels() - 1);
        }
    }

    /** Copies the tables of random pages within a random range, and demands those that overlap it. */
    private static void demandCopied(Parts parts, Geometry geometry, List<TableOp> maps, TableOp copied) {
        PhysicalMemory memory = new PhysicalMemory(400);
        PageTable source = parts.pageTable(geometry, memory);
        NaiveTables all = new NaiveTables(geometry);
        for (TableOp map : maps) {
            mustMap(source, map.start(), map.pte());
            all.map(map.start());
        }
        long start = copied.start();
        long end = copied.end();
        NaiveTables model = new NaiveTables(geometry);
        if (start != end) {
            model.copy(all, start, end);
        }
        PageTable copy = parts.pageTable(geometry, memory);
        String range = geometry.name() + ": " + copied;
        boolean nothing = start == 0 && end == 0; // would mean everything
        assertThat(nothing || copy.copyTables(source, start, end)).as(range).isTrue();
        demandTables(say("step4-free-check.of-the-copy", range), copy, model.counts());
    }

    @Order(6)
    @Check(
            points = 4,
            hints = {
                "Random pages, ranges and neighbours, beside a list of tables to which the contract's rule is applied.",
                "Compare as unsigned numbers, on every level; subtract 1 from a ceiling before you compare.",
                "docs/01-page-table.md: When tables go"
            },
            requires = ALONE)
    void random_ranges_free_what_the_rule_says(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            FreeAgainstModel.play(parts, geometry, random, 300);
        }
    }

    @Order(7)
    @Replays("status")
    @Check(
            points = 6,
            hints = {
                "The line shows the operation after which your tables and those of a real process differ.",
                "VmPTE is 4 kB for each table but the root: fs/proc/task_mmu.c task_mem, include/linux/mm.h"
                        + " mm_pgtables_bytes.",
                "docs/01-page-table.md: What a real kernel counts"
            },
            requires = ALONE)
    void vm_pte_is_what_linux_recorded(Parts parts) {
        List<Script> recordings = Recordings.of("status");
        assertThat(recordings)
                .as(say("step4-free-check.recordings-of-the-kind-status"))
                .isNotEmpty();
        for (Script recording : recordings) {
            new VmPteReplay(recording, parts.pageTable(Geometry.X86_64, new PhysicalMemory(20_000))).run();
        }
    }
}

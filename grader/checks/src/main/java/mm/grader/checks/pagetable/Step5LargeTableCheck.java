package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Demand.equal;
import static mm.grader.Demand.flags;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.LargeFixture.AREA;
import static mm.grader.checks.pagetable.LargeFixture.FRAME;
import static mm.grader.checks.pagetable.LargeFixture.LARGE;
import static mm.grader.checks.pagetable.LargeFixture.PAGES;
import static mm.grader.checks.pagetable.LargeFixture.SIZE;
import static mm.grader.checks.pagetable.LargeFixture.demandMapped;
import static mm.grader.checks.pagetable.LargeFixture.demandRefused;
import static mm.grader.checks.pagetable.LargeFixture.small;
import static mm.grader.checks.pagetable.LargeFixture.visits;
import static mm.grader.checks.pagetable.TableBuilder.GB;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.demandFrames;
import static mm.grader.checks.pagetable.TableBuilder.demandTables;
import static mm.grader.checks.pagetable.TableBuilder.mustMap;
import static mm.grader.checks.pagetable.TableBuilder.pte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.pagetable.TableMove;
import org.junit.jupiter.api.Order;

/** A leaf at level 2: mapped, looked up, split, walked over. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 5, title = "Large pages (bonus)", bonus = true)
public class Step5LargeTableCheck {
    private static final String ENTRY = "a_large_page_is_one_entry_of_level_2";

    @Order(1)
    @Check(
            points = 1,
            hints = {
                "The walk of map and lookup, one level shorter: the level-2 entry is the leaf, if it has LARGE.",
                "arch/x86/include/asm/pgtable.h pmd_leaf looks at the same bit; pmd_none in the same file tells"
                        + " whether there is room.",
                "docs/01-page-table.md: Large pages"
            })
    void a_large_page_is_one_entry_of_level_2(Parts parts) {
        for (Geometry geometry : List.of(Geometry.X86_64, Geometry.X86_64_LA57)) {
            PhysicalMemory memory = new PhysicalMemory(64);
            PageTable table = parts.pageTable(geometry, memory);
            demandRoom(say("step5-large-table-check.room-in-an-empty-table"), table, AREA, true);
            demandMapped(table, AREA + 5 * PAGE + 123, LARGE);
            entry(say("step5-large-table-check.entry-of-level-2"), LargeFixture.level2(memory, table, AREA), LARGE);
            for (int page : new int[] {0, 1, 255, PAGES - 1}) {
                long address = AREA + page * PAGE + 9;
                entry(say("step5-large-table-check.lookuplarge-in-page", page), table.lookupLarge(address), LARGE);
            }
            demandRoom(say("step5-large-table-check.room-where-a-large-page-is"), table, AREA + PAGE, false);
            entry(say("step5-large-table-check.lookuplarge-above"), table.lookupLarge(AREA + SIZE), 0);
            entry(say("step5-large-table-check.lookuplarge-far-away"), table.lookupLarge(AREA + 900 * GB), 0);
        }
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "lookup answers within a large page, as if it were split; map and unmap refuse: the caller splits first.",
                "A level-1 table may be empty and still be there: mm/huge_memory.c __do_huge_pmd_anonymous_page asks"
                        + " pmd_none.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void a_page_within_is_seen_but_not_changed(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        demandMapped(table, AREA, LARGE);
        for (int page : new int[] {0, 1, 255, PAGES - 1}) {
            long address = AREA + page * PAGE + 9;
            entry(say("step5-large-table-check.lookup-of-page", page), table.lookup(address), small(LARGE, page));
        }
        entry(say("step5-large-table-check.lookup-above"), table.lookup(AREA + SIZE), 0);
        mustMap(table, AREA - PAGE, pte(3));
        entry(say("step5-large-table-check.lookuplarge-of-a-small-page"), table.lookupLarge(AREA - PAGE), 0);
        table.unmap(AREA - PAGE);
        demandRoom(say("step5-large-table-check.room-where-an-empty-table-is"), table, AREA - PAGE, false);
        demandRefused("mapLarge", () -> table.mapLarge(AREA - SIZE, LARGE));
        demandRefused("mapLarge", () -> table.mapLarge(AREA, LARGE));
        demandRefused("map", () -> table.map(AREA + 7 * PAGE, pte(4)));
        demandRefused("unmap", () -> table.unmap(AREA + 7 * PAGE));
        entry(say("step5-large-table-check.entry-after-what-was-refused"), table.lookupLarge(AREA), LARGE);
        demandTables(say("step5-large-table-check.after-what-was-refused"), table, 2, 1, 1);
        demandFrames(say("step5-large-table-check.after-what-was-refused"), memory, table);
        PageTable x86 = parts.pageTable(Geometry.X86_32, new PhysicalMemory(64));
        assertThatThrownBy(() -> x86.mapLarge(AREA, LARGE), say("step5-large-table-check.maplarge-of-32-bits"))
                .isInstanceOf(UnsupportedOperationException.class);
        demandRoom(say("step5-large-table-check.room-in-a-table-of-32-bits"), x86, AREA, false);
    }

    private static void demandRoom(String what, PageTable table, long address, boolean room) {
        assertThat(table.hasRoomForLarge(address)).as(what).isEqualTo(room);
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "mapLarge takes one frame more than it seems to need: where does the table of a later split come from?",
                "mm/pgtable-generic.c pgtable_trans_huge_deposit and pgtable_trans_huge_withdraw; it counts in VmPTE.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void a_deposit_comes_and_goes_with_a_large_page(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        demandMapped(table, AREA, LARGE);
        demandMapped(table, AREA + SIZE, LARGE + Pte.of(PAGES, 0));
        demandTables(say("step5-large-table-check.of-two-large-pages"), table, 2, 1, 1);
        demandFrames(say("step5-large-table-check.of-two-large-pages"), memory, table);
        table.setLarge(AREA + PAGE, LARGE & ~Pte.WRITE);
        entry(say("step5-large-table-check.entry-after-setlarge"), table.lookupLarge(AREA), LARGE & ~Pte.WRITE);
        demandTables(say("step5-large-table-check.after-setlarge"), table, 2, 1, 1);
        demandRefused("setLarge", () -> table.setLarge(AREA + 2 * SIZE, LARGE));
        entry(say("step5-large-table-check.unmaplarge"), table.unmapLarge(AREA + 77), LARGE & ~Pte.WRITE);
        entry(say("step5-large-table-check.unmaplarge-again"), table.unmapLarge(AREA), 0);
        demandRoom(say("step5-large-table-check.room-after-unmaplarge"), table, AREA, true);
        demandTables(say("step5-large-table-check.after-unmaplarge"), table, 1, 1, 1);
        demandFrames(say("step5-large-table-check.after-unmaplarge"), memory, table);
        mustMap(table, AREA + 3 * PAGE, pte(5));
        entry(say("step5-large-table-check.unmaplarge-of-a-small-page"), table.unmapLarge(AREA + 3 * PAGE), 0);
        entry(say("step5-large-table-check.the-small-page-after-that"), table.lookup(AREA + 3 * PAGE), pte(5));
        for (int free = 0; free < 4; free++) {
            demandWithFrames(parts, free);
        }
    }

    /** Maps a large page while just as many frames are free: it needs two tables and the deposit. */
    private static void demandWithFrames(Parts parts, int free) {
        PhysicalMemory memory = new PhysicalMemory(2 + free);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        boolean enough = free >= 3;
        assertThat(table.mapLarge(AREA, LARGE))
                .as(say("step5-large-table-check.maplarge-with-free-frames", free))
                .isEqualTo(enough);
        entry(say("step5-large-table-check.entry-with-free-frames", free), table.lookupLarge(AREA), enough ? LARGE : 0);
        String when = say("step5-large-table-check.with-free-frames", free);
        demandTables(when, table, enough ? 1 : 0, free >= 2 ? 1 : 0, free >= 1 ? 1 : 0);
        demandFrames(when, memory, table);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "The deposited table becomes the level-1 table: entry i maps frame + i, with the flags of the large entry.",
                "mm/huge_memory.c __split_huge_pmd_locked: what was dirty or accessed stays so, in every entry.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void a_split_changes_nothing_that_a_program_sees_and_needs_no_frame(Parts parts) {
        long[] kinds = {
            LARGE,
            LARGE | Pte.ACCESSED,
            LARGE | Pte.ACCESSED | Pte.DIRTY,
            LARGE & ~Pte.WRITE | Pte.NX,
            Pte.of(FRAME, Pte.PROT_NONE | Pte.USER | Pte.LARGE)
        };
        PhysicalMemory memory = new PhysicalMemory(3 + 1 + kinds.length + 1);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        for (int i = 0; i < kinds.length; i++) {
            demandMapped(table, AREA + i * SIZE, kinds[i]);
        }
        while (memory.freeFrames() > 0) {
            memory.allocate();
        }
        for (int i = kinds.length - 1; i >= 0; i--) {
            long start = AREA + i * SIZE;
            table.splitLarge(start + SIZE - 1);
            entry(say("step5-large-table-check.lookuplarge-after-the-split"), table.lookupLarge(start), 0);
            demandTableEntry(memory, table, start);
            for (int page = 0; page < PAGES; page++) {
                entry(
                        say("step5-large-table-check.page-after-the-split", page),
                        table.lookup(start + page * PAGE),
                        small(kinds[i], page));
            }
        }
        demandTables(say("step5-large-table-check.after-all-splits"), table, kinds.length, 1, 1);
        table.splitLarge(AREA);
        table.splitLarge(AREA - SIZE);
        table.splitLarge(AREA + 900 * GB);
        entry(say("step5-large-table-check.page-after-a-second-split"), table.lookup(AREA + PAGE), small(LARGE, 1));
        demandTables(say("step5-large-table-check.after-splits-of-nothing"), table, kinds.length, 1, 1);
        mustMap(table, AREA + PAGE, pte(9));
        entry(say("step5-large-table-check.unmap-after-the-split"), table.unmap(AREA + PAGE), pte(9));
    }

    private static void demandTableEntry(PhysicalMemory memory, PageTable table, long address) {
        long above = LargeFixture.level2(memory, table, address);
        flags(say("step5-large-table-check.flags-of-level-2-after-the-split"), Pte.flags(above), Pte.TABLE);
    }

    @Order(5)
    @Check(
            points = 2,
            hints = {
                "Whole in the range: visitLarge, once. Only partly: visit, page by page, and only the pages in the range.",
                "mm/pagewalk.c walk_pmd_range offers the entry to pmd_entry, and splits it for who asks for pages.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void a_walk_meets_a_large_page_once(Parts parts) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        mustMap(table, AREA - PAGE, pte(1));
        demandMapped(table, AREA, LARGE);
        demandMapped(table, AREA + SIZE, LARGE | Pte.DIRTY);
        mustMap(table, AREA + 2 * SIZE, pte(2));
        list(say("step5-large-table-check.visits-of-all"), visits(table, 0, 0), List.of("-1", "L0", "L512", "1024"));
        list(
                say("step5-large-table-check.visits-of-a-part"),
                visits(table, AREA + 510 * PAGE, AREA + 2 * SIZE + PAGE),
                List.of("510", "511", "L512", "1024"));
        list(
                say("step5-large-table-check.visits-of-the-start"),
                visits(table, AREA - PAGE, AREA + 3 * PAGE),
                List.of("-1", "0", "1", "2"));
        list(
                say("step5-large-table-check.visits-of-the-last-page"),
                visits(table, AREA + 2 * SIZE - PAGE, AREA + 2 * SIZE),
                List.of("1023"));
        List<Long> pages = new ArrayList<>();
        table.walk(AREA, AREA + SIZE, (address, pte) -> {
            pages.add((address - AREA) / PAGE);
            entry(say("step5-large-table-check.entry-given-for-a-page"), pte, small(LARGE, (int)
                    ((address - AREA) / PAGE)));
        });
        list(
                say("step5-large-table-check.pages-that-an-old-visitor-sees"),
                pages,
                LongStream.range(0, PAGES).boxed().toList());
        table.walk(0, 0, LargeFixture.visitor((address, pte) -> {}, (address, pte) -> {
            if (address == AREA) {
                table.splitLarge(address);
            } else {
                table.unmapLarge(address);
            }
        }));
        entry(say("step5-large-table-check.page-that-a-visitor-split"), table.lookup(AREA + PAGE), small(LARGE, 1));
        entry(say("step5-large-table-check.page-that-a-visitor-unmapped"), table.lookup(AREA + SIZE), 0);
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "An entry with LARGE points to no table: what freeTables, reclaimTables and copyTables go down into ends there.",
                "mm/memory.c copy_pmd_range leaves a large page to copy_huge_pmd; mm/huge_memory.c move_huge_pmd moves it.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void no_table_is_looked_for_below_a_large_page(Parts parts) {
        PhysicalMemory memory = new PhysicalMemory(64);
        PageTable table = parts.pageTable(Geometry.X86_64, memory);
        PageTable child = parts.pageTable(Geometry.X86_64, memory);
        mustMap(table, AREA + SIZE, pte(1));
        demandMapped(table, AREA, LARGE);
        assertThat(child.copyTables(table, 0, 0))
                .as(say("step5-large-table-check.copytables"))
                .isTrue();
        demandTables(say("step5-large-table-check.of-the-child"), child, 1, 1, 1);
        demandRoom(say("step5-large-table-check.room-in-the-child"), child, AREA, true);
        child.destroy();
        table.unmap(AREA + SIZE);
        table.reclaimTables(AREA, AREA + 2 * SIZE);
        entry(say("step5-large-table-check.entry-after-reclaimtables"), table.lookupLarge(AREA), LARGE);
        demandTables(say("step5-large-table-check.after-reclaimtables"), table, 1, 1, 1);
        table.freeTables(AREA + SIZE, AREA + 2 * SIZE, AREA + SIZE, AREA + GB);
        entry(say("step5-large-table-check.entry-after-freetables"), table.lookupLarge(AREA), LARGE);
        TableMove move = new TableMove(table, memory);
        assertThat(move.move(AREA, AREA + 4 * SIZE, SIZE))
                .as(say("step5-large-table-check.move-of-a-large-page"))
                .isTrue();
        entry(say("step5-large-table-check.entry-where-it-was"), table.lookupLarge(AREA), 0);
        entry(say("step5-large-table-check.entry-after-the-move"), table.lookupLarge(AREA + 4 * SIZE), LARGE);
        assertThat(move.move(AREA + 4 * SIZE, AREA + 6 * SIZE + PAGE, SIZE))
                .as(say("step5-large-table-check.move-by-a-page"))
                .isTrue();
        for (int page = 0; page < PAGES; page += 73) {
            entry(
                    say("step5-large-table-check.page-after-the-move", page),
                    table.lookup(AREA + 6 * SIZE + PAGE + page * PAGE),
                    small(LARGE, page));
        }
        table.walk(0, 0, (address, pte) -> table.unmap(address));
        table.destroy();
        equal(say("step5-large-table-check.free-frames-at-the-end"), memory.freeFrames(), memory.frames() - 1);
    }

    @Order(7)
    @Check(
            points = 1,
            hints = {
                "Random pages of both sizes, beside a map of small pages and a map of large ones.",
                "How many deposits are there at any time? As many as large pages; each split and each unmapLarge takes one.",
                "docs/01-page-table.md: Large pages"
            },
            requires = ENTRY)
    void pages_of_both_sizes_are_what_two_maps_hold(Parts parts, Random random) {
        LargeAgainstModel.play(parts, random, 1500);
    }
}

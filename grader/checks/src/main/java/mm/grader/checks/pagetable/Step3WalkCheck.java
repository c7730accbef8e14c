package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.GB;
import static mm.grader.checks.pagetable.TableBuilder.GEOMETRIES;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.demandTables;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static mm.grader.checks.pagetable.TableBuilder.mustMap;
import static mm.grader.checks.pagetable.TableBuilder.pte;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

/** Visiting the pages of a range. */
@Graded(exercise = Exercise.PAGE_TABLE, step = 3, title = "Walk a range")
public class Step3WalkCheck {
    @Order(1)
    @Check(
            points = 5,
            hints = {
                "The page at start is visited, the page at end is not. Which entries of each table does that mean?",
                "Linux cuts the range at each table's border: include/linux/pgtable.h pmd_addr_end.",
                "docs/01-page-table.md: Walking a range"
            })
    void walk_visits_the_pages_of_the_range_in_order(Parts parts) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        long border = 0x40_0000_0000L;
        mustMap(table, border + PAGE, pte(5));
        mustMap(table, border, Pte.swap(1, 4));
        mustMap(table, border - PAGE, pte(3));
        mustMap(table, border - 3 * PAGE, pte(2));
        mustMap(table, border - 600 * PAGE, pte(1));
        mustMap(table, border - 2 * PAGE, pte(9));
        table.unmap(border - 2 * PAGE);
        demandWalk(table, border - 600 * PAGE, border + 2 * PAGE, -600, -3, -1, 0, 1);
        demandWalk(table, border - 599 * PAGE, border + PAGE, -3, -1, 0);
        demandWalk(table, border - 3 * PAGE, border - PAGE, -3);
        demandWalk(table, border, border + PAGE, 0);
        demandWalk(table, border + 2 * PAGE, border + 900 * GB);
        demandWalk(table, border, border);
    }

    private static void demandWalk(PageTable table, long start, long end, long... pages) {
        List<Long> expected = new ArrayList<>();
        for (long page : pages) {
            expected.add(0x40_0000_0000L + page * PAGE);
        }
        List<Long> visited = new ArrayList<>();
        table.walk(start, end, (address, pte) -> {
            visited.add(address);
            entry(say("step3-walk-check.entry-given-for", hex(address)), pte, table.lookup(address));
        });
        list(say("step3-walk-check.pages-visited-from-to", hex(start), hex(end)), visited, expected);
    }

    @Order(2)
    @Check(
            points = 3,
            hints = {
                "The end 0 stands for 2^64, which no long can hold: compare the last byte, end - 1, instead.",
                "Addresses of the kernel's half repeat the topmost bit; Linux, too, compares next - 1 with end - 1.",
                "docs/01-page-table.md: Walking a range"
            },
            requires = "walk_visits_the_pages_of_the_range_in_order")
    void the_end_zero_means_the_end_of_the_address_space(Parts parts) {
        for (Geometry geometry : GEOMETRIES) {
            PageTable table = parts.pageTable(geometry, new PhysicalMemory(64));
            long top = 1L << (geometry.addressBits() - 1);
            List<Long> pages = List.of(
                    0L,
                    top - PAGE,
                    TableBuilder.canonical(geometry, top),
                    TableBuilder.canonical(geometry, 2 * top - PAGE));
            for (long address : pages) {
                mustMap(table, address, pte(7));
            }
            list(say("step3-walk-check.all-pages-of-an-address", geometry.name()), walk(table, 0, 0), pages);
            list(say("step3-walk-check.the-lower-half", geometry.name()), walk(table, 0, top), pages.subList(0, 2));
            list(
                    say("step3-walk-check.the-upper-half", geometry.name()),
                    walk(table, pages.get(2), 0),
                    pages.subList(2, 4));
            list(
                    say("step3-walk-check.the-last-page-of-all", geometry.name()),
                    walk(table, pages.get(3), pages.get(3) + PAGE),
                    List.of(pages.get(3)));
        }
    }

    private static List<Long> walk(PageTable table, long start, long end) {
        List<Long> visited = new ArrayList<>();
        table.walk(start, end, (address, pte) -> visited.add(address));
        return visited;
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "munmap walks the pages it removes: the visitor unmaps the page it was given.",
                "Unmapping frees no table, so the walk can go on in the table it stands in: mm/memory.c zap_pte_range.",
                "docs/01-page-table.md: Walking a range"
            },
            requires = "walk_visits_the_pages_of_the_range_in_order")
    void the_visitor_may_unmap_what_it_visits(Parts parts) {
        PageTable table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
        for (long page = 0; page < 1000; page++) {
            mustMap(table, page * PAGE, pte(page));
        }
        List<Long> pfns = new ArrayList<>();
        table.walk(10 * PAGE, 990 * PAGE, (address, pte) -> {
            pfns.add((long) Pte.pfn(table.unmap(address)));
            mustMap(table, address - PAGE, pte(5));
        });
        assertThat(pfns)
                .as(say("step3-walk-check.removed-frames"))
                .hasSize(980)
                .startsWith(10L, 11L)
                .endsWith(989L);
        entry(say("step3-walk-check.what-the-visitor-mapped-behind"), table.lookup(988 * PAGE), pte(5));
        entry(say("step3-walk-check.the-last-page-visited"), table.lookup(989 * PAGE), 0);
        demandTables(say("step3-walk-check.after-the-walk-it-makes"), table, 2, 1, 1, 1);
    }

    @Order(4)
    @Check(
            points = 5,
            hints = {
                "Random ranges, beside a sorted map. Look at ranges that begin in one half and end in the other.",
                "Skip what is empty at the highest level you can: 512 GB are one step, else this takes days.",
                "docs/01-page-table.md: Walking a range"
            },
            requires = "walk_visits_the_pages_of_the_range_in_order")
    void it_visits_what_a_sorted_map_holds(Parts parts, Random random) {
        for (Geometry geometry : GEOMETRIES) {
            WalkAgainstModel.play(parts, geometry, random, 1500, 15);
        }
    }
}

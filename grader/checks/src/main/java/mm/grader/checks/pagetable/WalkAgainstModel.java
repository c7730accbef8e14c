package mm.grader.checks.pagetable;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import mm.grader.FailureMinimizer;
import mm.grader.Shown;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Maps random pages and walks random ranges, beside a sorted map. */
final class WalkAgainstModel {
    private final Geometry geometry;
    private final PageTable table;
    private final TreeMap<Long, Long> model = TableBuilder.unsignedMap();

    private WalkAgainstModel(Parts parts, Geometry geometry) {
        this.geometry = geometry;
        table = parts.pageTable(geometry, new PhysicalMemory(2000));
    }

    /** Maps a number of pages, and walks a range after every few of them; shows the fewest calls that go wrong. */
    static void play(Parts parts, Geometry geometry, Random random, int pages, int pagesOfAWalk) {
        List<TableOp> operations = new ArrayList<>();
        for (int i = 1; i <= pages; i++) {
            operations.add(TableOp.map(geometry, random, i));
            if (i % pagesOfAWalk == 0) {
                operations.add(TableOp.range(TableOp.WALK, geometry, random));
            }
        }
        FailureMinimizer.play(operations, some -> {
            WalkAgainstModel duel = new WalkAgainstModel(parts, geometry);
            some.forEach(duel::step);
        });
    }

    private void step(TableOp operation) {
        if (operation.is(TableOp.MAP)) {
            TableBuilder.mustMap(table, operation.start(), operation.pte());
            model.put(operation.start(), operation.pte());
        } else {
            walk(operation.start(), operation.end());
        }
    }

    private void walk(long start, long end) {
        Map<Long, Long> visited = new HashMap<>();
        table.walk(start, end, visited::put);
        Map<Long, Long> expected = end == 0 ? model.tailMap(start) : model.subMap(start, end);
        if (!expected.equals(visited)) {
            TreeMap<Long, Long> sorted = TableBuilder.unsignedMap();
            sorted.putAll(visited);
            list(
                    say(
                            "walk-against-model.pages-from-to",
                            geometry.name(),
                            TableBuilder.hex(start),
                            TableBuilder.hex(end)),
                    shown(sorted),
                    shown(expected));
        }
    }

    private static List<String> shown(Map<Long, Long> pages) {
        List<String> lines = new ArrayList<>();
        pages.forEach((address, pte) -> lines.add(Shown.address(address) + "=" + Shown.entry(pte)));
        return lines;
    }
}

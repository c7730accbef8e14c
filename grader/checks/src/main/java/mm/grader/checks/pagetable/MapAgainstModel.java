package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Labels.say;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Plays random calls of map, lookup and unmap on a page table, beside a hash map. */
final class MapAgainstModel {
    private final Geometry geometry;
    private final PhysicalMemory memory = new PhysicalMemory(2000);
    private final PageTable table;
    private final Map<Long, Long> model = new HashMap<>();

    private MapAgainstModel(Parts parts, Geometry geometry) {
        this.geometry = geometry;
        table = parts.pageTable(geometry, memory);
    }

    /** Looks up and then changes random pages; shows the fewest calls with a wrong answer. */
    static void play(Parts parts, Geometry geometry, Random random, int pages) {
        List<TableOp> operations = new ArrayList<>(2 * pages);
        for (int i = 1; i <= pages; i++) {
            TableOp map = TableOp.map(geometry, random, i);
            operations.add(new TableOp(TableOp.LOOKUP, map.start() + random.nextInt(4096)));
            operations.add(random.nextInt(3) > 0 ? map : new TableOp(TableOp.UNMAP, map.start()));
        }
        FailureMinimizer.play(
                TableBuilder.made(geometry), operations, some -> new MapAgainstModel(parts, geometry).run(some));
    }

    private void run(List<TableOp> operations) {
        int step = 0;
        for (TableOp operation : operations) {
            step(operation, ++step);
        }
        model.forEach((page, pte) -> {
            if (table.lookup(page) != pte) {
                entry(
                        say("map-against-model.lookup-at-the-end", geometry.name(), TableBuilder.hex(page)),
                        table.lookup(page),
                        pte);
            }
        });
        TableBuilder.demandFrames(say("map-against-model.by-at-the-end", geometry.name()), memory, table);
    }

    private void step(TableOp operation, int step) {
        long page = operation.start() & -TableBuilder.PAGE;
        switch (operation.call()) {
            case TableOp.LOOKUP -> demand(operation, step, page, table.lookup(operation.start()));
            case TableOp.UNMAP -> {
                demand(operation, step, page, table.unmap(page));
                model.remove(page);
            }
            default -> {
                TableBuilder.mustMap(table, page, operation.pte());
                model.put(page, operation.pte());
            }
        }
    }

    private void demand(TableOp operation, int step, long page, long pte) {
        long expected = model.getOrDefault(page, 0L);
        if (pte != expected) {
            String where = say("map-against-model.step", geometry.name(), step, TableBuilder.hex(operation.start()));
            entry(
                    operation.is(TableOp.LOOKUP)
                            ? say("map-against-model.lookup", where)
                            : say("map-against-model.unmap", where),
                    pte,
                    expected);
        }
    }
}

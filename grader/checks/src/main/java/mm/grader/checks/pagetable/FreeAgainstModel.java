package mm.grader.checks.pagetable;

import static mm.grader.Labels.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Maps random pages and frees the tables of random ranges, beside a list of the tables there should be. */
final class FreeAgainstModel {
    private final Geometry geometry;
    private final PhysicalMemory memory = new PhysicalMemory(2000);
    private final PageTable table;
    private final NaiveTables model;

    private FreeAgainstModel(Parts parts, Geometry geometry) {
        this.geometry = geometry;
        table = parts.pageTable(geometry, memory);
        model = new NaiveTables(geometry);
    }

    /** Plays rounds of ten pages and a range; shows the fewest calls after which the tables are wrong. */
    static void play(Parts parts, Geometry geometry, Random random, int rounds) {
        List<TableOp> operations = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < 10; i++) {
                operations.add(TableOp.map(geometry, random, i + 1));
            }
            addRange(operations, geometry, random);
        }
        FailureMinimizer.play(
                TableBuilder.made(geometry), operations, some -> new FreeAgainstModel(parts, geometry).run(some));
    }

    private static void addRange(List<TableOp> operations, Geometry geometry, Random random) {
        long[] cuts = random.longs(4, 0, 3000).map(page -> page << 12).sorted().toArray();
        long base = TableBuilder.page(geometry, random) & -4 * TableBuilder.MB;
        boolean alone = random.nextInt(20) == 0;
        long floor = alone ? 0 : base + cuts[0];
        long start = base + cuts[1];
        long end = base + cuts[2];
        long ceiling = alone || random.nextInt(5) == 0 ? 0 : base + cuts[3];
        if (start != end && ordered(geometry, floor, start, end, ceiling)) {
            if (random.nextInt(5) == 0) {
                operations.add(new TableOp(TableOp.RECLAIM, start, end));
            }
            operations.add(new TableOp(TableOp.FREE, start, end, floor, ceiling));
        }
    }

    private static boolean ordered(Geometry geometry, long floor, long start, long end, long ceiling) {
        return Long.compareUnsigned(floor, start) <= 0
                && Long.compareUnsigned(start, end) < 0
                && Long.compareUnsigned(end - 1, ceiling - 1) <= 0
                && TableBuilder.isCanonical(geometry, end - 1)
                && (ceiling == 0 || TableBuilder.isCanonical(geometry, ceiling - 1));
    }

    private void run(List<TableOp> operations) {
        int range = 0;
        for (TableOp operation : operations) {
            if (operation.is(TableOp.MAP)) {
                TableBuilder.mustMap(table, operation.start(), operation.pte());
                model.map(operation.start());
                continue;
            }
            if (operation.is(TableOp.RECLAIM)) {
                reclaim(operation.start(), operation.end());
            } else {
                free(operation.numbers());
            }
            String when = say("free-against-model.round-after", geometry.name(), range++, operation);
            TableBuilder.demandTables(when, table, model.counts());
            TableBuilder.demandFrames(when, memory, table);
        }
    }

    private void reclaim(long start, long end) {
        unmap(start, end);
        table.reclaimTables(start, end);
        model.reclaim(start, end);
    }

    /** Frees a range as munmap does, after its neighbours: nothing is mapped between floor and ceiling any more. */
    private void free(long... range) {
        long start = range[0];
        long end = range[1];
        long floor = range[2];
        long ceiling = range[3];
        unmap(floor, ceiling);
        if (floor != start) {
            freeTables(floor, start, floor, start);
        }
        if (end != ceiling) {
            freeTables(end, ceiling, end, ceiling);
        }
        freeTables(start, end, floor, ceiling);
    }

    private void freeTables(long start, long end, long floor, long ceiling) {
        table.freeTables(start, end, floor, ceiling);
        model.free(start, end, floor, ceiling);
    }

    private void unmap(long start, long end) {
        table.walk(start, end, (page, pte) -> table.unmap(page));
    }
}

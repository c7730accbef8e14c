package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.LargeFixture.AREA;
import static mm.grader.checks.pagetable.LargeFixture.PAGES;
import static mm.grader.checks.pagetable.LargeFixture.SIZE;
import static mm.grader.checks.pagetable.LargeFixture.small;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static mm.grader.checks.pagetable.TableBuilder.mustMap;
import static mm.grader.checks.pagetable.TableBuilder.pte;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Plays random calls with pages of both sizes, beside two maps: of small pages, and of large ones. */
final class LargeAgainstModel {
    private static final int AREAS = 6;

    private final PageTable table;
    private final TreeMap<Long, Long> smallPages = TableBuilder.unsignedMap();
    private final TreeMap<Long, Long> largePages = TableBuilder.unsignedMap();
    private final Set<Long> tables = new HashSet<>();

    private LargeAgainstModel(Parts parts) {
        table = parts.pageTable(Geometry.X86_64, new PhysicalMemory(64));
    }

    /** One call: which, where, and the number that makes its entry. */
    private record Op(Call call, long address, int number) {
        @Override
        public String toString() {
            return call.name + "(" + hex(address) + ")";
        }
    }

    private enum Call {
        MAP("map"),
        UNMAP("unmap"),
        MAP_LARGE("mapLarge"),
        SET_LARGE("setLarge"),
        UNMAP_LARGE("unmapLarge"),
        SPLIT_LARGE("splitLarge"),
        RECLAIM("reclaimTables");

        private final String name;

        Call(String name) {
            this.name = name;
        }
    }

    /** Plays; shows the fewest calls with a wrong answer. What is not allowed at that moment is left out. */
    static void play(Parts parts, Random random, int calls) {
        List<Op> operations = new ArrayList<>();
        for (int i = 1; i <= calls; i++) {
            Call call = Call.values()[random.nextInt(Call.values().length)];
            long address = AREA + random.nextInt(AREAS) * SIZE + random.nextInt(PAGES) * PAGE + random.nextInt(4096);
            operations.add(new Op(call, address, i));
        }
        FailureMinimizer.play(
                TableBuilder.made(Geometry.X86_64), operations, some -> new LargeAgainstModel(parts).run(some));
    }

    private void run(List<Op> operations) {
        for (Op operation : operations) {
            long area = operation.address() & -SIZE;
            if (isAllowed(operation.call(), area)) {
                step(operation, area);
                demand(operation);
            }
        }
    }

    private boolean isAllowed(Call call, long area) {
        boolean isLarge = largePages.containsKey(area);
        return switch (call) {
            case MAP, UNMAP -> !isLarge;
            case MAP_LARGE -> !isLarge && !tables.contains(area);
            case SET_LARGE -> isLarge;
            default -> true;
        };
    }

    private void step(Op operation, long area) {
        long page = operation.address() & -PAGE;
        long large = Pte.of(operation.number() * (long) PAGES, Pte.PRESENT | Pte.USER | Pte.LARGE);
        switch (operation.call()) {
            case MAP -> {
                mustMap(table, page, pte(operation.number()));
                smallPages.put(page, pte(operation.number()));
                tables.add(area);
            }
            case UNMAP -> answer(operation, table.unmap(page), smallPages.remove(page));
            case MAP_LARGE -> {
                LargeFixture.demandMapped(table, page, large);
                largePages.put(area, large);
            }
            case SET_LARGE -> {
                table.setLarge(page, large | Pte.DIRTY);
                largePages.put(area, large | Pte.DIRTY);
            }
            case UNMAP_LARGE -> answer(operation, table.unmapLarge(page), largePages.remove(area));
            case SPLIT_LARGE -> {
                table.splitLarge(page);
                split(area);
            }
            default -> reclaim(area);
        }
    }

    private void split(long area) {
        Long large = largePages.remove(area);
        if (large != null) {
            tables.add(area);
            for (int page = 0; page < PAGES; page++) {
                smallPages.put(area + page * PAGE, small(large, page));
            }
        }
    }

    /** Drops the small pages of an area, then its table. */
    private void reclaim(long area) {
        smallPages.subMap(area, area + SIZE).clear();
        table.walk(area, area + SIZE, LargeFixture.visitor((page, pte) -> table.unmap(page), (page, pte) -> {}));
        table.reclaimTables(area, area + SIZE);
        tables.remove(area);
    }

    private static void answer(Op operation, long actual, Long expected) {
        entry(say("large-against-model.answer", operation), actual, expected == null ? 0 : expected);
    }

    private void demand(Op operation) {
        long page = operation.address() & -PAGE;
        Long large = largePages.get(page & -SIZE);
        long number = (page & SIZE - 1) / PAGE;
        long expected = large == null ? smallPages.getOrDefault(page, 0L) : small(large, (int) number);
        entry(say("large-against-model.lookup", operation), table.lookup(page), expected);
        entry(say("large-against-model.lookuplarge", operation), table.lookupLarge(page), large == null ? 0 : large);
        equal(say("large-against-model.tables", operation), table.tableCount(1), tables.size() + largePages.size());
    }
}

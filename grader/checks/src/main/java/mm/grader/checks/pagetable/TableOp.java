package mm.grader.checks.pagetable;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import mm.grader.Shown;
import mm.pagetable.Geometry;

/** A call of a random program, with its addresses, and for {@code map} the frame. */
record TableOp(String call, long... numbers) {
    static final String MAP = "map";
    static final String UNMAP = "unmap";
    static final String LOOKUP = "lookup";
    static final String WALK = "walk";
    static final String FREE = "freeTables";
    static final String RECLAIM = "reclaimTables";
    static final String COPY = "copyTables";

    /** Makes one that maps a random page. */
    static TableOp map(Geometry geometry, Random random, long pfn) {
        return new TableOp(MAP, TableBuilder.page(geometry, random), pfn);
    }

    /** Makes one of a random range, its start below its end. */
    static TableOp range(String call, Geometry geometry, Random random) {
        long start = TableBuilder.page(geometry, random);
        long end = TableBuilder.page(geometry, random);
        boolean ordered = Long.compareUnsigned(start, end) <= 0;
        return ordered ? new TableOp(call, start, end) : new TableOp(call, end, start);
    }

    boolean is(String other) {
        return call.equals(other);
    }

    /** Returns the first address. */
    long start() {
        return numbers[0];
    }

    /** Returns the second. */
    long end() {
        return numbers[1];
    }

    /** Returns the entry that is mapped. */
    long pte() {
        return TableBuilder.pte(numbers[1]);
    }

    @Override
    public String toString() {
        if (is(MAP)) {
            return MAP + "(" + TableBuilder.hex(start()) + ", " + Shown.entry(pte()) + ")";
        }
        return LongStream.of(numbers).mapToObj(TableBuilder::hex).collect(Collectors.joining(", ", call + "(", ")"));
    }
}

package mm.grader.checks.pagetable;

import static mm.grader.Demand.entry;
import static mm.grader.Labels.say;
import static mm.grader.checks.pagetable.TableBuilder.PAGE;
import static mm.grader.checks.pagetable.TableBuilder.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.PageTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** What the checks of large pages need: where they lie, and what they are when split. */
final class LargeFixture {
    /** Pages in a large page. */
    static final int PAGES = PhysicalMemory.LARGE_FRAMES;

    static final long SIZE = PAGES * PAGE;

    /** An address where a large page may begin, in the middle of tables of all levels. */
    static final long AREA = 0x7f12_3460_0000L;

    static final int FRAME = 3 * PAGES;
    static final long LARGE = Pte.of(FRAME, Pte.PRESENT | Pte.WRITE | Pte.USER | Pte.LARGE);

    private LargeFixture() {}

    /** Returns the entry that a page of a large page has after a split. */
    static long small(long large, int page) {
        return (large & ~Pte.LARGE) + page * PAGE;
    }

    static void demandMapped(PageTable table, long address, long pte) {
        assertThat(table.mapLarge(address, pte))
                .as(say("large-fixture.maplarge-while-frames-are-free", hex(address)))
                .isTrue();
    }

    /** Demands that a call is refused. */
    static void demandRefused(String call, ThrowingCallable called) {
        assertThatThrownBy(called, say("large-fixture.call-that-a-large-page-or-none-forbids", call))
                .isInstanceOf(IllegalStateException.class);
    }

    /** Returns the entry of an address in its level-2 table, as the hardware finds it. */
    static long level2(PhysicalMemory memory, PageTable table, long address) {
        int pfn = table.root();
        for (int level = table.geometry().levels(); ; level--) {
            long index = address >>> (12 + 9 * (level - 1)) & 511;
            long entry = memory.load(pfn * PAGE + index * Long.BYTES, Long.BYTES);
            if (level == 2) {
                return entry;
            }
            pfn = Pte.pfn(entry);
        }
    }

    /** Something that is done with a page and its entry. */
    interface Visit {
        void of(long address, long pte);
    }

    /** Returns a visitor that tells pages and large pages apart. */
    static PageTable.Visitor visitor(Visit small, Visit large) {
        return new PageTable.Visitor() {
            @Override
            public void visit(long address, long pte) {
                small.of(address, pte);
            }

            @Override
            public void visitLarge(long address, long pte) {
                large.of(address, pte);
            }
        };
    }

    /** Walks, and returns the numbers of the pages from AREA on; an L before that of a large page. */
    static List<String> visits(PageTable table, long start, long end) {
        List<String> visits = new ArrayList<>();
        table.walk(
                start,
                end,
                visitor(
                        (address, pte) -> {
                            visits.add(String.valueOf((address - AREA) / PAGE));
                            entry(say("large-fixture.entry-of-a-visit", hex(address)), pte, table.lookup(address));
                        },
                        (address, pte) -> {
                            visits.add("L" + (address - AREA) / PAGE);
                            entry(say("large-fixture.entry-of-a-visit", hex(address)), pte, table.lookupLarge(address));
                        }));
        return visits;
    }
}

package mm.grader.checks.swap;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Kernel;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Rmap;
import mm.machine.Task;
import org.junit.jupiter.api.Order;

/** One page out, and in again. */
@Graded(exercise = Exercise.SWAP, step = 2, title = "Swap out, swap in")
public class Step2SwapperCheck {
    private static final int FRAMES = 400;

    @Order(1)
    @Check(
            points = 8,
            hints = {
                "Entry, TLB, counters, reverse map, device, frame: six things change when a page goes out.",
                "mm/rmap.c try_to_unmap_one replaces the entry; mm/page_io.c writes.",
                "docs/05-swap.md: The way out"
            })
    void a_page_swapped_out_leaves_a_swap_entry_and_a_free_frame(Parts parts) {
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        pool.store(pool.task, 0, 4711);
        int pfn = pool.pfn(pool.task, 0);
        int free = pool.machine.memory().freeFrames();
        long anon = pool.task.mm().counters().rssAnon();
        pool.mustSwapOut(pool.task, 0);
        int slot = pool.slot(pool.task, 0);
        equal(say("step2-swapper-check.slot-of-the-first-page"), slot, 1);
        equal(say("step2-swapper-check.number-of-the-swap-area"), Pte.swapType(pool.pte(pool.task, 0)), 0);
        equal(say("step2-swapper-check.use-count-one-entry"), pool.area.useCount(slot), 1);
        assertThat(pool.machine.memory().isAllocated(pfn))
                .as(say("step2-swapper-check.is-the-frame-still-in"))
                .isFalse();
        equal(say("step2-swapper-check.free-frames"), pool.machine.memory().freeFrames(), free + 1);
        equal(say("step2-swapper-check.pages-written-to-the-device"), pool.device.writes(), 1);
        equal(say("step2-swapper-check.vmswap-in-kb"), pool.task.mm().counters().vmSwap(), 4);
        equal(
                say("step2-swapper-check.rssanon-in-kb"),
                pool.task.mm().counters().rssAnon(),
                anon - 4);
        assertThat(pool.swapper.isCached(pfn))
                .as(say("step2-swapper-check.is-the-frame-in-the"))
                .isFalse();
    }

    @Order(2)
    @Check(
            points = 8,
            hints = {
                "The TLB still knows the frame unless it is told; then the fault finds the entry.",
                "mm/memory.c do_swap_page: a fault that reads the device is a major one.",
                "docs/05-swap.md: The way back"
            },
            requires = "a_page_swapped_out_leaves_a_swap_entry_and_a_free_frame")
    void a_touch_brings_the_page_back_by_a_major_fault(Parts parts) {
        SwapFixture pool = withPagesOut(parts, 50, 5);
        long major = pool.task.majorFaults();
        for (int page = 4; page >= 0; page--) {
            pool.demandContent(pool.task, page, 100 + page);
        }
        equal(say("step2-swapper-check.major-faults-of-five-reads"), pool.task.majorFaults() - major, 5);
        equal(say("step2-swapper-check.pages-read-from-the-device"), pool.device.reads(), 5);
        equal(say("step2-swapper-check.vmswap-in-kb"), pool.task.mm().counters().vmSwap(), 0);
        equal(say("step2-swapper-check.pages-in-the-swap-cache"), pool.swapper.cachedPages(), 5);
        equal(say("step2-swapper-check.free-slots-the-cache-keeps"), pool.area.freeSlots(), 44);
    }

    @Order(3)
    @Check(
            points = 9,
            hints = {
                "A page that only was read since it came back is still the same on the device.",
                "mm/vmscan.c shrink_folio_list writes only dirty folios; the PTE's dirty bit tells.",
                "docs/05-swap.md: The swap cache"
            },
            requires = "a_touch_brings_the_page_back_by_a_major_fault")
    void a_clean_page_of_the_cache_is_not_written_again(Parts parts) {
        SwapFixture pool = withPage3Out(parts);
        int slot = pool.slot(pool.task, 3);
        pool.demandContent(pool.task, 3, 33);
        pool.mustSwapOut(pool.task, 3);
        equal(say("step2-swapper-check.writes-out-in-by-a"), pool.device.writes(), 1);
        equal(say("step2-swapper-check.slot-the-cache-kept-it"), pool.slot(pool.task, 3), slot);
        pool.store(pool.task, 3, 34);
        pool.mustSwapOut(pool.task, 3);
        equal(say("step2-swapper-check.writes-after-it-was-written"), pool.device.writes(), 2);
        equal(say("step2-swapper-check.slot-of-a-dirty-page"), pool.slot(pool.task, 3), slot);
        pool.demandContent(pool.task, 3, 34);
        equal(say("step2-swapper-check.free-slots-one-page-has"), pool.area.freeSlots(), 48);
        demandWrittenIfOneIsDirty(withPage3Out(parts), 0);
        demandWrittenIfOneIsDirty(withPage3Out(parts), 1);
        demandWrittenOutsideOfTheCache(withPage3Out(parts));
        SwapFixture unmapped = withPage3Out(parts);
        int pfn = unmapped.swapper.swapIn(unmapped.pte(unmapped.task, 3)).pfn();
        long before = unmapped.device.writes();
        unmapped.swapper.swapOut(pfn, List.of());
        equal(
                say("step2-swapper-check.writes-of-a-cached-page-that-nobody-maps"),
                unmapped.device.writes() - before,
                0);
    }

    /** Makes a machine in which pages 0 to 4, with the contents 100 to 104, have been written, and the first swapped out. */
    private static SwapFixture withPagesOut(Parts parts, int slots, int out) {
        SwapFixture pool = new SwapFixture(parts, FRAMES, slots);
        pool.storePages(pool.task, 5, 100);
        pool.mustSwapOutPages(pool.task, out);
        return pool;
    }

    /** Makes a machine in which page 3, with the content 33, has been written and swapped out. */
    private static SwapFixture withPage3Out(Parts parts) {
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        pool.store(pool.task, 3, 33);
        pool.mustSwapOut(pool.task, 3);
        return pool;
    }

    /** Of two entries that map a page of the cache, one says that it was written since. */
    private static void demandWrittenIfOneIsDirty(SwapFixture pool, int dirty) {
        pool.store(pool.task, 3, 34);
        pool.machine.fork(pool.task, "child");
        List<Rmap> mappers = List.copyOf(pool.reclaim.mappers(pool.pfn(pool.task, 3)));
        for (int i = 0; i < mappers.size(); i++) {
            Rmap mapper = mappers.get(i);
            long clean = mapper.pte() & ~Pte.DIRTY;
            mapper.mm().pageTable().map(mapper.address(), i == dirty ? clean | Pte.DIRTY : clean);
        }
        equal(say("step2-swapper-check.entries-that-map-the-page"), mappers.size(), 2);
        long writes = pool.device.writes();
        pool.mustSwapOut(pool.task, 3);
        equal(say("step2-swapper-check.writes-if-one-entry-is", dirty + 1), pool.device.writes() - writes, 1);
        pool.demandContent(pool.task, 3, 34);
    }

    /** A page that has left the cache counts as never written, however clean its entry is. */
    private static void demandWrittenOutsideOfTheCache(SwapFixture pool) {
        pool.demandContent(pool.task, 3, 33);
        equal(say("step2-swapper-check.reclaimslots-of-one-clean-page"), pool.swapper.reclaimSlots(), 1);
        long writes = pool.device.writes();
        pool.mustSwapOut(pool.task, 3);
        equal(say("step2-swapper-check.writes-of-a-clean-page"), pool.device.writes() - writes, 1);
        pool.demandContent(pool.task, 3, 33);
    }

    @Order(4)
    @Check(
            points = 9,
            hints = {
                "Two entries, one slot, two uses. Who comes second finds the page in the swap cache: a minor fault.",
                "mm/swap_state.c swap_cache_get_folio; mm/memory.c copy_nonpresent_pte duplicates.",
                "docs/05-swap.md: Shared slots"
            },
            requires = "a_touch_brings_the_page_back_by_a_major_fault")
    void forked_processes_share_the_slot_and_the_cached_page(Parts parts) {
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        pool.store(pool.task, 0, 1);
        pool.store(pool.task, 1, 2);
        pool.mustSwapOut(pool.task, 1);
        Task child = pool.machine.fork(pool.task, "child");
        equal(say("step2-swapper-check.use-count-of-a-slot"), pool.area.useCount(pool.slot(child, 1)), 2);
        pool.mustSwapOut(child, 0);
        equal(say("step2-swapper-check.use-count-of-the-slot"), pool.area.useCount(pool.slot(pool.task, 0)), 2);
        equal(say("step2-swapper-check.pages-written"), pool.device.writes(), 2);
        long minor = child.minorFaults();
        long major = child.majorFaults();
        pool.demandContent(pool.task, 0, 1);
        pool.demandContent(child, 0, 1);
        equal(say("step2-swapper-check.major-faults-of-who-comes"), child.majorFaults() - major, 0);
        equal(say("step2-swapper-check.minor-faults-of-who-comes"), child.minorFaults() - minor, 1);
        equal(say("step2-swapper-check.frame-of-the-child"), pool.pfn(child, 0), pool.pfn(pool.task, 0));
        pool.store(child, 0, 99);
        pool.demandContent(pool.task, 0, 1);
        pool.demandContent(child, 0, 99);
        pool.store(pool.task, 1, 77);
        pool.demandContent(child, 1, 2);
        demandAllTold(new SwapFixture(parts, FRAMES, 50));
    }

    /** Whoever has read a page that several map must fault once it is gone: the TLB has forgotten it for each of them. */
    private static void demandAllTold(SwapFixture pool) {
        pool.store(pool.task, 0, 1);
        Task child = pool.machine.fork(pool.task, "child");
        pool.demandContent(pool.task, 0, 1);
        pool.demandContent(child, 0, 1);
        pool.mustSwapOut(child, 0);
        for (Task who : List.of(pool.task, child)) {
            long faults = who.minorFaults() + who.majorFaults();
            pool.demandContent(who, 0, 1);
            equal(
                    say("step2-swapper-check.faults-of-who-had-read", who.name()),
                    who.minorFaults() + who.majorFaults() - faults,
                    1);
        }
    }

    @Order(5)
    @Check(
            points = 6,
            hints = {
                "exit gives up each entry's use; a cached page that nobody maps and nobody waits for goes as well.",
                "mm/swap_state.c free_swap_cache; mm/memory.c zap_nonpresent_ptes.",
                "docs/05-swap.md: Shared slots"
            },
            requires = "forked_processes_share_the_slot_and_the_cached_page")
    void exit_leaves_no_slot_and_no_frame_behind(Parts parts) {
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        int free = pool.machine.memory().freeFrames();
        Task other = pool.process("other");
        pool.storePages(other, 12, 0);
        Task child = pool.machine.fork(other, "child");
        pool.mustSwapOutPages(other, 8);
        for (int page = 0; page < 3; page++) {
            pool.demandContent(child, page, page);
        }
        pool.demandContent(other, 5, 5);
        pool.machine.exit(other);
        for (int page = 0; page < 12; page++) {
            if (page != 5) { // stays in the cache for the child's entry, mapped by nobody
                pool.demandContent(child, page, page);
            }
        }
        pool.machine.exit(child);
        equal(say("step2-swapper-check.free-slots-when-both-are"), pool.area.freeSlots(), 49);
        equal(say("step2-swapper-check.pages-in-the-swap-cache-2"), pool.swapper.cachedPages(), 0);
        equal(say("step2-swapper-check.free-frames"), pool.machine.memory().freeFrames(), free);
    }

    @Order(6)
    @Check(
            points = 7,
            hints = {
                "No slot: say false, and touch nothing. But first look whether the cache holds slots that nobody needs.",
                "mm/swapfile.c folio_alloc_swap fails, and the page stays; swap_reclaim_full_clusters.",
                "docs/05-swap.md: When the area is full"
            },
            requires = "a_page_swapped_out_leaves_a_swap_entry_and_a_free_frame")
    void a_full_area_refuses_and_changes_nothing(Parts parts) {
        SwapFixture pool = withPagesOut(parts, 4, 3);
        long pte = pool.pte(pool.task, 3);
        assertThat(pool.swapOut(pool.task, 3))
                .as(say("step2-swapper-check.swapout-into-a-full-area"))
                .isFalse();
        equal(say("step2-swapper-check.entry-after-the-refusal"), pool.pte(pool.task, 3), pte);
        equal(say("step2-swapper-check.pages-written"), pool.device.writes(), 3);
        Kernel.SwapIn missing = pool.swapper.swapIn(pool.pte(pool.task, 0));
        assertThat(missing.pfn())
                .as(say("step2-swapper-check.frame-of-a-page-brought"))
                .isNotEqualTo(PhysicalMemory.NO_FRAME);
        assertThat(missing.exclusive())
                .as(say("step2-swapper-check.exclusive-nobody-else-maps-the"))
                .isTrue();
        pool.demandContent(pool.task, 0, 100);
        assertThat(pool.swapOut(pool.task, 3))
                .as(say("step2-swapper-check.swapout-when-the-cache-holds"))
                .isTrue();
        for (int page = 0; page < 5; page++) {
            pool.demandContent(pool.task, page, 100 + page);
        }
        demandReclaim(new SwapFixture(parts, FRAMES, 10));
        demandNotTooEarly(new SwapFixture(parts, FRAMES, 4));
        demandKept(new SwapFixture(parts, FRAMES, 10));
    }

    private static void demandReclaim(SwapFixture pool) {
        for (int page = 0; page < 3; page++) {
            pool.store(pool.task, page, page);
            pool.mustSwapOut(pool.task, page);
        }
        pool.demandContent(pool.task, 0, 0);
        pool.demandContent(pool.task, 2, 2);
        equal(say("step2-swapper-check.reclaimslots-slots-of-two-pages"), pool.swapper.reclaimSlots(), 2);
        equal(say("step2-swapper-check.pages-in-the-swap-cache-2"), pool.swapper.cachedPages(), 0);
        equal(say("step2-swapper-check.free-slots-of-9-with"), pool.area.freeSlots(), 8);
        equal(say("step2-swapper-check.reclaimslots-again"), pool.swapper.reclaimSlots(), 0);
        takeAllFrames(pool);
        pool.mustSwapOut(pool.task, 0);
        pool.mustSwapOut(pool.task, 2);
        takeAllFrames(pool);
        assertThat(pool.swapper.swapIn(pool.pte(pool.task, 1)))
                .as(say("step2-swapper-check.swapin-when-no-frame-can"))
                .isEqualTo(Kernel.SwapIn.NONE);
        equal(say("step2-swapper-check.uses-of-a-slot-whose"), pool.area.useCount(pool.slot(pool.task, 1)), 1);
    }

    /** As long as a slot is free, the pages of the cache keep theirs. */
    private static void demandNotTooEarly(SwapFixture pool) {
        pool.storePages(pool.task, 3, 50);
        pool.mustSwapOutPages(pool.task, 2);
        pool.demandContent(pool.task, 0, 50);
        pool.demandContent(pool.task, 1, 51);
        pool.mustSwapOut(pool.task, 2);
        equal(say("step2-swapper-check.pages-in-the-swap-cache-4"), pool.swapper.cachedPages(), 2);
    }

    /** Slots that an entry uses stay in the cache with their pages. */
    private static void demandKept(SwapFixture pool) {
        pool.store(pool.task, 0, 1);
        Task child = pool.machine.fork(pool.task, "child");
        pool.mustSwapOut(child, 0);
        pool.demandContent(pool.task, 0, 1);
        equal(say("step2-swapper-check.reclaimslots-of-a-slot-in"), pool.swapper.reclaimSlots(), 0);
        equal(say("step2-swapper-check.pages-in-the-swap-cache-3"), pool.swapper.cachedPages(), 1);
    }

    private static void takeAllFrames(SwapFixture pool) {
        for (int pfn = 1; pfn != PhysicalMemory.NO_FRAME; ) {
            pfn = pool.machine.memory().allocate();
        }
    }
}

package mm.grader.checks.swap;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import mm.grader.Check;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Kernel;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
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
        assertThat(slot).as(say("step2-swapper-check.slot-of-the-first-page")).isEqualTo(1);
        assertThat(Pte.swapType(pool.pte(pool.task, 0)))
                .as(say("step2-swapper-check.number-of-the-swap-area"))
                .isZero();
        assertThat(pool.area.useCount(slot))
                .as(say("step2-swapper-check.use-count-one-entry"))
                .isEqualTo(1);
        assertThat(pool.machine.memory().isAllocated(pfn))
                .as(say("step2-swapper-check.is-the-frame-still-in"))
                .isFalse();
        assertThat(pool.machine.memory().freeFrames())
                .as(say("step2-swapper-check.free-frames"))
                .isEqualTo(free + 1);
        assertThat(pool.device.writes())
                .as(say("step2-swapper-check.pages-written-to-the-device"))
                .isEqualTo(1);
        assertThat(pool.task.mm().counters().vmSwap())
                .as(say("step2-swapper-check.vmswap-in-kb"))
                .isEqualTo(4);
        assertThat(pool.task.mm().counters().rssAnon())
                .as(say("step2-swapper-check.rssanon-in-kb"))
                .isEqualTo(anon - 4);
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
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        for (int page = 0; page < 5; page++) {
            pool.store(pool.task, page, 100 + page);
        }
        for (int page = 0; page < 5; page++) {
            pool.mustSwapOut(pool.task, page);
        }
        long major = pool.task.majorFaults();
        for (int page = 4; page >= 0; page--) {
            pool.demandContent(pool.task, page, 100 + page);
        }
        assertThat(pool.task.majorFaults() - major)
                .as(say("step2-swapper-check.major-faults-of-five-reads"))
                .isEqualTo(5);
        assertThat(pool.device.reads())
                .as(say("step2-swapper-check.pages-read-from-the-device"))
                .isEqualTo(5);
        assertThat(pool.task.mm().counters().vmSwap())
                .as(say("step2-swapper-check.vmswap-in-kb"))
                .isZero();
        assertThat(pool.swapper.cachedPages())
                .as(say("step2-swapper-check.pages-in-the-swap-cache"))
                .isEqualTo(5);
        assertThat(pool.area.freeSlots())
                .as(say("step2-swapper-check.free-slots-the-cache-keeps"))
                .isEqualTo(44);
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
        SwapFixture pool = new SwapFixture(parts, FRAMES, 50);
        pool.store(pool.task, 3, 33);
        pool.mustSwapOut(pool.task, 3);
        int slot = pool.slot(pool.task, 3);
        pool.demandContent(pool.task, 3, 33);
        pool.mustSwapOut(pool.task, 3);
        assertThat(pool.device.writes())
                .as(say("step2-swapper-check.writes-out-in-by-a"))
                .isEqualTo(1);
        assertThat(pool.slot(pool.task, 3))
                .as(say("step2-swapper-check.slot-the-cache-kept-it"))
                .isEqualTo(slot);
        pool.store(pool.task, 3, 34);
        pool.mustSwapOut(pool.task, 3);
        assertThat(pool.device.writes())
                .as(say("step2-swapper-check.writes-after-it-was-written"))
                .isEqualTo(2);
        pool.demandContent(pool.task, 3, 34);
        assertThat(pool.area.freeSlots())
                .as(say("step2-swapper-check.free-slots-one-page-has"))
                .isEqualTo(48);
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
        assertThat(pool.area.useCount(pool.slot(child, 1)))
                .as(say("step2-swapper-check.use-count-of-a-slot"))
                .isEqualTo(2);
        pool.mustSwapOut(child, 0);
        assertThat(pool.area.useCount(pool.slot(pool.task, 0)))
                .as(say("step2-swapper-check.use-count-of-the-slot"))
                .isEqualTo(2);
        assertThat(pool.device.writes())
                .as(say("step2-swapper-check.pages-written"))
                .isEqualTo(2);
        long minor = child.minorFaults();
        long major = child.majorFaults();
        pool.demandContent(pool.task, 0, 1);
        pool.demandContent(child, 0, 1);
        assertThat(child.majorFaults() - major)
                .as(say("step2-swapper-check.major-faults-of-who-comes"))
                .isZero();
        assertThat(child.minorFaults() - minor)
                .as(say("step2-swapper-check.minor-faults-of-who-comes"))
                .isEqualTo(1);
        assertThat(pool.pfn(child, 0))
                .as(say("step2-swapper-check.frame-of-the-child"))
                .isEqualTo(pool.pfn(pool.task, 0));
        pool.store(child, 0, 99);
        pool.demandContent(pool.task, 0, 1);
        pool.demandContent(child, 0, 99);
        pool.store(pool.task, 1, 77);
        pool.demandContent(child, 1, 2);
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
        for (int page = 0; page < 12; page++) {
            pool.store(other, page, page);
        }
        Task child = pool.machine.fork(other, "child");
        for (int page = 0; page < 8; page++) {
            pool.mustSwapOut(other, page);
        }
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
        assertThat(pool.area.freeSlots())
                .as(say("step2-swapper-check.free-slots-when-both-are"))
                .isEqualTo(49);
        assertThat(pool.swapper.cachedPages())
                .as(say("step2-swapper-check.pages-in-the-swap-cache-2"))
                .isZero();
        assertThat(pool.machine.memory().freeFrames())
                .as(say("step2-swapper-check.free-frames"))
                .isEqualTo(free);
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
        SwapFixture pool = new SwapFixture(parts, FRAMES, 4);
        for (int page = 0; page < 5; page++) {
            pool.store(pool.task, page, 50 + page);
        }
        for (int page = 0; page < 3; page++) {
            pool.mustSwapOut(pool.task, page);
        }
        long pte = pool.pte(pool.task, 3);
        assertThat(pool.swapOut(pool.task, 3))
                .as(say("step2-swapper-check.swapout-into-a-full-area"))
                .isFalse();
        assertThat(pool.pte(pool.task, 3))
                .as(say("step2-swapper-check.entry-after-the-refusal"))
                .isEqualTo(pte);
        assertThat(pool.device.writes())
                .as(say("step2-swapper-check.pages-written"))
                .isEqualTo(3);
        Kernel.SwapIn missing = pool.swapper.swapIn(pool.pte(pool.task, 0));
        assertThat(missing.pfn())
                .as(say("step2-swapper-check.frame-of-a-page-brought"))
                .isNotEqualTo(PhysicalMemory.NO_FRAME);
        assertThat(missing.exclusive())
                .as(say("step2-swapper-check.exclusive-nobody-else-maps-the"))
                .isTrue();
        pool.demandContent(pool.task, 0, 50);
        assertThat(pool.swapOut(pool.task, 3))
                .as(say("step2-swapper-check.swapout-when-the-cache-holds"))
                .isTrue();
        for (int page = 0; page < 5; page++) {
            pool.demandContent(pool.task, page, 50 + page);
        }
        demandReclaim(new SwapFixture(parts, FRAMES, 10));
    }

    private static void demandReclaim(SwapFixture pool) {
        for (int page = 0; page < 3; page++) {
            pool.store(pool.task, page, page);
            pool.mustSwapOut(pool.task, page);
        }
        pool.demandContent(pool.task, 0, 0);
        pool.demandContent(pool.task, 2, 2);
        assertThat(pool.swapper.reclaimSlots())
                .as(say("step2-swapper-check.reclaimslots-slots-of-two-pages"))
                .isEqualTo(2);
        assertThat(pool.swapper.cachedPages())
                .as(say("step2-swapper-check.pages-in-the-swap-cache-2"))
                .isZero();
        assertThat(pool.area.freeSlots())
                .as(say("step2-swapper-check.free-slots-of-9-with"))
                .isEqualTo(8);
        assertThat(pool.swapper.reclaimSlots())
                .as(say("step2-swapper-check.reclaimslots-again"))
                .isZero();
        takeAllFrames(pool);
        pool.mustSwapOut(pool.task, 0);
        pool.mustSwapOut(pool.task, 2);
        takeAllFrames(pool);
        assertThat(pool.swapper.swapIn(pool.pte(pool.task, 1)))
                .as(say("step2-swapper-check.swapin-when-no-frame-can"))
                .isEqualTo(Kernel.SwapIn.NONE);
    }

    private static void takeAllFrames(SwapFixture pool) {
        for (int pfn = 1; pfn != PhysicalMemory.NO_FRAME; ) {
            pfn = pool.machine.memory().allocate();
        }
    }
}

package mm.grader.checks.swap;

import static mm.grader.Demand.ints;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import mm.grader.Check;
import mm.grader.FailureMinimizer;
import mm.grader.Graded;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.swap.SwapArea;
import org.junit.jupiter.api.Order;

/** Slots: free ones, used ones, shared ones. */
@Graded(exercise = Exercise.SWAP, step = 1, title = "The slots of a swap area")
public class Step1SlotCheck {
    /** More than 16 bits count. */
    private static final int MANY = 70_000;

    @Order(1)
    @Check(
            points = 7,
            hints = {
                "The first search begins at slot 1, the next behind the slot found last.",
                "mm/swapfile.c scan_swap_map of older kernels; today a cursor in a cluster of 512 slots.",
                "docs/05-swap.md: Slots"
            })
    void slots_are_given_out_side_by_side_from_the_cursor_on(Parts parts) {
        SwapArea area = parts.swapArea(200);
        assertThat(area.slots()).as("slots").isEqualTo(200);
        assertThat(area.freeSlots())
                .as(say("step1-slot-check.free-slots-of-a-new"))
                .isEqualTo(199);
        for (int slot = 1; slot <= 150; slot++) {
            assertThat(area.allocate())
                    .as(say("step1-slot-check.slot-given-out-next"))
                    .isEqualTo(slot);
        }
        area.free(20);
        area.free(70);
        assertThat(area.allocate())
                .as(say("step1-slot-check.slot-after-20-and-70"))
                .isEqualTo(151);
        assertThat(area.freeSlots()).as(say("step1-slot-check.free-slots")).isEqualTo(50);
    }

    @Order(2)
    @Check(
            points = 7,
            hints = {
                "Behind the last slot the search begins anew, at slot 1: the header is never given out.",
                "mm/swapfile.c: SWAP_MAP_BAD marks the header's page.",
                "docs/05-swap.md: Slots"
            },
            requires = "slots_are_given_out_side_by_side_from_the_cursor_on")
    void the_search_wraps_and_a_full_area_says_so(Parts parts) {
        SwapArea area = parts.swapArea(130);
        for (int i = 0; i < 129; i++) {
            area.allocate();
        }
        assertThat(area.freeSlots())
                .as(say("step1-slot-check.free-slots-of-a-full"))
                .isZero();
        assertThat(area.allocate())
                .as(say("step1-slot-check.slot-of-a-full-area"))
                .isEqualTo(SwapArea.NO_SLOT);
        area.free(100);
        area.free(64);
        area.free(3);
        list(
                say("step1-slot-check.slots-after-100-64-and"),
                ints(area.allocate(), area.allocate(), area.allocate(), area.allocate()),
                ints(3, 64, 100, SwapArea.NO_SLOT));
        SwapArea whole = parts.swapArea(128);
        for (int slot = 1; slot < 128; slot++) {
            assertThat(whole.allocate())
                    .as(say("step1-slot-check.slot-of-an-area-of"))
                    .isEqualTo(slot);
        }
        assertThat(whole.allocate())
                .as(say("step1-slot-check.slot-of-a-full-area-2"))
                .isEqualTo(SwapArea.NO_SLOT);
        SwapArea none = parts.swapArea(1);
        assertThat(none.allocate())
                .as(say("step1-slot-check.slot-of-an-area-that"))
                .isEqualTo(SwapArea.NO_SLOT);
    }

    @Order(3)
    @Check(
            points = 7,
            hints = {
                "A slot shared by forked processes is free when the last entry is gone, not the first.",
                "mm/swapfile.c __swap_duplicate and swap_entry_put_locked.",
                "docs/05-swap.md: Shared slots"
            })
    void a_shared_slot_is_free_with_its_last_use(Parts parts) {
        SwapArea area = parts.swapArea(10);
        int slot = area.allocate();
        assertThat(area.useCount(slot))
                .as(say("step1-slot-check.use-count-of-a-slot"))
                .isEqualTo(1);
        area.duplicate(slot);
        area.duplicate(slot);
        assertThat(area.useCount(slot))
                .as(say("step1-slot-check.use-count-after-two-duplicates"))
                .isEqualTo(3);
        assertThat(area.free(slot))
                .as(say("step1-slot-check.free-of-one-of-three"))
                .isFalse();
        assertThat(area.free(slot))
                .as(say("step1-slot-check.free-of-one-of-two"))
                .isFalse();
        assertThat(area.freeSlots())
                .as(say("step1-slot-check.free-slots-while-one-use"))
                .isEqualTo(8);
        assertThat(area.free(slot))
                .as(say("step1-slot-check.free-of-the-last-use"))
                .isTrue();
        assertThat(area.freeSlots())
                .as(say("step1-slot-check.free-slots-at-the-end"))
                .isEqualTo(9);
        assertThat(area.useCount(slot))
                .as(say("step1-slot-check.use-count-of-a-free"))
                .isZero();
        assertThat(area.useCount(0))
                .as(say("step1-slot-check.use-count-of-the-header"))
                .isZero();
        int shared = area.allocate();
        for (int more = 0; more < MANY; more++) {
            area.duplicate(shared);
        }
        assertThat(area.useCount(shared))
                .as(say("step1-slot-check.use-count-after-many-duplicates", MANY))
                .isEqualTo(MANY + 1);
    }

    @Order(4)
    @Check(
            points = 6,
            hints = {
                "Freeing twice means that somebody else's page is lost a little later. Stop at once.",
                "mm/swapfile.c swap_entry_put_locked warns: Unused swap offset entry.",
                "docs/05-swap.md: Shared slots"
            },
            requires = "a_shared_slot_is_free_with_its_last_use")
    void a_double_free_is_detected(Parts parts) {
        SwapArea area = parts.swapArea(10);
        int slot = area.allocate();
        area.free(slot);
        assertThatThrownBy(() -> area.free(slot), say("step1-slot-check.free-of-a-slot-that"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> area.duplicate(slot), say("step1-slot-check.duplicate-of-a-slot-that"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> area.free(0), say("step1-slot-check.free-of-the-header"))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> area.duplicate(0), say("step1-slot-check.duplicate-of-the-header"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(area.freeSlots())
                .as(say("step1-slot-check.free-slots-after-three-refused"))
                .isEqualTo(9);
    }

    @Order(5)
    @Check(
            points = 8,
            hints = {
                "The message says what was asked; a plain array of counts gives another answer.",
                "Long.numberOfTrailingZeros finds a slot in a word, and a mask the ones from the cursor on.",
                "docs/05-swap.md: Slots"
            },
            requires = {"the_search_wraps_and_a_full_area_says_so", "a_shared_slot_is_free_with_its_last_use"})
    void the_area_agrees_with_a_plain_array_of_counts(Parts parts, Random random) {
        for (int round = 0; round < 60; round++) {
            int slots = 2 + random.nextInt(round < 30 ? 8 : 300);
            List<SlotOp> operations = new ArrayList<>();
            for (int step = 0; step < 6 * slots; step++) {
                int slot = 1 + random.nextInt(slots - 1);
                String name = random.nextInt(5) < 3 ? "allocate" : random.nextInt(4) == 0 ? "duplicate" : "free";
                operations.add(new SlotOp(name, slot));
            }
            FailureMinimizer.play(
                    "new SlotSwapArea(" + slots + ")", operations, some -> compare(parts.swapArea(slots), some));
        }
    }

    /** A call; one for a slot that is free does nothing. */
    private record SlotOp(String name, int slot) {
        @Override
        public String toString() {
            return name.equals("allocate") ? "allocate()" : name + "(" + slot + ")";
        }
    }

    private static void compare(SwapArea area, List<SlotOp> operations) {
        int slots = area.slots();
        int[] uses = new int[slots];
        int cursor = 1;
        for (SlotOp operation : operations) {
            int slot = operation.slot();
            if (operation.name().equals("allocate")) {
                int found = SwapArea.NO_SLOT;
                for (int i = 0; i < slots && found == SwapArea.NO_SLOT; i++) {
                    int candidate = (cursor + i) % slots;
                    found = candidate != 0 && uses[candidate] == 0 ? candidate : found;
                }
                assertThat(area.allocate())
                        .as(say("step1-slot-check.slot-given-out-by-an", slots, cursor))
                        .isEqualTo(found);
                if (found != SwapArea.NO_SLOT) {
                    uses[found] = 1;
                    cursor = found + 1;
                }
            } else if (uses[slot] > 0 && operation.name().equals("duplicate")) {
                area.duplicate(slot);
                uses[slot]++;
            } else if (uses[slot] > 0) {
                assertThat(area.free(slot))
                        .as(say("step1-slot-check.free-of-slot-was-it", slot))
                        .isEqualTo(--uses[slot] == 0);
            }
            assertThat(area.useCount(slot))
                    .as(say("step1-slot-check.use-count-of-slot", slot))
                    .isEqualTo(uses[slot]);
        }
    }
}

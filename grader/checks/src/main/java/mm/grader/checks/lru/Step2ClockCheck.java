package mm.grader.checks.lru;

import static mm.grader.Demand.ints;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.lru.PolicyFixture.clock;
import static mm.grader.checks.lru.PolicyFixture.demandNoObjects;
import static mm.grader.checks.lru.PolicyFixture.insertAll;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** One bit a page, and a hand. */
@Graded(exercise = Exercise.LRU, step = 2, title = "Clock")
public class Step2ClockCheck {
    @Order(1)
    @Check(
            points = 6,
            hints = {
                "A page with its bit set is spared once: the bit goes, and the hand goes on.",
                "mm/rmap.c folio_referenced reads and clears the bit that the processor set in the page-table entry.",
                "docs/04-lru.md: One bit has to do"
            })
    void a_touched_page_gets_a_second_chance(Parts parts) {
        ReplacementPolicy clock = insertAll(clock(parts, 8), 0, 4);
        assertThat(clock.evict())
                .as(say("step2-clock-check.victim-when-all-four-bits"))
                .isZero();
        assertThat(clock.touch(1)).as(say("step2-clock-check.touch-of-page-1")).isTrue();
        assertThat(clock.touch(0))
                .as(say("step2-clock-check.touch-of-page-0-which"))
                .isFalse();
        assertThat(clock.evict())
                .as(say("step2-clock-check.victim-page-1-was-touched"))
                .isEqualTo(2);
        clock.insert(4);
        list(
                say("step2-clock-check.the-hand-now-stands-at"),
                ints(clock.evict(), clock.evict(), clock.evict(), clock.evict()),
                ints(3, 1, 4, ReplacementPolicy.NO_PAGE));
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "An inserted page was just used: its bit is set, and the hand comes to it last.",
                "Where no page is ever touched between two rounds of the hand, the clock is FIFO.",
                "docs/04-lru.md: One bit has to do"
            },
            requires = "a_touched_page_gets_a_second_chance")
    void the_textbook_strings_have_the_known_fault_counts_with_a_clock(Parts parts) {
        assertThat(AccessTrace.TEXTBOOK.faults(clock(parts, 8), 3))
                .as(say("step2-clock-check.clock-faults-of-7-0"))
                .isEqualTo(14);
        assertThat(AccessTrace.BELADY.faults(clock(parts, 8), 3))
                .as(say("step2-clock-check.clock-faults-of-1-2"))
                .isEqualTo(AccessTrace.BELADY.fifoFaults(3));
        assertThat(AccessTrace.BELADY.faults(clock(parts, 8), 4))
                .as(say("step2-clock-check.clock-faults-of-the-same"))
                .isEqualTo(AccessTrace.BELADY.fifoFaults(4));
    }

    @Order(3)
    @Check(
            points = 6,
            hints = {
                "remove and evict(page) may take out the very page that the hand points to.",
                "Keep the ring as a list: the page under the hand is the oldest.",
                "docs/04-lru.md: One bit has to do"
            },
            requires = "a_touched_page_gets_a_second_chance")
    void the_clock_agrees_with_a_plain_model_on_random_operations(Parts parts, Random random) {
        ReplacementPolicy clock = clock(parts, 4);
        clock.insert(0);
        for (int i = 0; i < 30; i++) {
            clock.insert(1 + i % 3);
            clock.remove(1 + i % 3);
        }
        clock.insert(3);
        list(
                say("step2-clock-check.victims-after-page-0-then"),
                ints(clock.evict(), clock.evict(), clock.evict()),
                ints(0, 3, ReplacementPolicy.NO_PAGE));
        PolicyAgainstModel.play(parts, PolicyKind.CLOCK, random);
        demandNoObjects(clock(parts, 1000));
        demandManyPages(clock(parts, 500_000));
    }

    /** Goes round once over half a million pages, and takes some out of the middle: a search for each would take minutes. */
    private static void demandManyPages(ReplacementPolicy large) {
        insertAll(large, 0, 500_000);
        assertThat(large.evict())
                .as(say("step2-clock-check.victim-when-half-a-million"))
                .isZero();
        for (int page = 200_000; page < 300_000; page++) {
            large.remove(page);
        }
        assertThat(large.size()).as(say("step2-clock-check.pages-left")).isEqualTo(399_999);
    }

    @Order(4)
    @Check(
            points = 3,
            hints = {
                "A page that is not resident has no bit; after its eviction a touch answers false.",
                "Bélády, 1966: evict what is needed again last. It needs the future, so it is only a yardstick.",
                "docs/04-lru.md: The best there can be"
            })
    void the_clock_is_never_better_than_the_optimum(Parts parts, Random random) {
        PolicyAgainstModel.demandPossible(() -> clock(parts, 64), random);
    }
}

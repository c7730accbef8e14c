package mm.grader.checks.lru;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.lru.PolicyKind;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Does Linux evict the same pages? */
@Graded(exercise = Exercise.LRU, step = 4, title = "Against the real kernel")
public class Step4LinuxCheck {
    @Order(1)
    @Check(
            points = 3,
            hints = {
                "Two lists must never have fewer faults than Bélády's rule; a page that is gone is not resident.",
                "Bélády, 1966: evict what is needed again last. It needs the future, so it is only a yardstick.",
                "docs/04-lru.md: The best there can be"
            })
    void two_lists_are_never_better_than_the_optimum(Parts parts, Random random) {
        PolicyAgainstModel.demandPossible(() -> parts.replacementPolicy(PolicyKind.TWO_LISTS, 64), random);
        AccessTrace trace = AccessTrace.skewed(random, 60, 3000);
        assertThat(trace.faults(parts.replacementPolicy(PolicyKind.TWO_LISTS, 60), 60))
                .as("faults with a frame for each page: one for each page used")
                .isEqualTo(trace.optimum(60));
    }

    @Order(2)
    @Replays("swap")
    @Check(
            points = 12,
            hints = {
                "Each state line shows which pages are present (P), swapped out (S) and absent (.), as run lengths.",
                "mm/vmscan.c shrink_folio_list; MADV_COLD clears both bits, MADV_PAGEOUT is evict(page).",
                "docs/04-lru.md: What the recordings show"
            })
    void linux_evicts_the_same_pages(Parts parts) {
        RecordingReplay.demandAgreement("swap", parts);
    }

    @Order(3)
    @Replays("swap-mid")
    @Check(
            points = 5,
            hints = {
                "Here the kernel reclaims in the middle of an operation: pages touched before are spared.",
                "mm/memcontrol.c try_charge_memcg reclaims when a new page does not fit the limit.",
                "docs/04-lru.md: What the recordings show"
            },
            requires = "linux_evicts_the_same_pages")
    void linux_evicts_the_same_pages_when_it_reclaims_within_an_operation(Parts parts) {
        RecordingReplay.demandAgreement("swap-mid", parts);
    }
}

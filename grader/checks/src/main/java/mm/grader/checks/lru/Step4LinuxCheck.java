package mm.grader.checks.lru;

import static mm.grader.Labels.say;
import static mm.grader.checks.lru.PolicyFixture.twoLists;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Does Linux evict the same pages, and as many? */
@Graded(exercise = Exercise.LRU, step = 4, title = "Against the real kernel")
public class Step4LinuxCheck {
    @Order(1)
    @Check(
            points = 2,
            hints = {
                "A pass looks at a 4096th of the inactive list, then a 2048th, and so on: count on paper how many that is.",
                "mm/vmscan.c get_scan_count: the length of the list, shifted right by the priority, and a share of that.",
                "docs/04-lru.md: Passes"
            })
    void a_call_makes_passes_of_falling_priority(Parts parts) {
        ReplacementPolicy policy = twoLists(parts, 2000);
        for (int page = 0; page < 1000; page++) {
            policy.insert(page);
            policy.cold(page);
        }
        List<Integer> gone = new ArrayList<>();
        assertThat(policy.reclaim(ReplacementPolicy.BATCH, gone::add))
                .as(say("step4-linux-check.pages-evicted-of-1000-that"))
                .isEqualTo(38);
        assertThat(gone)
                .as(say("step4-linux-check.the-pages-that-went-in"))
                .isEqualTo(IntStream.range(0, 38).boxed().toList());
        assertThat(policy.size()).as(say("step4-linux-check.resident-pages")).isEqualTo(962);
    }

    @Order(2)
    @Check(
            points = 4,
            hints = {
                "The message shows the fewest operations that go wrong: play them on paper.",
                "mm/vmscan.c shrink_lruvec: look at a batch, age a batch; inactive_is_low goes by counters.",
                "docs/04-lru.md: Passes"
            },
            requires = "a_call_makes_passes_of_falling_priority")
    void reclaim_agrees_with_a_plain_model_on_random_operations(Parts parts, Random random) {
        PolicyAgainstModel.playReclaims(parts, random);
        PolicyAgainstModel.playRemovals(parts, random);
    }

    @Order(3)
    @Replays({"swap", "swap-scan", "swap-age"})
    @Check(
            points = 4,
            hints = {
                "A line's last column says before which touch pages went, and how many: 4:42. Compare both.",
                "mm/vmscan.c shrink_active_list: 32 of the oldest after each pass, if the inactive list is shorter.",
                "docs/04-lru.md: What the recordings show"
            })
    void linux_keeps_the_same_pages_during_a_scan(Parts parts) {
        RecordingReplay.demandAgreement("swap", parts);
        RecordingReplay.demandAgreement("swap-scan", parts);
        RecordingReplay.demandAgreement("swap-age", parts);
    }

    @Order(4)
    @Replays({"swap-loop", "swap-refault"})
    @Check(
            points = 4,
            hints = {
                "A page that comes back soon is active at once, and lets the next call of reclaim age the others.",
                "mm/workingset.c workingset_refault and workingset_test_recent; an activation ages the clock, too.",
                "docs/04-lru.md: Coming back too soon"
            })
    void linux_takes_the_same_pages_for_a_working_set(Parts parts) {
        RecordingReplay.demandAgreement("swap-loop", parts);
        RecordingReplay.demandAgreement("swap-refault", parts);
    }

    @Order(5)
    @Replays({"swap-mid", "swap-random", "swap-advice", "swap-mixed"})
    @Check(
            points = 4,
            hints = {
                "Each state line shows which pages are present (P), swapped out (S) and absent (.), as run lengths.",
                "mm/madvise.c: MADV_COLD clears both bits; MADV_PAGEOUT is evict(page), and such a page comes back active.",
                "docs/04-lru.md: What the recordings show"
            })
    void linux_evicts_the_same_pages_whatever_is_used(Parts parts) {
        RecordingReplay.demandAgreement("swap-mid", parts);
        RecordingReplay.demandAgreement("swap-random", parts);
        RecordingReplay.demandAgreement("swap-advice", parts);
        RecordingReplay.demandAgreement("swap-mixed", parts);
    }
}

package mm.grader.checks.lru;

import static mm.grader.Demand.ints;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.lru.PolicyFixture.demandNoObjects;
import static mm.grader.checks.lru.PolicyFixture.insertAll;
import static mm.grader.checks.lru.PolicyFixture.twoLists;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Linux's inactive and active list. */
@Graded(exercise = Exercise.LRU, step = 3, title = "Active and inactive")
public class Step3TwoListsCheck {
    private static void touch(ReplacementPolicy policy, int from, int to) {
        for (int page = from; page < to; page++) {
            assertThat(policy.touch(page))
                    .as(say("step3-two-lists-check.touch-of-page-which-is", page))
                    .isTrue();
        }
    }

    private static void demandVictims(ReplacementPolicy policy, String why, int from, int to) {
        for (int page = from; page < to; page++) {
            assertThat(policy.evict()).as(why).isEqualTo(page);
        }
    }

    @Order(1)
    @Check(
            points = 5,
            hints = {
                "A page enters the inactive list accessed. The first look clears that and sends it to the young end.",
                "mm/vmscan.c folio_check_references: referenced once, FOLIOREF_KEEP.",
                "docs/04-lru.md: Two lists"
            })
    void pages_used_once_go_in_the_order_they_came(Parts parts) {
        ReplacementPolicy policy = insertAll(twoLists(parts, 100), 0, 100);
        assertThat(policy.size()).as(say("step4-linux-check.resident-pages")).isEqualTo(100);
        demandVictims(policy, say("step3-two-lists-check.victim-after-pages-0-to"), 0, 100);
        assertThat(policy.evict())
                .as(say("step3-two-lists-check.victim-when-no-page-is"))
                .isEqualTo(ReplacementPolicy.NO_PAGE);
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "Accessed and referenced: active. Accessed only: referenced, and a second chance.",
                "mm/vmscan.c folio_check_references: referenced_folio is the mark of an earlier look, FOLIOREF_ACTIVATE.",
                "docs/04-lru.md: Two lists"
            },
            requires = "pages_used_once_go_in_the_order_they_came")
    void a_page_touched_after_its_second_chance_becomes_active(Parts parts) {
        ReplacementPolicy eager = insertAll(twoLists(parts, 200), 0, 100);
        touch(eager, 3, 5);
        touch(eager, 3, 5);
        demandVictims(eager, say("step3-two-lists-check.victim-pages-3-and-4"), 0, 1);
        eager.insert(100);
        eager.cold(100);
        demandVictims(eager, say("step3-two-lists-check.victim-all-of-these-have"), 1, 101);
        ReplacementPolicy policy = insertAll(twoLists(parts, 200), 0, 100);
        assertThat(policy.evict()).as(say("step3-two-lists-check.first-victim")).isZero();
        touch(policy, 10, 30);
        for (int page = 1; page < 100; page++) {
            if (page < 10 || page >= 30) {
                assertThat(policy.evict())
                        .as(say("step3-two-lists-check.victim-pages-10-to-29"))
                        .isEqualTo(page);
            }
            if (page == 60) {
                break;
            }
        }
        assertThat(policy.contains(10))
                .as(say("step3-two-lists-check.page-10-is-still-resident"))
                .isTrue();
        policy.cold(12);
        insertAll(policy, 100, 101);
        demandVictims(policy, say("step3-two-lists-check.victims-go-on-with-the"), 61, 80);
        assertThat(policy.size())
                .as(say("step3-two-lists-check.resident-pages-20-once-active"))
                .isEqualTo(41);
    }

    @Order(3)
    @Check(
            points = 5,
            hints = {
                "Before each look: is the active list longer? Then 32 of its oldest go back, without their accessed bit.",
                "mm/vmscan.c shrink_active_list and inactive_is_low; SWAP_CLUSTER_MAX is 32.",
                "docs/04-lru.md: Two lists"
            },
            requires = "a_page_touched_after_its_second_chance_becomes_active")
    void a_long_active_list_gives_back_its_oldest_by_batches(Parts parts) {
        ReplacementPolicy policy = insertAll(twoLists(parts, 200), 0, 200);
        assertThat(policy.evict()).as(say("step3-two-lists-check.first-victim")).isZero();
        touch(policy, 1, 81);
        demandVictims(policy, say("step3-two-lists-check.pages-1-to-80-are"), 81, 121);
        demandVictims(policy, say("step3-two-lists-check.80-active-79-inactive-1"), 121, 122);
        touch(policy, 5, 6);
        touch(policy, 40, 41);
        demandVictims(policy, say("step3-two-lists-check.the-older-inactive-pages-first"), 122, 200);
        demandVictims(policy, say("step3-two-lists-check.then-the-demoted-ones-which"), 1, 5);
        demandVictims(policy, say("step3-two-lists-check.5-was-touched-after-its"), 6, 65);
        assertThat(policy.contains(5))
                .as(say("step3-two-lists-check.page-5-is-still-resident"))
                .isTrue();
    }

    @Order(4)
    @Check(
            points = 5,
            hints = {
                "Remember for each evicted page the clock of evictions; compare on insert with the active list's length.",
                "mm/workingset.c workingset_refault: refault distance <= workingset size.",
                "docs/04-lru.md: Coming back too soon"
            },
            requires = "a_page_touched_after_its_second_chance_becomes_active")
    void a_page_that_comes_back_soon_becomes_active(Parts parts) {
        ReplacementPolicy unused = insertAll(twoLists(parts, 10), 0, 4);
        unused.cold(2);
        unused.cold(1);
        list(say("step3-two-lists-check.cold-pages-stay"), ints(unused.evict(), unused.evict()), ints(1, 2));
        for (int laterEvictions : new int[] {0, 1, 20}) {
            ReplacementPolicy policy = insertAll(twoLists(parts, 300), 0, 100);
            assertThat(policy.evict())
                    .as(say("step3-two-lists-check.first-victim"))
                    .isZero();
            touch(policy, 1, 11);
            demandVictims(policy, say("step3-two-lists-check.pages-1-to-10-are"), 11, 20);
            demandVictims(policy, say("step3-two-lists-check.the-next-inactive-pages"), 20, 20 + laterEvictions);
            if (laterEvictions == 1) {
                policy.remove(19);
            }
            policy.insert(19);
            policy.insert(200);
            policy.cold(200);
            policy.cold(19);
            demandVictims(policy, say("step3-two-lists-check.the-next-inactive-pages"), 20 + laterEvictions, 100);
            list(
                    switch (laterEvictions) {
                        case 0 -> say("step3-two-lists-check.19-comes-back-at-once");
                        case 1 -> say("step3-two-lists-check.19-was-removed-so-nothing");
                        default -> say("step3-two-lists-check.19-comes-back-after-21");
                    },
                    ints(policy.evict(), policy.evict()),
                    laterEvictions == 0 ? ints(200, 19) : ints(19, 200));
        }
    }

    @Order(5)
    @Check(
            points = 8,
            hints = {
                "The message shows the fewest operations that go wrong: play them on paper.",
                "mm/vmscan.c shrink_inactive_list looks at one page after the other, oldest first.",
                "docs/04-lru.md: Two lists"
            },
            requires = "pages_used_once_go_in_the_order_they_came")
    void two_lists_agree_with_a_plain_model_on_random_operations(Parts parts, Random random) {
        PolicyAgainstModel.play(parts, PolicyKind.TWO_LISTS, random);
        demandNoObjects(twoLists(parts, 1000));
    }

    @Order(6)
    @Check(
            points = 7,
            hints = {
                "A backup reads every file once. LRU throws the working set out for it; what do two lists do?",
                "Pages used once never become active: Documentation/mm of the kernel, and mm/workingset.c's first comment.",
                "docs/04-lru.md: A scan"
            })
    void a_scan_does_not_throw_out_the_working_set(Parts parts) {
        int frames = 400;
        int hot = 150;
        int[] kept = new int[2];
        PolicyKind[] kinds = {PolicyKind.LRU, PolicyKind.TWO_LISTS};
        for (int k = 0; k < kinds.length; k++) {
            ReplacementPolicy policy = parts.replacementPolicy(kinds[k], 10_000);
            int next = 1000;
            for (int round = 0; round < 6; round++) {
                for (int page = 0; page < hot; page++) {
                    use(policy, page, frames);
                }
                for (int i = 0; i < 200; i++) {
                    use(policy, next++, frames);
                }
            }
            for (int i = 0; i < 600; i++) {
                use(policy, next++, frames);
            }
            for (int page = 0; page < hot; page++) {
                kept[k] += policy.contains(page) ? 1 : 0;
            }
        }
        assertThat(kept[0])
                .as(say("step3-two-lists-check.of-150-pages-in-constant"))
                .isZero();
        assertThat(kept[1])
                .as(say("step3-two-lists-check.the-same-for-two-lists"))
                .isEqualTo(hot);
    }

    @Order(7)
    @Check(
            points = 2,
            hints = {
                "Two lists must never have fewer faults than Bélády's rule; a page that is gone is not resident.",
                "Bélády, 1966: evict what is needed again last. It needs the future, so it is only a yardstick.",
                "docs/04-lru.md: The best there can be"
            })
    void two_lists_are_never_better_than_the_optimum(Parts parts, Random random) {
        PolicyAgainstModel.demandPossible(() -> twoLists(parts, 64), random);
        AccessTrace trace = AccessTrace.skewed(random, 60, 3000);
        assertThat(trace.faults(twoLists(parts, 60), 60))
                .as(say("step3-two-lists-check.faults-with-a-frame-for"))
                .isEqualTo(trace.optimum(60));
    }

    private static void use(ReplacementPolicy policy, int page, int frames) {
        if (!policy.touch(page)) {
            if (policy.size() == frames) {
                policy.evict();
            }
            policy.insert(page);
        }
    }
}

package mm.grader.checks.lru;

import static mm.grader.Demand.ints;
import static mm.grader.Demand.list;
import static mm.grader.Labels.say;
import static mm.grader.checks.lru.PolicyFixture.demandNoObjects;
import static mm.grader.checks.lru.PolicyFixture.insertAll;
import static mm.grader.checks.lru.PolicyFixture.lru;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import mm.grader.Check;
import mm.grader.Graded;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** The page whose last use is the longest ago goes. */
@Graded(exercise = Exercise.LRU, step = 1, title = "Exact LRU")
public class Step1ExactLruCheck {
    @Order(1)
    @Check(
            points = 5,
            hints = {
                "A touch makes a page the youngest; evict takes the oldest. Draw the list on paper.",
                "include/linux/list.h list_add and list_del: a doubly linked list whose links are in the page itself.",
                "docs/04-lru.md: A list without objects"
            })
    void the_page_not_used_for_longest_goes_first(Parts parts) {
        ReplacementPolicy lru = insertAll(lru(parts, 6), 0, 4);
        assertThat(lru.touch(0))
                .as(say("step1-exact-lru-check.touch-of-page-0-which"))
                .isTrue();
        assertThat(lru.touch(5))
                .as(say("step1-exact-lru-check.touch-of-page-5-which"))
                .isFalse();
        assertThat(lru.touch(2))
                .as(say("step1-exact-lru-check.touch-of-page-2"))
                .isTrue();
        list(
                say("step1-exact-lru-check.five-evictions-after-insert-0"),
                ints(lru.evict(), lru.evict(), lru.evict(), lru.evict(), lru.evict()),
                ints(1, 3, 0, 2, ReplacementPolicy.NO_PAGE));
        assertThat(lru.size())
                .as(say("step1-exact-lru-check.resident-pages-at-the-end"))
                .isZero();
    }

    @Order(2)
    @Check(
            points = 6,
            hints = {
                "Work through the first ten references by hand, with three frames.",
                "Silberschatz and Tanenbaum both work through such strings; here the counts are fixed by definition.",
                "docs/04-lru.md: Counting faults"
            })
    void the_textbook_strings_have_the_known_fault_counts(Parts parts) {
        assertThat(AccessTrace.TEXTBOOK.faults(lru(parts, 8), 3))
                .as(say("step1-exact-lru-check.lru-faults-of-7-0"))
                .isEqualTo(12);
        assertThat(AccessTrace.BELADY.faults(lru(parts, 8), 3))
                .as(say("step1-exact-lru-check.lru-faults-of-1-2"))
                .isEqualTo(10);
        assertThat(AccessTrace.BELADY.faults(lru(parts, 8), 4))
                .as(say("step1-exact-lru-check.lru-faults-of-1-2-2"))
                .isEqualTo(8);
    }

    @Order(3)
    @Check(
            points = 5,
            hints = {
                "With one frame more, LRU keeps all it kept before, and one page besides.",
                "Mattson and others, 1970: stack algorithms. FIFO is none, hence Bélády's anomaly.",
                "docs/04-lru.md: The stack property"
            })
    void more_frames_never_cause_more_faults(Parts parts, Random random) {
        for (int round = 0; round < 10; round++) {
            AccessTrace.skewed(random, 30, 600).demand(trace -> demandStack(parts, trace));
        }
    }

    private static void demandStack(Parts parts, AccessTrace trace) {
        int before = trace.references().length; // without a frame, each is a fault
        for (int frames = 1; frames <= 30; frames++) {
            int faults = trace.faults(lru(parts, 30), frames);
            assertThat(faults)
                    .as(say("step1-exact-lru-check.faults-with-frames-after-with", frames, before))
                    .isBetween(trace.optimum(frames), before);
            before = faults;
        }
        assertThat(before)
                .as(say("step1-exact-lru-check.faults-with-a-frame-for"))
                .isEqualTo((int) IntStream.of(trace.references()).distinct().count());
    }

    @Order(4)
    @Check(
            points = 3,
            hints = {
                "The answer must not depend on how many pages there are: no search, no map of objects.",
                "The kernel moves a page with four stores, however long the list.",
                "docs/04-lru.md: A list without objects"
            },
            requires = "the_page_not_used_for_longest_goes_first")
    void half_a_million_pages_are_no_problem(Parts parts, Random random) {
        demandNoObjects(lru(parts, 1000));
        int pages = 500_000;
        int frames = 100_000;
        int references = 400_000;
        ReplacementPolicy lru = lru(parts, pages);
        int[] log = new int[references];
        int[] lastUse = new int[pages];
        Arrays.fill(lastUse, -1);
        int resident = 0;
        int oldest = 0; // no resident page was used last before this
        for (int i = 0; i < references; i++) {
            int dice = random.nextInt();
            int page = (dice >>> 1) % (dice < 0 ? pages : frames / 2);
            boolean expected = lastUse[page] >= 0;
            boolean touched = lru.touch(page);
            if (touched != expected) {
                assertThat(touched)
                        .as(say("step1-exact-lru-check.reference-page-is-it-resident", i, page))
                        .isEqualTo(expected);
            }
            if (!expected) {
                if (resident == frames) {
                    while (lastUse[log[oldest]] != oldest) {
                        oldest++;
                    }
                    int victim = lru.evict();
                    if (victim != log[oldest]) {
                        assertThat(victim)
                                .as(say("step1-exact-lru-check.reference-the-victim", i))
                                .isEqualTo(log[oldest]);
                    }
                    lastUse[log[oldest]] = -1;
                    resident--;
                }
                lru.insert(page);
                resident++;
            }
            log[i] = page;
            lastUse[page] = i;
        }
    }

    @Order(5)
    @Check(
            points = 6,
            hints = {
                "Also cold (next victim), remove (gone) and evict(page). None may break the list.",
                "mm/swap.c lru_deactivate; a page in no list has links that say so.",
                "docs/04-lru.md: A list without objects"
            },
            requires = "the_page_not_used_for_longest_goes_first")
    void exact_lru_agrees_with_a_plain_model_on_random_operations(Parts parts, Random random) {
        PolicyAgainstModel.play(parts, PolicyKind.LRU, random);
    }
}

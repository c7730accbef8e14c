package mm.grader.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.text.Texts;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reference strings of textbooks have the faults that textbooks print, for 1 to 7 frames. */
final class TextbookTest {
    private static final int[] SEVENS = {7, 0, 1, 2, 0, 3, 0, 4, 2, 3, 0, 3, 2, 1, 2, 0, 1, 7, 0, 1};
    private static final int[] BELADY = {1, 2, 3, 4, 1, 2, 5, 1, 2, 3, 4, 5};

    private final Parts parts = new LoadedParts(KitHome.reference());

    private ReplacementPolicy make(String policy, int[] references, long seed) {
        PageSequence all = new PageSequence();
        IntStream.of(references).forEach(all::add);
        return PolicyChoice.of(policy).make(parts, all, 100, seed);
    }

    private long faults(String policy, int[] references, int frames) {
        Simulation simulation = new Simulation(policy, make(policy, references, 1), frames);
        IntStream.of(references).forEach(simulation::reference);
        return simulation.faults();
    }

    @ParameterizedTest
    @CsvSource({
        "fifo, 20 15 15 10 9 6 6, 12 12 9 10 5 5 5",
        "lru, 20 17 12 8 7 6 6, 12 12 10 8 5 5 5",
        "opt, 20 13 9 8 7 6 6, 12 9 7 6 5 5 5",
        "clock, 20 15 14 9 9 6 6, 12 12 9 10 5 5 5",
        "clock=1, 20 15 14 9 9 6 6, 12 12 9 10 5 5 5",
        "clock=2, 20 17 13 8 7 6 6, 12 12 9 7 5 5 5"
    })
    void the_standard_strings_have_exactly_these_faults(String policy, String sevens, String belady) {
        for (int frames = 1; frames <= 7; frames++) {
            assertThat(faults(policy, SEVENS, frames))
                    .as("%s, 7 0 1 2, %d", policy, frames)
                    .isEqualTo(Long.parseLong(sevens.split(" ")[frames - 1]));
            assertThat(faults(policy, BELADY, frames))
                    .as("%s, 1 2 3 4, %d", policy, frames)
                    .isEqualTo(Long.parseLong(belady.split(" ")[frames - 1]));
        }
    }

    @Test
    void nothing_has_fewer_faults_than_opt_and_one_bit_is_the_plain_clock() {
        Random random = new Random(6);
        for (int round = 0; round < 60; round++) {
            int pages = 2 + random.nextInt(20);
            int[] references = random.ints(300, 0, pages).toArray();
            int frames = 1 + random.nextInt(pages);
            long best = faults("opt", references, frames);
            assertThat(best).isEqualTo(optByHand(references, frames));
            for (String policy : List.of("fifo", "lru", "clock", "two-lists", "random", "clock=1", "clock=3")) {
                assertThat(faults(policy, references, frames)).as(policy).isGreaterThanOrEqualTo(best);
            }
            assertThat(faults("clock=1", references, frames)).isEqualTo(faults("clock", references, frames));
        }
    }

    /** Looks forward from each fault, which takes long but cannot be wrong. */
    private static long optByHand(int[] references, int frames) {
        List<Integer> resident = new ArrayList<>();
        long faults = 0;
        for (int i = 0; i < references.length; i++) {
            if (resident.contains(references[i])) {
                continue;
            }
            faults++;
            if (resident.size() == frames) {
                int now = i;
                Integer victim = resident.stream()
                        .max((a, b) -> Integer.compare(next(references, now, a), next(references, now, b)))
                        .orElseThrow();
                resident.remove(victim);
            }
            resident.add(references[i]);
        }
        return faults;
    }

    private static int next(int[] references, int from, int page) {
        return IntStream.range(from + 1, references.length)
                .filter(i -> references[i] == page)
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    @Test
    void random_is_the_same_for_a_seed_and_another_for_another() {
        int[] references = new Random(2).ints(2000, 0, 40).toArray();
        assertThat(victims(references, 7)).isEqualTo(victims(references, 7)).isNotEqualTo(victims(references, 8));
    }

    private List<Integer> victims(int[] references, long seed) {
        ReplacementPolicy policy = make("random", references, seed);
        List<Integer> victims = new ArrayList<>();
        for (int page : references) {
            if (!policy.touch(page)) {
                if (policy.size() == 10) {
                    victims.add(policy.evict());
                }
                policy.insert(page);
            }
        }
        return victims;
    }

    @Test
    void the_steps_are_drawn_as_in_textbooks() {
        PageSequence all = new PageSequence();
        IntStream.of(BELADY).forEach(all::add);
        List<Long> names = LongStream.range(0, 10).boxed().toList();
        assertThat(StepTable.of("fifo", make("fifo", BELADY, 1), 3, all, names, Texts.english()))
                .containsExactly(
                        "fifo, 3 frames: 9 faults, 3 hits",
                        "page           1 2 3 4 1 2 5 1 2 3 4 5",
                        "frame 1        1 1 1 4 4 4 5 5 5 5 5 5",
                        "frame 2          2 2 2 1 1 1 1 1 3 3 3",
                        "frame 3            3 3 3 2 2 2 2 2 4 4",
                        "hit +, fault F F F F F F F F + + F F +",
                        "goes                 1 2 3 4     1 2",
                        "");
    }

    @Test
    void an_unknown_policy_is_told_which_there_are() {
        for (String wrong : List.of("mru", "clock=0", "clock=8", "clock=x", "LRU", "")) {
            assertThatThrownBy(() -> PolicyChoice.of(wrong))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("'" + wrong + "' is not a policy; there are lru, clock, two-lists, fifo");
        }
    }
}

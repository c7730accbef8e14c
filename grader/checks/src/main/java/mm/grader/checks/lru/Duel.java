package mm.grader.checks.lru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** Plays the same random operations on a policy and on the naive model of it, and shows the first difference. */
final class Duel {
    private static final int SHOWN = 12;

    private final ReplacementPolicy student;
    private final ReplacementPolicy model;
    private final List<String> history = new ArrayList<>();

    private Duel(Parts parts, PolicyKind kind, int pages) {
        student = parts.replacementPolicy(kind, pages);
        model = new Naive(kind);
    }

    /** Plays many rounds with memories of few and of many pages. */
    static void play(Parts parts, PolicyKind kind, Random random) {
        for (int round = 0; round < 40; round++) {
            int pages = 2 + random.nextInt(round < 20 ? 8 : 300);
            new Duel(parts, kind, pages).round(random, pages);
        }
    }

    private void round(Random random, int pages) {
        for (int step = 0; step < 60 + 4 * pages; step++) {
            int page = random.nextInt(pages);
            int dice = random.nextInt(100);
            if (dice < 45) {
                use(page);
            } else if (dice < 65) {
                use(random.nextInt(1 + pages / 6));
            } else if (dice < 85) {
                same("evict()", ReplacementPolicy::evict);
            } else if (dice < 90) {
                same("evict(" + page + ")", policy -> run(() -> policy.evict(page)));
            } else if (dice < 95) {
                same("cold(" + page + ")", policy -> run(() -> policy.cold(page)));
            } else {
                same("remove(" + page + ")", policy -> run(() -> policy.remove(page)));
            }
            same("size()", ReplacementPolicy::size);
            same("contains(" + page + ")", policy -> policy.contains(page));
        }
        for (int left = model.size(); left >= 0; left--) {
            same("evict()", ReplacementPolicy::evict);
        }
    }

    private void use(int page) {
        if (same("touch(" + page + ")", policy -> policy.touch(page)).equals(false)) {
            same("insert(" + page + ")", policy -> run(() -> policy.insert(page)));
        }
    }

    private static String run(Runnable runnable) {
        runnable.run();
        return "";
    }

    private Object same(String what, Function<ReplacementPolicy, Object> call) {
        Object expected = call.apply(model);
        Object answer = call.apply(student);
        if (!what.startsWith("size") && !what.startsWith("contains")) {
            history.add(what + (expected.equals("") ? "" : " = " + expected));
        }
        if (!answer.equals(expected)) {
            List<String> last = history.subList(Math.max(0, history.size() - SHOWN), history.size());
            fail(
                    "%s answered %s, a plain model of the policy %s; the last of %d operations before (with the model's"
                            + " answers): %s",
                    what, answer, expected, history.size(), String.join(", ", last));
        }
        return expected;
    }

    /** Demands that a policy has no fewer faults than are possible, and only the first ones where nothing must go. */
    static void demandPossible(Supplier<ReplacementPolicy> policy, Random random) {
        for (int round = 0; round < 12; round++) {
            Trace trace = Trace.skewed(random, 10 + random.nextInt(40), 400);
            for (int frames = 1; frames <= 10; frames += 3) {
                int faults = trace.faults(policy.get(), frames);
                assertThat(faults)
                        .as(
                                "faults of a random trace with %d frames; no policy can do better than Bélády's rule",
                                frames)
                        .isGreaterThanOrEqualTo(trace.optimum(frames));
            }
            assertThat(trace.faults(policy.get(), trace.pages()))
                    .as("faults of a random trace with a frame for each page: one for each page used")
                    .isEqualTo(trace.optimum(trace.pages()));
        }
    }
}

package mm.grader.checks.lru;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import mm.grader.FailureMinimizer;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** Plays the same random operations on a policy and on the naive model of it, and shows the first difference. */
final class PolicyAgainstModel {
    private final ReplacementPolicy student;
    private final ReplacementPolicy model;

    /** A call, or the two that a use of a page is: touch, and insert if it is not resident. */
    private static final class Op {
        private final String name;
        private final int page;
        /** The calls that it was when it was played last. */
        private String calls;

        Op(String name, int page) {
            this.name = name;
            this.page = page;
            calls = name.endsWith("()") ? name : name + "(" + page + ")";
        }

        String name() {
            return name;
        }

        int page() {
            return page;
        }

        @Override
        public String toString() {
            return calls;
        }
    }

    private PolicyAgainstModel(Parts parts, PolicyKind kind, int pages) {
        student = parts.replacementPolicy(kind, pages);
        model = new NaivePolicy(kind);
    }

    /** Plays many rounds with memories of few and of many pages; shows the fewest operations of a round that goes wrong. */
    static void play(Parts parts, PolicyKind kind, Random random) {
        for (int round = 0; round < 40; round++) {
            int pages = 2 + random.nextInt(round < 20 ? 8 : 300);
            List<Op> operations = new ArrayList<>();
            for (int step = 0; step < 60 + 4 * pages; step++) {
                operations.add(operation(random, pages));
            }
            FailureMinimizer.play(
                    "new " + kind.className() + "(" + pages + ")",
                    operations,
                    some -> new PolicyAgainstModel(parts, kind, pages).round(some));
        }
    }

    /** The same with {@code reclaim} among the operations, and memories that are large enough for its passes. */
    static void playReclaims(Parts parts, Random random) {
        for (int round = 0; round < 30; round++) {
            int pages = 2 + random.nextInt(round < 10 ? 8 : round < 25 ? 300 : 1500);
            List<Op> operations = new ArrayList<>();
            for (int step = 0; step < 60 + 4 * pages; step++) {
                switch (random.nextInt(80)) {
                    case 0, 1 -> operations.add(reclaim(random, pages));
                    case 2, 3 -> operations.add(new Op("gatherCounters()", 0));
                    case 4 -> operations.addAll(adviceAndReclaim(random, pages));
                    default -> operations.add(useOrAdvice(random, pages));
                }
            }
            FailureMinimizer.play(
                    "new " + PolicyKind.TWO_LISTS.className() + "(" + pages + ")",
                    operations,
                    some -> new PolicyAgainstModel(parts, PolicyKind.TWO_LISTS, pages).round(some));
        }
    }

    /**
     * The same where a page is taken out that is gone already, between two calls of reclaim: the counters do not learn of
     * it what the first has done.
     */
    static void playRemovals(Parts parts, Random random) {
        for (int round = 0; round < 20; round++) {
            int pages = 60 + random.nextInt(300);
            List<Op> operations = new ArrayList<>();
            for (int step = 0; step < 4 * pages; step++) {
                if (random.nextInt(12) > 0) {
                    operations.add(useOrAdvice(random, pages));
                } else {
                    operations.add(reclaim(random, pages));
                    operations.add(new Op("remove", random.nextInt(pages)));
                    operations.add(reclaim(random, pages));
                }
            }
            FailureMinimizer.play(
                    "new " + PolicyKind.TWO_LISTS.className() + "(" + pages + ")",
                    operations,
                    some -> new PolicyAgainstModel(parts, PolicyKind.TWO_LISTS, pages).round(some));
        }
    }

    private static Op reclaim(Random random, int pages) {
        return new Op("reclaim", 1 + random.nextInt(Math.min(ReplacementPolicy.BATCH, pages - 1)));
    }

    /** A call of reclaim right after advice about many pages, which changes how long the lists are. */
    private static List<Op> adviceAndReclaim(Random random, int pages) {
        List<Op> operations = new ArrayList<>();
        String advice = random.nextBoolean() ? "cold" : "evict";
        int first = random.nextInt(pages);
        for (int page = first; page < pages && page <= first + pages / 4; page++) {
            operations.add(new Op(advice, page));
        }
        operations.add(reclaim(random, pages));
        return operations;
    }

    private static Op useOrAdvice(Random random, int pages) {
        Op operation = operation(random, pages);
        return operation.name().equals("evict()") ? new Op("use", operation.page()) : operation;
    }

    private static Op operation(Random random, int pages) {
        int page = random.nextInt(pages);
        int dice = random.nextInt(100);
        if (dice < 65) {
            return new Op("use", dice < 45 ? page : random.nextInt(1 + pages / 6));
        }
        return new Op(dice < 85 ? "evict()" : dice < 90 ? "evict" : dice < 95 ? "cold" : "remove", page);
    }

    private void round(List<Op> operations) {
        for (Op operation : operations) {
            int page = operation.page();
            String call = operation.toString();
            switch (operation.name()) {
                case "use" -> use(operation, page);
                case "evict()" -> same(call, ReplacementPolicy::evict);
                case "evict" -> same(call, policy -> run(() -> policy.evict(page)));
                case "reclaim" -> same(call, policy -> reclaim(policy, page));
                case "gatherCounters()" -> same(call, policy -> run(policy::gatherCounters));
                case "cold" -> same(call, policy -> run(() -> policy.cold(page)));
                default -> same(call, policy -> run(() -> policy.remove(page)));
            }
            same("size()", ReplacementPolicy::size);
            same("contains(" + page + ")", policy -> policy.contains(page));
        }
        for (int left = model.size(); left >= 0; left--) {
            same("evict()", ReplacementPolicy::evict);
        }
    }

    private void use(Op operation, int page) {
        operation.calls = "touch(" + page + ")";
        if (same("touch(" + page + ")", policy -> policy.touch(page)).equals(false)) {
            operation.calls = "touch(" + page + "), insert(" + page + ")";
            same("insert(" + page + ")", policy -> run(() -> policy.insert(page)));
        }
    }

    /** Returns how many went, and which. */
    private static String reclaim(ReplacementPolicy policy, int wanted) {
        List<Integer> evicted = new ArrayList<>();
        int gone = policy.reclaim(wanted, evicted::add);
        return gone + " " + evicted;
    }

    private static String run(Runnable runnable) {
        runnable.run();
        return "";
    }

    private Object same(String what, Function<ReplacementPolicy, Object> call) {
        Object expected = call.apply(model);
        Object answer = call.apply(student);
        if (!answer.equals(expected)) {
            fail(say("policy-against-model.answered-a-plain-model-of", what, answer, expected));
        }
        return expected;
    }

    /** Demands that a policy has no fewer faults than are possible, and only the first ones where nothing must go. */
    static void demandPossible(Supplier<ReplacementPolicy> policy, Random random) {
        for (int round = 0; round < 12; round++) {
            AccessTrace.skewed(random, 10 + random.nextInt(40), 400).demand(trace -> demandPossible(policy, trace));
        }
    }

    private static void demandPossible(Supplier<ReplacementPolicy> policy, AccessTrace trace) {
        for (int frames = 1; frames <= 10; frames += 3) {
            int faults = trace.faults(policy.get(), frames);
            assertThat(faults)
                    .as(say("policy-against-model.faults-of-a-random-trace", frames))
                    .isGreaterThanOrEqualTo(trace.optimum(frames));
        }
        assertThat(trace.faults(policy.get(), trace.pages()))
                .as(say("policy-against-model.faults-of-a-random-trace-2"))
                .isEqualTo(trace.optimum(trace.pages()));
    }
}

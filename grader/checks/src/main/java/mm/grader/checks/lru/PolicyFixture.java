package mm.grader.checks.lru;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** The policies under test, and what brings one into the state that a check begins with. */
final class PolicyFixture {
    private static final int RESIDENT = 1000;
    private static final int ROUNDS = 5000;
    private static final int CALLS = 3 * ROUNDS;
    private static final long SMALLEST_OBJECT = 16;

    private PolicyFixture() {}

    static ReplacementPolicy lru(Parts parts, int pages) {
        return parts.replacementPolicy(PolicyKind.LRU, pages);
    }

    static ReplacementPolicy clock(Parts parts, int pages) {
        return parts.replacementPolicy(PolicyKind.CLOCK, pages);
    }

    static ReplacementPolicy twoLists(Parts parts, int pages) {
        return parts.replacementPolicy(PolicyKind.TWO_LISTS, pages);
    }

    /** Inserts the pages from one to another, exclusive, in their order. */
    static ReplacementPolicy insertAll(ReplacementPolicy policy, int from, int to) {
        for (int page = from; page < to; page++) {
            policy.insert(page);
        }
        return policy;
    }

    /** Demands that calls make no objects: less than the smallest one each, as an array may be made anew now and then. */
    static void demandNoObjects(ReplacementPolicy policy) {
        insertAll(policy, 0, RESIDENT);
        work(policy);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes(); // what its first call makes is not the student's
        long before = threads.getCurrentThreadAllocatedBytes();
        work(policy);
        long made = threads.getCurrentThreadAllocatedBytes() - before;
        assertThat(made < SMALLEST_OBJECT * CALLS ? 0 : made)
                .as(say("policy-fixture.bytes-of-objects", CALLS))
                .isZero();
    }

    private static void work(ReplacementPolicy policy) {
        for (int round = 0; round < ROUNDS; round++) {
            policy.touch(round % RESIDENT);
            policy.insert(policy.evict());
        }
    }
}

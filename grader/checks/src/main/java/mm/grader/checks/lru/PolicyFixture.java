package mm.grader.checks.lru;

import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** The policies under test, and what brings one into the state that a check begins with. */
final class PolicyFixture {
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
}

package mm.grader.checks.lru;

import mm.lru.ReplacementPolicy;

/** What brings a policy into the state that a check begins with. */
final class PolicyFixture {
    private PolicyFixture() {}

    /** Inserts the pages from one to another, exclusive, in their order. */
    static void insertAll(ReplacementPolicy policy, int from, int to) {
        for (int page = from; page < to; page++) {
            policy.insert(page);
        }
    }
}

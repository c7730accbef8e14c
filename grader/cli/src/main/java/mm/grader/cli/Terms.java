package mm.grader.cli;

/**
 * The terms on which a submission is graded.
 *
 * @param limits what it may use up
 * @param sandbox the walls around the child
 * @param seed the seed of the random cases
 * @param police whether the allow-list is enforced; without it only the tests run, to see what the child withstands
 * @param screens whether to show the machine made of the parts at the end
 * @param cases the cases that an instructor holds back
 */
record Terms(Limits limits, Sandbox sandbox, long seed, boolean police, boolean screens, HeldBack cases) {
    /** The terms of {@code mm grade}. */
    static Terms of(Limits limits, Sandbox sandbox, long seed) {
        return new Terms(limits, sandbox, seed, true, true, HeldBack.NOTHING);
    }

    Terms withCases(HeldBack newCases) {
        return new Terms(limits, sandbox, seed, police, screens, newCases);
    }

    Terms withoutScreens() {
        return new Terms(limits, sandbox, seed, police, false, cases);
    }

    Terms withoutPolice() {
        return new Terms(limits, sandbox, seed, false, screens, cases);
    }
}

package mm.grader.grade;

import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;

/**
 * The terms on which a submission is graded.
 *
 * @param limits what it may use up
 * @param sandbox the walls around the child
 * @param seed the seed of the random cases
 * @param allowList whether the allow-list is enforced; without it only the tests run, to see what the child withstands
 * @param screens whether to show the machine made of the parts at the end
 * @param cases the cases that an instructor holds back
 */
public record GradingOptions(
        Limits limits, Sandbox sandbox, long seed, boolean allowList, boolean screens, HeldBack cases) {
    /** The terms of {@code mm grade}. */
    public static GradingOptions of(Limits limits, Sandbox sandbox, long seed) {
        return new GradingOptions(limits, sandbox, seed, true, true, HeldBack.NOTHING);
    }

    /** Returns these terms with other cases held back. */
    public GradingOptions withCases(HeldBack newCases) {
        return new GradingOptions(limits, sandbox, seed, allowList, screens, newCases);
    }

    /** Returns these terms without the machine at the end. */
    public GradingOptions withoutScreens() {
        return new GradingOptions(limits, sandbox, seed, allowList, false, cases);
    }

    /** Returns these terms with the allow-list not enforced: for tests of what the child withstands. */
    public GradingOptions withoutAllowList() {
        return new GradingOptions(limits, sandbox, seed, false, screens, cases);
    }
}

package mm.grader.facts;

import java.util.List;

/**
 * What a machine answered to a claim.
 *
 * @param claim the claim
 * @param answer what the probe printed; the reason if it was skipped
 * @param verdict what follows
 * @param reasons why the answer may differ
 */
public record Finding(Claim claim, String answer, Verdict verdict, List<String> reasons) {
    /** Whether the handbook is right about a machine. */
    public enum Verdict {
        /** The answer is what the handbook says. */
        AGREES("agrees"),
        /** It is another, and a condition that holds here says why. */
        EXPLAINED("differs for a reason"),
        /** It is another, and nothing says why. */
        DIFFERS("DIFFERS"),
        /** The machine could not be asked, as a right or a device is missing. */
        SKIPPED("skipped");

        private final String title;

        Verdict(String title) {
            this.title = title;
        }

        /** Returns the word for it. */
        public String title() {
            return title;
        }
    }

    /** Judges an answer. */
    static Finding of(Claim claim, Probe.Answer answer, Settings settings) {
        if (answer.isSkipped()) {
            return new Finding(claim, answer.text(), Verdict.SKIPPED, List.of());
        }
        if (claim.isMetBy(answer.text())) {
            return new Finding(claim, answer.text(), Verdict.AGREES, List.of());
        }
        List<String> reasons = claim.conditions().stream()
                .filter(condition -> condition.holds(settings))
                .map(Condition::reason)
                .toList();
        return new Finding(claim, answer.text(), reasons.isEmpty() ? Verdict.DIFFERS : Verdict.EXPLAINED, reasons);
    }
}

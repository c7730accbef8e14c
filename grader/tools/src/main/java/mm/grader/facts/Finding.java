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
public record Finding(Claim claim, String answer, Verdict verdict, List<Sentence> reasons) {
    /** Whether the handbook is right about a machine. */
    public enum Verdict {
        /** The answer is what the handbook says. */
        AGREES("facts.agrees"),
        /** It is another, and a condition that holds here says why. */
        EXPLAINED("facts.explained"),
        /** It is another, and nothing says why. */
        DIFFERS("facts.differs"),
        /** The machine could not be asked, as a right or a device is missing. */
        SKIPPED("facts.skipped");

        private final String key;

        Verdict(String key) {
            this.key = key;
        }

        /** Returns the key of the word for it. */
        public String key() {
            return key;
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
        List<Sentence> reasons = claim.conditions().stream()
                .filter(condition -> condition.holds(settings))
                .map(Condition::reason)
                .toList();
        return new Finding(claim, answer.text(), reasons.isEmpty() ? Verdict.DIFFERS : Verdict.EXPLAINED, reasons);
    }
}

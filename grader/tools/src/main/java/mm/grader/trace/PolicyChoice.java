package mm.grader.trace;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.UserError;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** A policy by its name in the command: one of exercise 04, or one that is only there to compare with. */
public final class PolicyChoice {
    private static final Pattern CLOCK_BITS = Pattern.compile("clock=([1-7])");

    private final String name;

    private PolicyChoice(String name) {
        this.name = name;
    }

    /**
     * Finds a policy.
     *
     * @throws UserError if there is none of that name
     */
    public static PolicyChoice of(String name) {
        return find(name).orElseThrow(() -> UserError.of("policy-choice.is-not-a-policy-there", name));
    }

    /** Finds a policy, if there is one of that name. */
    public static Optional<PolicyChoice> find(String name) {
        boolean isStudents = Arrays.stream(PolicyKind.values()).anyMatch(kind -> name.equals(kind.toString()));
        boolean isOurs = name.matches("fifo|opt|random");
        boolean isKnown = isStudents || isOurs || CLOCK_BITS.matcher(name).matches();
        return isKnown ? Optional.of(new PolicyChoice(name)) : Optional.empty();
    }

    /** Tells whether it has to know all references beforehand. */
    public boolean needsFuture() {
        return name.equals("opt");
    }

    /**
     * Makes the policy with an empty memory.
     *
     * @param parts of which exercise 04's are made
     * @param future all references, if it needs them
     * @param pages most different pages
     * @param seed of what is random
     */
    public ReplacementPolicy make(Parts parts, PageSequence future, int pages, long seed) {
        Matcher bits = CLOCK_BITS.matcher(name);
        if (bits.matches()) {
            return new CountingClock(pages, Integer.parseInt(bits.group(1)));
        }
        return switch (name) {
            case "fifo" -> new Fifo();
            case "opt" -> new Optimal(future.pages(), pages);
            case "random" -> new RandomPolicy(pages, seed);
            default -> parts.replacementPolicy(PolicyKind.of(name), pages);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}

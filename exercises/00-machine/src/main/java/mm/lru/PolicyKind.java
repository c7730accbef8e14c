package mm.lru;

import mm.text.ArgumentError;

/** The policies that students write, by the names that commands and machines use for them. */
public enum PolicyKind {
    /** Least recently used, exactly. */
    LRU("lru", "ExactLru"),
    /** A hand and a bit for each page. */
    CLOCK("clock", "Clock"),
    /** Linux's active and inactive lists. */
    TWO_LISTS("two-lists", "TwoLists");

    private final String option;
    private final String className;

    PolicyKind(String option, String className) {
        this.option = option;
        this.className = className;
    }

    /** Returns the name in commands, for example {@code two-lists}. */
    @Override
    public String toString() {
        return option;
    }

    /** Returns the name of the class in {@code mm.lru} that students write. */
    public String className() {
        return className;
    }

    /**
     * Finds a policy by its name in commands.
     *
     * @throws IllegalArgumentException if there is no such policy
     */
    public static PolicyKind of(String option) {
        for (PolicyKind kind : values()) {
            if (kind.option.equals(option)) {
                return kind;
            }
        }
        throw new ArgumentError("policy.unknown", option);
    }
}

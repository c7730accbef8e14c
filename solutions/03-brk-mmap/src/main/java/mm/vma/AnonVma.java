package mm.vma;

/**
 * Where reclaim finds the anonymous pages of a VMA ({@code anon_vma}): here only its identity matters. VMAs that were one
 * VMA share it.
 */
final class AnonVma {
    /** Whether a fork made it: its list then begins with that of the parent. */
    final boolean inherited;

    // GIVEN
    AnonVma(boolean inherited) {
        this.inherited = inherited;
    }

    /** Tells whether VMAs with these two (null for none) may become one ({@code is_mergeable_anon_vma}). */
    static boolean compatible(AnonVma a, AnonVma b) {
        return a == b || (a == null && !b.inherited) || (b == null && !a.inherited);
    }

    /** Tells whether a VMA without one may take this one, which is that of a neighbour. */
    static boolean isReusable(AnonVma neighbours) {
        return neighbours != null && !neighbours.inherited;
    }
}

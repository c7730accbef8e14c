package mm.pagetable;

/** Addresses from first to last, unsigned. The end 0 is 2^64, which only the last address before it can express. */
record Span(long first, long last) {
    static Span of(long start, long end) {
        return new Span(start, end - 1);
    }

    boolean isEmpty() {
        return Long.compareUnsigned(first, last) > 0;
    }

    /** Returns what both have. */
    Span and(Span other) {
        return new Span(
                Long.compareUnsigned(first, other.first) > 0 ? first : other.first,
                Long.compareUnsigned(last, other.last) < 0 ? last : other.last);
    }

    boolean covers(Span other) {
        return and(other).equals(other);
    }
}

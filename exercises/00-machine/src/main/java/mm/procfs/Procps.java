package mm.procfs;

import mm.text.ArgumentError;

/** The two generations of procps-ng whose screens students meet; they differ in formulas and in widths. */
public enum Procps {
    /**
     * 3.3.12 (Debian 9; CentOS 7's 3.3.10 prints the same screens but counts the whole slab as cache): what is used is
     * total - free - buffers - cache.
     */
    V3,
    /** 4.0.2 (Debian 12): what is used is total - available. The default. */
    V4;

    /**
     * Returns the generation that {@code --procps} names.
     *
     * @throws IllegalArgumentException if it is neither 3 nor 4
     */
    public static Procps of(String text) {
        return switch (text) {
            case "3" -> V3;
            case "4" -> V4;
            default -> throw new ArgumentError("procps.not-3-or-4", text);
        };
    }
}

package mm.procfs;

/** The two generations of procps-ng whose screens students meet. */
public enum Procps {
    /**
     * 3.3.11 to 3.3.15 (Debian 9 and 10, Ubuntu 18.04): what is used is total - free - buffers - cache. CentOS 7 has
     * 3.3.10, whose screens are these but for {@code free -h}, which there prints {@code K} for {@code Ki}.
     */
    V3,
    /** 4.0.x up to 4.0.2 (Debian 12): what is used is total - available. The default. */
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
            default -> throw new IllegalArgumentException("--procps takes 3 or 4, not '" + text + "'");
        };
    }
}

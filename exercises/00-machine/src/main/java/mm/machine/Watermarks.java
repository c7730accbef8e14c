package mm.machine;

import mm.text.ArgumentError;

/**
 * The levels of free memory at which the kernel acts, in frames.
 *
 * @param min below it only the kernel itself may allocate; others must reclaim first
 * @param low below it background reclaim starts
 * @param high at it background reclaim stops
 * @linux mm/page_alloc.c __setup_per_zone_wmarks
 */
public record Watermarks(int min, int low, int high) {
    /** No watermarks: the last frame goes to whoever asks. */
    public static final Watermarks NONE = new Watermarks(0, 0, 0);

    private static final int FACTOR = 16;

    /** Checks that the levels ascend. */
    public Watermarks {
        if (min < 0 || low < min || high < low) {
            throw new ArgumentError("watermarks.not-ascending", min, low, high);
        }
    }

    /** Returns the watermarks above a min watermark as Linux sets them: low is a quarter above it, and high a half. */
    public static Watermarks above(int min) {
        return new Watermarks(min, min + min / 4, min + min / 2);
    }

    /**
     * Returns the watermarks Linux gives a machine of this size: {@code min_free_kbytes} is 4 times the square root of
     * the memory in kB.
     *
     * @linux mm/page_alloc.c calculate_min_free_kbytes
     */
    public static Watermarks forFrames(int frames) {
        double kb = (double) frames * PhysicalMemory.PAGE_KB;
        return above((int) Math.sqrt(kb * FACTOR) / PhysicalMemory.PAGE_KB);
    }
}

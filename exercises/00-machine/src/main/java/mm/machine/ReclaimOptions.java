package mm.machine;

import mm.lru.PolicyKind;
import mm.text.ArgumentError;

/**
 * How a machine reclaims memory.
 *
 * @param policy the replacement policy, one instance for anonymous pages and one for file pages; null if nothing is
 *     reclaimed
 * @param swapSlots slots of the swap area, the header included; 0 for none
 * @param latency of the swap device
 * @param swappiness 0 to 200: how many of 200 evictions take an anonymous page; the others take a file page, as long as
 *     there are both; 0 takes anonymous pages only when no file page is left. 60 is Linux's default
 * @linux mm/vmscan.c get_scan_count
 */
public record ReclaimOptions(PolicyKind policy, int swapSlots, BlockDevice.Latency latency, int swappiness) {
    /** Linux's default swappiness. */
    public static final int DEFAULT_SWAPPINESS = 60;

    /** The sum of what anonymous and file pages get. */
    public static final int MAX_SWAPPINESS = 200;

    /** Nothing is reclaimed. */
    public static final ReclaimOptions NONE = new ReclaimOptions(null, 0, BlockDevice.Latency.SSD, DEFAULT_SWAPPINESS);

    /** Checks the range of the swappiness. */
    public ReclaimOptions {
        if (swappiness < 0 || swappiness > MAX_SWAPPINESS) {
            throw new ArgumentError("swappiness.out-of-range", swappiness);
        }
    }

    /** Tells whether nothing is reclaimed. */
    public boolean isNone() {
        return policy == null;
    }

    /** Returns Linux's choices, with a solid-state drive to swap to. */
    public static ReclaimOptions swap(int swapSlots) {
        return new ReclaimOptions(PolicyKind.TWO_LISTS, swapSlots, BlockDevice.Latency.SSD, DEFAULT_SWAPPINESS);
    }
}

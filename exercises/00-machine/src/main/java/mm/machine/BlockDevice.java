package mm.machine;

/**
 * A block device: keeps pages, counts what it does, and says how long it would have taken.
 *
 * <p>Time is simulated: {@link #busyNanos()} adds up what each transfer costs, and nobody waits. A transfer costs
 * {@code transferNanos}, and {@code seekNanos} more unless it is at the page after the previous one. Memory answers in
 * about 100 ns, so the device is what makes swapping slow.
 *
 * <p>Pages never written read as zeros. Footprint: a page of content for each page written that is not all zeros.
 *
 * @linux include/linux/blk_types.h bio
 */
public final class BlockDevice {

    private final long[][] pages;
    private final Latency latency;
    private long reads;
    private long writes;
    private long seeks;
    private long busyNanos;
    private int next = -1;

    /**
     * What a transfer costs, in nanoseconds.
     *
     * @param seekNanos to get to another place
     * @param transferNanos to move one page
     */
    public record Latency(long seekNanos, long transferNanos) {
        /** A disk: 5 ms to move the arm and wait for the sector, 27 microseconds a page at 150 MB/s. */
        public static final Latency DISK = new Latency(5_000_000, 27_000);
        /** A solid-state drive: 80 microseconds, wherever. */
        public static final Latency SSD = new Latency(0, 80_000);
        /** Compressed memory (zram): 4 microseconds, wherever. */
        public static final Latency ZRAM = new Latency(0, 4_000);
    }

    /** Makes a device. */
    public BlockDevice(int pages, Latency latency) {
        this.pages = new long[pages][];
        this.latency = latency;
    }

    /** Returns the number of pages it has. */
    public int pages() {
        return pages.length;
    }

    /** Writes the content of a frame to a page of the device. */
    public void write(int page, PhysicalMemory memory, int pfn) {
        pages[page] = memory.content(pfn);
        writes++;
        account(page);
    }

    /** Reads a page of the device into a frame. */
    public void read(int page, PhysicalMemory memory, int pfn) {
        memory.fill(pfn, pages[page]);
        reads++;
        account(page);
    }

    private void account(int page) {
        if (page != next) {
            seeks++;
            busyNanos += latency.seekNanos();
        }
        busyNanos += latency.transferNanos();
        next = page + 1;
    }

    /** Returns how many pages were read. */
    public long reads() {
        return reads;
    }

    /** Returns how many pages were written. */
    public long writes() {
        return writes;
    }

    /** Returns how many transfers were not at the page after the previous one. */
    public long seeks() {
        return seeks;
    }

    /** Returns how long all transfers together would have taken, in nanoseconds. */
    public long busyNanos() {
        return busyNanos;
    }
}

package mm.vma;

/**
 * The promises of memory of the whole machine: how much was promised, and whether more may be ({@code Committed_AS} and
 * {@code CommitLimit} of {@code /proc/meminfo}).
 *
 * <p>A mapping takes no frame, but the kernel answers for it: whoever writes to the pages wants frames. So it counts the
 * pages that could come to be wanted, over all processes, and refuses a call that promises too much. Who calls here, and
 * for which pages, says {@link MemoryDescriptor}. A promise is <b>charged</b> before it is given, and uncharged when the
 * mapping goes. Whether any page was touched plays no part, on either side.
 *
 * <p>There are three modes ({@code vm.overcommit_memory}):
 *
 * <pre>
 *   0  {@link #GUESS}    refuses a charge that is larger, by itself alone, than memory and swap together
 *   1  {@link #ALWAYS}   refuses nothing
 *   2  {@link #NEVER}    refuses a charge after which the promises would not be less than what is allowed
 * </pre>
 *
 * <p>The promises are counted in every mode. What mode 2 <b>allows</b> is the {@link #limit}, less what is kept for
 * others than the process that asks:
 *
 * <pre>
 *   allowed = limit
 *           - adminReserve                                           unless root asks
 *           - the smaller of userReserve and processPages / 32       (rounded down)
 * </pre>
 *
 * <p>An implementation has the constructor {@code (long memoryPages, long swapPages)}, the size of the memory and of the
 * swap areas, and starts with {@link Settings#DEFAULT} and nothing promised. All sizes here are pages of 4096 bytes;
 * those in {@link Settings} are kB, and are rounded down to pages.
 *
 * <p>Simplified from Linux: one processor, so that the count is exact (Linux adds up the counts of its processors only
 * now and then, and in mode 2 may be wrong by 0.4 % of the memory); no memory set aside for huge pages.
 *
 * @linux mm/util.c __vm_enough_memory
 * @linux mm/util.c vm_commit_limit
 */
public interface Overcommit {
    /** Mode 0, a heuristic: only what can never be kept is refused. Linux starts with it. */
    int GUESS = 0;

    /** Mode 1: everything is promised. */
    int ALWAYS = 1;

    /** Mode 2, strict: no more is promised than the limit. */
    int NEVER = 2;

    /**
     * What the administrator has set ({@code /proc/sys/vm}).
     *
     * @param mode {@link #GUESS}, {@link #ALWAYS} or {@link #NEVER} ({@code overcommit_memory})
     * @param ratio the share of the memory that may be promised, in percent; may be more than 100
     *     ({@code overcommit_ratio})
     * @param kbytes if it is not 0, it takes the place of that share ({@code overcommit_kbytes})
     * @param adminReserve what is kept for root ({@code admin_reserve_kbytes})
     * @param userReserve what is kept, at most, for others than a large process ({@code user_reserve_kbytes})
     */
    record Settings(int mode, int ratio, long kbytes, long adminReserve, long userReserve) {
        /** What Linux starts with on a machine of some GB. */
        public static final Settings DEFAULT = new Settings(GUESS, 50, 0, 8192, 131_072);

        /** Returns these settings with another mode. */
        public Settings withMode(int newMode) {
            return new Settings(newMode, ratio, kbytes, adminReserve, userReserve);
        }

        /** Returns these settings with a share of the memory as the limit: {@link #kbytes} becomes 0. */
        public Settings withRatio(int newRatio) {
            return new Settings(mode, newRatio, 0, adminReserve, userReserve);
        }

        /** Returns these settings with a size as the limit: {@link #ratio} becomes 0. */
        public Settings withKbytes(long newKbytes) {
            return new Settings(mode, 0, newKbytes, adminReserve, userReserve);
        }

        /** Returns these settings with other reserves, in kB. */
        public Settings withReserves(long admin, long user) {
            return new Settings(mode, ratio, kbytes, admin, user);
        }
    }

    /** Sets the settings. What was promised before stays promised, even if it is more than the new limit. */
    void set(Settings settings);

    /** Returns the settings that hold now. */
    Settings settings();

    /**
     * Returns how much may be promised, in pages, in whatever mode: {@link Settings#kbytes} if it is not 0, else
     * {@link Settings#ratio} percent of the memory (rounded down); and all of the swap in either case.
     *
     * @linux mm/util.c vm_commit_limit
     */
    long limit();

    /**
     * Returns how much is promised, in pages.
     *
     * @linux mm/util.c vm_memory_committed
     */
    long committed();

    /**
     * Charges pages, if the mode allows it. What is refused is not charged.
     *
     * @param pages how many more, at least 1
     * @param processPages all mapped pages of the process that asks, without those it asks for
     * @param root whether root asks ({@code CAP_SYS_ADMIN})
     * @return whether they were charged
     * @linux mm/util.c __vm_enough_memory
     */
    boolean charge(long pages, long processPages, boolean root);

    /**
     * Takes pages back that were charged.
     *
     * @linux include/linux/mman.h vm_unacct_memory
     */
    void uncharge(long pages);
}

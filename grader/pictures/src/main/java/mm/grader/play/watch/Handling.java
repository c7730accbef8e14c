package mm.grader.play.watch;

import java.util.List;
import mm.grader.picture.Walk;

/**
 * What the kernel did about one page fault, as the page table shows it before and after.
 *
 * @param walk the attempt that faulted
 * @param kind what was done
 * @param before the leaf entry before
 * @param after the leaf entry after
 * @param owners how many entries mapped the old frame before
 * @param left how many map it now
 * @param tables frames of the page tables that were made for it
 * @param neighbours pages mapped beside it
 * @param major whether a device was read
 * @param huge whether the page is a part of a huge page now, or was one and is not any more
 */
public record Handling(
        Walk walk,
        Kind kind,
        long before,
        long after,
        int owners,
        int left,
        List<Integer> tables,
        int neighbours,
        boolean major,
        Huge huge) {
    /** What a fault had to do with a huge page. */
    public enum Huge {
        /** Nothing. */
        NO,
        /** A huge page holds the page now. */
        NOW,
        /** One held it, and was split. */
        SPLIT
    }

    /** What can come of a page fault. */
    public enum Kind {
        /** A first read: the shared zero page was mapped. */
        ZERO_PAGE,
        /** A first write: a frame of zeros was mapped. */
        FIRST_TOUCH,
        /** The first write after a read: a frame came in place of the zero page. */
        ZERO_REPLACED,
        /** A page of a file or of shared memory was mapped. */
        CACHED_PAGE,
        /** A write to a shared page: it was copied. */
        COPY,
        /** A write to a page that nobody else maps any more: it became writable. */
        REUSE,
        /** The page was brought back from its swap slot by reading the device. */
        SWAP_IN,
        /** The page was found in the swap cache. */
        SWAP_CACHE,
        /** The entry allows the access now, for another reason. */
        ALLOWED,
        /** Nothing was done: the access ended here. */
        NONE
    }
}

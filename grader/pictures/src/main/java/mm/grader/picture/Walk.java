package mm.grader.picture;

import java.util.List;

/**
 * What the processor did to translate an address.
 *
 * @param address the virtual address
 * @param write whether it was to be written
 * @param hit whether the TLB knew it, so that no table was read
 * @param steps the entries that were read, the root's first; none at a hit
 * @param fault the page fault in words, or "" if there was none
 */
public record Walk(long address, boolean write, boolean hit, List<Step> steps, String fault) {
    /**
     * One entry that was read.
     *
     * @param level of its table, 1 for the last
     * @param table frame of its table
     * @param index which entry of it
     * @param entry what it held
     */
    public record Step(int level, int table, int index, long entry) {}

    /** Copies the list. */
    public Walk {
        steps = List.copyOf(steps);
    }
}

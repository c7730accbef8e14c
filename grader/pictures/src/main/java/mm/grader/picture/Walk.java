package mm.grader.picture;

import java.util.List;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.mmu.PageFault;
import mm.pagetable.LargePages;

/**
 * What the processor did to translate an address.
 *
 * @param address the virtual address
 * @param write whether it was to be written
 * @param hit whether the TLB knew it, so that no table was read
 * @param steps the entries that were read, the root's first; none at a hit
 * @param result the physical address, or the fault as {@link mm.mmu.Mmu#translate} reports it
 */
public record Walk(long address, boolean write, boolean hit, List<Step> steps, long result) {
    /**
     * One entry that was read.
     *
     * @param level of its table, 1 for the last
     * @param table frame of its table
     * @param index which entry of it
     * @param entry what it held
     */
    public record Step(int level, int table, int index, long entry) {
        /** Tells whether the entry is a huge page: a leaf of 2 MB in a table of level 2. */
        public boolean isLarge() {
            return level == LargePages.LARGE_LEVEL && Pte.inMemory(entry) && Pte.has(entry, Pte.LARGE);
        }

        /** Tells whether the entry is that of a page, not of a table. */
        public boolean isLeaf() {
            return level == 1 || isLarge();
        }
    }

    private static final List<String> LEVELS = List.of("PTE", "PMD", "PUD", "P4D");

    /**
     * Returns what Linux calls a level of tables.
     *
     * @param level 1 for the last
     * @param top the level of the root
     */
    public static String name(int level, int top) {
        return level == top ? "PGD" : LEVELS.get(level - 1);
    }

    /** Returns what Linux calls the level of a step. */
    public String name(Step step) {
        return name(step.level(), steps.get(0).level());
    }

    /** Copies the list. */
    public Walk {
        steps = List.copyOf(steps);
    }

    /** Tells whether it ended in a fault. */
    public boolean faulted() {
        return result < 0;
    }

    /** Returns the frame that was found. */
    public int pfn() {
        return (int) (result >>> PhysicalMemory.PAGE_SHIFT);
    }

    /** Returns the entry that the walk read last, 0 if it read none. */
    public long leaf() {
        return steps.isEmpty() ? 0 : steps.get(steps.size() - 1).entry();
    }

    /** Says the fault's error code in words, bit by bit; "" if there was no fault. */
    public String fault(Words words) {
        if (!faulted()) {
            return "";
        }
        if (result == PageFault.GENERAL_PROTECTION) {
            return words.say("fault.general-protection");
        }
        int code = PageFault.errorCode(result);
        boolean fetch = (code & PageFault.INSTRUCTION) != 0;
        boolean writes = (code & PageFault.WRITE) != 0;
        return words.say(
                "fault.code",
                words.say((code & PageFault.PRESENT) == 0 ? "fault.not-present" : "fault.protection"),
                words.say(fetch ? "fault.fetch" : writes ? "fault.write" : "fault.read"),
                words.say((code & PageFault.USER) == 0 ? "fault.kernel" : "fault.user"));
    }

    /** Says which bit of the last entry stopped the walk. */
    public String missing(Words words) {
        if (steps.isEmpty() || !Pte.has(leaf(), Pte.PRESENT)) {
            return words.say("bit.present");
        }
        if (write && !Pte.has(leaf(), Pte.WRITE)) {
            return words.say("bit.write");
        }
        return words.say(Pte.has(leaf(), Pte.USER) ? "bit.execute" : "bit.user");
    }
}

package mm.grader.strace;

import mm.grader.kit.UserError;
import mm.vma.MapFlag;
import mm.vma.MemoryDescriptor;

/** Whether a log is of a program on x86-64, told by where its heap and its first mapping lie. */
final class ProcessorCheck {
    /** No mapping that the kernel places lies lower on x86-64, whatever is random: a stack has at most 5/6 of all. */
    private static final long LOWEST_MAPPING = 1L << 44;

    private boolean sawHeap;
    private boolean sawMapping;

    /**
     * Looks at a call; null is none.
     *
     * @throws UserError if its answer is not an address of x86-64; with file and line
     */
    void take(Call call) {
        if (call == null || !call.succeeded()) {
            return;
        }
        if (call.name().equals("brk") && !sawHeap) {
            sawHeap = true;
            require(call, 0);
        }
        boolean isMapping = call.name().equals("mmap")
                && call.number(0) == 0
                && (call.number(3) & (MapFlag.FIXED | MapFlag.FIXED_NOREPLACE | Numbers.MAP_32BIT)) == 0;
        if (isMapping && !sawMapping) {
            sawMapping = true;
            require(call, LOWEST_MAPPING);
        }
    }

    private static void require(Call call, long lowest) {
        long answer = call.value();
        if (answer < lowest || answer >= MemoryDescriptor.TASK_SIZE) {
            throw UserError.at(call.where(), "processor-check.this-log-is-of-another", call.name(), call.shown());
        }
    }
}

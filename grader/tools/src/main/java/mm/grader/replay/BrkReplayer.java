package mm.grader.replay;

import mm.grader.strace.Call;

/**
 * {@code brk(newEnd)}: the end of the heap.
 *
 * @linux mm/mmap.c brk
 */
final class BrkReplayer implements CallReplayer {
    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        return CallAnswer.of(memory.mm().brk(call.number(0)));
    }

    @Override
    public void follow(Call call, ReplayedMemory memory) {
        memory.mm().brk(call.value());
    }

    @Override
    public void enter(Call call, ReplayedMemory memory) {
        memory.moveHeapEnd(Area.pages(call.value()));
    }

    @Override
    public long asked(Call call, long grown) {
        return Math.max(0, grown);
    }

    /** A break that stays where it was, although nothing is in its way, was refused for want of memory or by a limit. */
    @Override
    public boolean mayLackMemory(Call call, ReplayedMemory memory) {
        long end = memory.heapEnd();
        long wanted = Area.pages(call.number(0));
        return Area.pages(call.value()) == end
                && wanted > end
                && !memory.areas().meets(end, wanted + Area.PAGE);
    }
}

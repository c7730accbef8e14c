package mm.grader.replay;

import mm.grader.strace.Call;

/** {@code munmap(address, length)}. */
final class MunmapReplayer implements CallReplayer {
    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        return CallAnswer.of(memory.mm().munmap(call.number(0), call.number(1)));
    }

    @Override
    public void follow(Call call, ReplayedMemory memory) {
        memory.mm().munmap(call.number(0), call.number(1));
    }

    @Override
    public void enter(Call call, ReplayedMemory memory) {
        memory.areas().remove(call.number(0), call.number(0) + Area.pages(call.number(1)));
    }

    @Override
    public Area freed(Call call) {
        return new Area(call.number(0), call.number(0) + Area.pages(call.number(1)), "---p", "");
    }
}

package mm.grader.replay;

import mm.grader.strace.Call;
import mm.text.Message;
import mm.vma.MemoryDescriptor;

/** {@code madvise(address, length, advice)}: of all advice only {@code MADV_DONTNEED} changes what a log shows. */
final class MadviseReplayer implements CallReplayer {
    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        if (!isDontNeed(call)) {
            return CallAnswer.notModelled(Message.verbatim(label(call)));
        }
        long start = call.number(0);
        boolean isPartOfUnknown = call.succeeded() && !memory.areas().covers(start, start + Area.pages(call.number(1)));
        return isPartOfUnknown
                ? CallAnswer.notModelled(Message.of("madvise-replayer.of-what-was-mapped-before", call.name()))
                : CallAnswer.of(memory.mm().madvise(start, call.number(1), MemoryDescriptor.MADV_DONTNEED));
    }

    private static boolean isDontNeed(Call call) {
        String advice = call.argument(2);
        return advice.startsWith("MADV_DONTNEED ") || advice.matches("MADV_DONTNEED|0x4( /\\*.*)?|4");
    }

    @Override
    public String label(Call call) {
        return (call.name() + " " + call.argument(2)).strip();
    }
}

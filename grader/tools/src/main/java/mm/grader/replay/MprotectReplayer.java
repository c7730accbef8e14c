package mm.grader.replay;

import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.machine.Errno;
import mm.text.Message;
import mm.vma.Prot;

/**
 * {@code mprotect(address, length, prot)} and {@code pkey_mprotect}.
 *
 * @linux mm/mprotect.c do_mprotect_pkey
 */
final class MprotectReplayer implements CallReplayer {
    private static final int RIGHTS = Prot.READ | Prot.WRITE | Prot.EXEC;

    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        long prot = call.number(2);
        if ((prot & (Numbers.PROT_GROWSDOWN | Numbers.PROT_GROWSUP)) != 0) {
            return CallAnswer.notModelled(Message.verbatim(call.name() + " PROT_GROWSDOWN"));
        }
        long address = call.number(0);
        long length = call.number(1);
        boolean isUnknown = (prot & ~(RIGHTS | Numbers.PROT_SEM)) != 0;
        if (isUnknown && address % Area.PAGE == 0 && length != 0 && Area.pages(length) > 0) {
            return CallAnswer.of(Errno.EINVAL.result());
        }
        boolean isPartOfUnknown = call.succeeded() && !memory.areas().covers(address, address + Area.pages(length));
        return isPartOfUnknown
                ? CallAnswer.notModelled(Message.of("madvise-replayer.of-what-was-mapped-before", call.name()))
                : CallAnswer.of(memory.mm().mprotect(address, length, (int) prot & RIGHTS));
    }

    @Override
    public void follow(Call call, ReplayedMemory memory) {
        memory.mm().mprotect(call.number(0), call.number(1), (int) call.number(2) & RIGHTS);
    }

    @Override
    public void enter(Call call, ReplayedMemory memory) {
        long start = call.number(0);
        memory.areas().protect(start, start + Area.pages(call.number(1)), Prot.show((int) call.number(2) & RIGHTS));
    }
}

package mm.grader.replay;

import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.machine.Errno;
import mm.machine.PageCache;
import mm.text.Message;
import mm.vma.MapFlag;
import mm.vma.Prot;

/**
 * {@code mmap(address, length, prot, flags, fd, offset)}.
 *
 * @linux mm/mmap.c do_mmap
 */
final class MmapReplayer implements CallReplayer {
    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        int flags = flags(call);
        long length = call.number(1);
        if ((flags & Numbers.MAP_HUGETLB) != 0) {
            return CallAnswer.notModelled(Message.verbatim("mmap MAP_HUGETLB"));
        }
        if (memory.placement().isRandom(flags)) {
            return CallAnswer.notModelled(Message.of("mmap-replayer.mmap-map-32bit-at-random"));
        }
        boolean isTooLong = length != 0 && Area.pages(length) <= 0;
        if (call.number(5) % Area.PAGE != 0 || (!isTooLong && !isKnownKind(flags))) {
            return CallAnswer.of(Errno.EINVAL.result());
        }
        PageCache file = isFile(call) ? memory.file(memory.fileName(call)) : null;
        return CallAnswer.of(
                memory.placement().map(call, call.number(0), length, prot(call), flags, file, filePage(call)));
    }

    /** Neither shared nor private, or both: refused; so is shared memory of zeros that grows downwards. */
    private static boolean isKnownKind(int flags) {
        boolean isAnonymous = (flags & MapFlag.ANONYMOUS) != 0;
        boolean growsDown = (flags & Numbers.MAP_GROWSDOWN) != 0;
        return switch (flags & Numbers.MAP_TYPE) {
            case MapFlag.PRIVATE -> true;
            case MapFlag.SHARED -> !(isAnonymous && growsDown);
            case Numbers.MAP_SHARED_VALIDATE -> !isAnonymous;
            case Numbers.MAP_DROPPABLE -> isAnonymous && !growsDown;
            default -> false;
        };
    }

    private static int flags(Call call) {
        return (int) call.number(3);
    }

    private static int prot(Call call) {
        return (int) call.number(2) & (Prot.READ | Prot.WRITE | Prot.EXEC);
    }

    private static boolean isFile(Call call) {
        return (flags(call) & MapFlag.ANONYMOUS) == 0;
    }

    private static long filePage(Call call) {
        return isFile(call) ? call.number(5) / Area.PAGE : 0;
    }

    @Override
    public void undo(Call call, CallAnswer answer, ReplayedMemory memory) {
        if (answer.isAddress()) {
            memory.mm().munmap(answer.address(), call.number(1));
        }
    }

    @Override
    public void follow(Call call, ReplayedMemory memory) {
        PageCache file = isFile(call) ? memory.file(memory.fileName(call)) : null;
        int known = (Placement.known(flags(call)) & ~Placement.FIXED) | MapFlag.FIXED;
        memory.mm().mmap(call.value(), call.number(1), prot(call), known, file, filePage(call));
    }

    @Override
    public void enter(Call call, ReplayedMemory memory) {
        boolean isShared = (Placement.known(flags(call)) & MapFlag.SHARED) != 0;
        String permissions = Prot.show(prot(call)) + (isShared ? "s" : "p");
        String name = isFile(call) ? memory.fileName(call) : "";
        boolean growsDown = (flags(call) & Numbers.MAP_GROWSDOWN) != 0;
        long end = call.value() + Area.pages(call.number(1));
        memory.areas().put(new Area(call.value(), end, permissions, name, filePage(call), false, growsDown));
    }

    @Override
    public long asked(Call call, long grown) {
        return Area.pages(call.number(1));
    }

    @Override
    public long populated(Call call) {
        return (flags(call) & MapFlag.POPULATE) != 0 ? Area.pages(call.number(1)) : 0;
    }

    @Override
    public boolean mayLackMemory(Call call, ReplayedMemory memory) {
        return "ENOMEM".equals(call.errno());
    }

    @Override
    public boolean choosesPlace(Call call) {
        return call.succeeded() && (flags(call) & Placement.FIXED) == 0;
    }

    @Override
    public boolean takesPlace(Call call) {
        return call.succeeded() && (flags(call) & Placement.FIXED) != 0;
    }

    @Override
    public Area given(Call call) {
        return new Area(call.value(), call.value() + Area.pages(call.number(1)), "---p", "");
    }
}

package mm.grader.replay;

import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.machine.Errno;
import mm.machine.PageCache;
import mm.text.Message;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/**
 * {@code mremap(address, oldLength, newLength, flags, newAddress)}, made of the other calls of the contract, as only who did
 * the bonus has it.
 *
 * @linux mm/mremap.c check_mremap_params
 * @linux mm/mremap.c do_mremap
 */
final class MremapReplayer implements CallReplayer {
    private static final int IMPLY_ADDRESS = Numbers.MREMAP_FIXED | Numbers.MREMAP_DONTUNMAP;

    @Override
    public CallAnswer run(Call call, ReplayedMemory memory) {
        long start = call.number(0);
        long oldLength = oldLength(call);
        long length = newLength(call);
        if (isRefused(call, start, oldLength, length)) {
            return CallAnswer.of(Errno.EINVAL.result());
        }
        if (call.succeeded() && !memory.areas().covers(start, start + Math.max(oldLength, Area.PAGE))) {
            return CallAnswer.notModelled(Message.of("madvise-replayer.of-what-was-mapped-before", call.name()));
        }
        Mapping vma = memory.mappingAt(start);
        if (vma == null) {
            return CallAnswer.error("EFAULT");
        }
        if (oldLength == 0) {
            return CallAnswer.notModelled(Message.of("mremap-replayer.of-length-0", call.name()));
        }
        if (start + oldLength > vma.end()) {
            return CallAnswer.error("EFAULT");
        }
        boolean moves = (flags(call) & IMPLY_ADDRESS) != 0;
        if (!moves && length <= oldLength) {
            return shrink(start, oldLength, length, memory.mm());
        }
        return moveOrGrow(call, vma, memory);
    }

    private static boolean isRefused(Call call, long start, long oldLength, long length) {
        int flags = flags(call);
        boolean isUnknown = (flags & ~(IMPLY_ADDRESS | Numbers.MREMAP_MAYMOVE)) != 0;
        boolean isSilly = length <= 0 || length > MemoryDescriptor.TASK_SIZE;
        if (isUnknown || start % Area.PAGE != 0 || isSilly) {
            return true;
        }
        if ((flags & IMPLY_ADDRESS) == 0) {
            return false;
        }
        long to = newAddress(call);
        boolean isOutside = Long.compareUnsigned(to, MemoryDescriptor.TASK_SIZE - length) > 0;
        boolean isResized = (flags & Numbers.MREMAP_DONTUNMAP) != 0 && oldLength != length;
        boolean overlaps = start + oldLength > to && to + length > start;
        boolean mayMove = (flags & Numbers.MREMAP_MAYMOVE) != 0;
        return isOutside || to % Area.PAGE != 0 || !mayMove || isResized || overlaps;
    }

    private static CallAnswer shrink(long start, long oldLength, long length, MemoryDescriptor mm) {
        return length < oldLength && mm.munmap(start + length, oldLength - length) != 0
                ? CallAnswer.of(Errno.ENOMEM.result())
                : CallAnswer.of(start);
    }

    private static CallAnswer moveOrGrow(Call call, Mapping vma, ReplayedMemory memory) {
        long start = call.number(0);
        long oldLength = oldLength(call);
        long length = newLength(call);
        int flags = flags(call);
        Area area = memory.areas().at(start);
        boolean isShared = vma.permissions().charAt(3) == 's';
        boolean isFile = area != null && area.isFile();
        PageCache file = isFile ? memory.file(area.name()) : null;
        int kind = (isShared ? MapFlag.SHARED : MapFlag.PRIVATE) | (isFile ? 0 : MapFlag.ANONYMOUS);
        long page = isFile ? area.pageAt(start) : 0;
        boolean moves = (flags & IMPLY_ADDRESS) != 0;
        if (!moves && start + oldLength == vma.end() && memory.isFree(vma.end(), start + length)) {
            long grown = memory.mm()
                    .mmap(
                            vma.end(),
                            length - oldLength,
                            vma.prot(),
                            kind | MapFlag.FIXED,
                            file,
                            page + oldLength / Area.PAGE);
            return CallAnswer.of(Errno.isError(grown) ? grown : start);
        }
        if ((flags & Numbers.MREMAP_MAYMOVE) == 0) {
            return CallAnswer.of(Errno.ENOMEM.result());
        }
        int fixed = (flags & Numbers.MREMAP_FIXED) != 0 ? MapFlag.FIXED : 0;
        long to = memory.placement()
                .map(call, moves ? newAddress(call) : 0, length, vma.prot(), kind | fixed, file, page);
        if (!Errno.isError(to) && (flags & Numbers.MREMAP_DONTUNMAP) == 0) {
            memory.mm().munmap(start, oldLength);
        }
        return CallAnswer.of(to);
    }

    private static int flags(Call call) {
        return (int) call.number(3);
    }

    private static long oldLength(Call call) {
        return Area.pages(call.number(1));
    }

    private static long newLength(Call call) {
        return Area.pages(call.number(2));
    }

    private static long newAddress(Call call) {
        return call.argument(4).isEmpty() ? 0 : call.number(4);
    }

    @Override
    public void undo(Call call, CallAnswer answer, ReplayedMemory memory) {
        if (answer.isAddress()) {
            memory.mm().munmap(answer.address(), newLength(call));
        }
    }

    @Override
    public void follow(Call call, ReplayedMemory memory) {
        Area area = memory.areas().at(call.number(0));
        int prot = area == null
                ? Prot.READ | Prot.WRITE
                : Prot.parse(area.permissions().substring(0, 3));
        memory.mm().munmap(call.number(0), call.number(1));
        memory.mm().mmap(call.value(), call.number(2), prot, MapFlag.PRIVATE | MapFlag.ANONYMOUS | MapFlag.FIXED);
    }

    @Override
    public void enter(Call call, ReplayedMemory memory) {
        long start = call.number(0);
        Area area = memory.areas().at(start);
        if (area == null) {
            area = new Area(start, start + Area.PAGE, "rw-p", "");
        }
        if ((flags(call) & Numbers.MREMAP_DONTUNMAP) == 0) {
            memory.areas().remove(start, start + oldLength(call));
        }
        long end = call.value() + newLength(call);
        memory.areas()
                .put(new Area(
                        call.value(),
                        end,
                        area.permissions(),
                        area.name(),
                        area.pageAt(start),
                        false,
                        area.growsDown()));
    }

    @Override
    public long asked(Call call, long grown) {
        return Math.max(0, newLength(call) - oldLength(call));
    }

    @Override
    public boolean mayLackMemory(Call call, ReplayedMemory memory) {
        return "ENOMEM".equals(call.errno());
    }

    @Override
    public Area freed(Call call) {
        return new Area(call.number(0), call.number(0) + oldLength(call), "---p", "");
    }
}

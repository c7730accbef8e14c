package mm.script;

import java.util.List;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.Task;
import mm.pagetable.PageTable;
import mm.text.Explained;
import mm.vma.Limit;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;
import mm.vma.RemapFlag;

/** Runs the operations of process scripts on a machine, and words the answers. */
final class ProcessCalls {
    private final Machine machine;
    private final ProcessHead head;

    ProcessCalls(Machine machine, ProcessHead head) {
        this.machine = machine;
        this.head = head;
    }

    String run(Operation call, Task task, boolean tellPage) {
        MemoryDescriptor mm = task.mm();
        return switch (call.name()) {
            case "mmap" -> Errno.show(mmap(call, mm));
            case "munmap" -> {
                call.requireSize(3);
                yield Errno.show(mm.munmap(call.number(1), call.number(2)));
            }
            case "mprotect" -> {
                call.requireSize(4);
                yield Errno.show(mm.mprotect(call.number(1), call.number(2), prot(call, 3)));
            }
            case "dontneed" -> {
                call.requireSize(3);
                yield Errno.show(mm.madvise(call.number(1), call.number(2), MemoryDescriptor.MADV_DONTNEED));
            }
            case "mremap" -> Errno.show(mremap(call, mm));
            case "mlock" -> {
                call.requireSize(3);
                yield Errno.show(mm.mlock(call.number(1), call.number(2)));
            }
            case "munlock" -> {
                call.requireSize(3);
                yield Errno.show(mm.munlock(call.number(1), call.number(2)));
            }
            case "madvise" -> {
                call.requireSize(4);
                yield Errno.show(mm.madvise(call.number(1), call.number(2), advice(call)));
            }
            case "brk" -> brk(call, mm);
            case "limit" -> limit(call, mm);
            case "read", "write" -> access(call, task, tellPage);
            default -> throw call.error("script.unknown-operation", call.name());
        };
    }

    private static int prot(Operation call, int i) {
        try {
            return Prot.parse(call.word(i));
        } catch (IllegalArgumentException e) {
            throw call.error(Explained.of(e));
        }
    }

    private static long mmap(Operation call, MemoryDescriptor mm) {
        int flags = MapFlag.ANONYMOUS;
        for (int i = 4; i < call.size(); i++) {
            flags |= switch (call.word(i)) {
                case "fixed" -> MapFlag.FIXED;
                case "fixed_noreplace" -> MapFlag.FIXED_NOREPLACE;
                case "shared" -> MapFlag.SHARED;
                case "noreserve" -> MapFlag.NORESERVE;
                case "locked" -> MapFlag.LOCKED;
                case "growsdown" -> MapFlag.GROWSDOWN;
                case "populate" -> MapFlag.POPULATE;
                default -> throw call.error("script.unknown-map-flag", call.word(i));
            };
        }
        flags |= (flags & MapFlag.SHARED) == 0 ? MapFlag.PRIVATE : 0;
        return mm.mmap(call.number(1), call.number(2), prot(call, 3), flags);
    }

    /** Does {@code mremap ADDRESS OLD NEW [maymove] [fixed NEW_ADDRESS] [FLAGS]}. */
    private static long mremap(Operation call, MemoryDescriptor mm) {
        long flags = 0;
        long target = 0;
        for (int i = 4; i < call.size(); i++) {
            switch (call.word(i)) {
                case "maymove" -> flags |= RemapFlag.MAYMOVE;
                case "fixed" -> {
                    flags |= RemapFlag.FIXED;
                    target = call.number(++i);
                }
                default -> flags |= call.number(i);
            }
        }
        return mm.mremap(call.number(1), call.number(2), call.number(3), (int) flags, target);
    }

    /** Returns the advice that the fourth word of an operation names, or its number. */
    static int advice(Operation call) {
        return switch (call.word(3)) {
            case "dontneed" -> MemoryDescriptor.MADV_DONTNEED;
            case "willneed" -> MemoryDescriptor.MADV_WILLNEED;
            case "free" -> MemoryDescriptor.MADV_FREE;
            case "dontfork" -> MemoryDescriptor.MADV_DONTFORK;
            case "dofork" -> MemoryDescriptor.MADV_DOFORK;
            case "hugepage" -> MemoryDescriptor.MADV_HUGEPAGE;
            case "nohugepage" -> MemoryDescriptor.MADV_NOHUGEPAGE;
            default -> call.number(3, 0, Integer.MAX_VALUE);
        };
    }

    private static String brk(Operation call, MemoryDescriptor mm) {
        call.requireSize(2);
        String change = call.word(1);
        boolean down = change.startsWith("-");
        if (!down && !change.startsWith("+")) {
            throw call.error("script.no-change-of-brk", change);
        }
        Operation number = new Operation(call.script(), call.line(), call.text(), List.of(change.substring(1)));
        long bytes = number.number(0);
        return "0x" + Long.toHexString(mm.brk(mm.brk(0) + (down ? -bytes : bytes)));
    }

    private static String limit(Operation call, MemoryDescriptor mm) {
        call.requireSize(3);
        Limit limit = switch (call.word(1)) {
            case "as" -> Limit.AS;
            case "data" -> Limit.DATA;
            case "stack" -> Limit.STACK;
            case "memlock" -> Limit.MEMLOCK;
            default -> throw call.error("script.unknown-limit", call.word(1));
        };
        long bytes = call.number(2);
        mm.setLimit(limit, bytes == 0 && limit != Limit.MEMLOCK ? Limit.INFINITY : bytes);
        return "0";
    }

    private String access(Operation call, Task task, boolean tellPage) {
        call.requireSize(2);
        long address = call.number(1);
        long faults = task.minorFaults();
        long before = task.mm().pageTable().lookup(address);
        Machine.Outcome outcome = machine.access(task, address, call.name().equals("write"));
        if (outcome != Machine.Outcome.OK) {
            return outcome.name();
        }
        faults = task.minorFaults() - faults;
        return "ok minflt " + faults
                + (tellPage && faults > 0 ? change(before, task.mm().pageTable(), address) : "");
    }

    /** Says what a fault did to a page, and whether a huge page holds it now. */
    private String change(long before, PageTable table, long address) {
        long after = table.lookup(address);
        boolean large = head.huge() && table.lookupLarge(address) != 0;
        return (large ? " huge " : " ") + change(before, after);
    }

    private static String change(long before, long after) {
        if (isZero(after)) {
            return "zero";
        }
        if (before == 0 || isZero(before)) {
            return "new";
        }
        return Pte.pfn(before) == Pte.pfn(after) ? "same" : "copied";
    }

    /** Tells whether an entry maps the zero page, or a part of the huge one. */
    private static boolean isZero(long pte) {
        return Pte.inMemory(pte) && (Pte.pfn(pte) == PhysicalMemory.ZERO_FRAME || Pte.has(pte, Pte.SPECIAL));
    }

    /** Makes a child, which runs at once and so has touched the pages of the program, as its parent has. */
    Task fork(Task parent, String name) {
        Task child = machine.fork(parent, name);
        for (Mapping mapping : child == null ? List.<Mapping>of() : head.maps()) {
            if (mapping.name().startsWith("[") && (mapping.prot() & Prot.WRITE) == 0) {
                machine.touch(child, mapping);
            }
        }
        return child;
    }

    void exit(Task task) {
        machine.exit(task);
    }
}

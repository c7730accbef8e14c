package mm.grader.replay;

import java.util.List;
import java.util.Set;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Task;

/** One address space: on the machine, and as the log has it. */
final class Space {
    /** Refusals whose reason is a file's or the machine's, not the address space's. */
    private static final Set<String> OF_OTHERS =
            Set.of("EACCES", "EAGAIN", "EBADF", "EMFILE", "ENFILE", "ENODEV", "EOVERFLOW", "EPERM", "ETXTBSY");

    private final Machine machine;
    private final Task task;
    private final Book book;
    private final Calls calls;
    private final StartLayout layout;
    private final String program;
    private final Tally tally = new Tally();
    private int users;

    private Space(Machine machine, Task task, Book book, Calls calls, StartLayout layout, String program) {
        this.machine = machine;
        this.task = task;
        this.book = book;
        this.calls = calls;
        this.layout = layout;
        this.program = program;
    }

    /** Starts a program. */
    static Space exec(Machine machine, StartLayout layout, String program, FileNames names, Borders borders) {
        Task task = machine.exec(shortName(program), layout.mappings(), layout.brk() + Calls.PAGE);
        task.mm().brk(layout.brk());
        Book book = new Book();
        layout.mappings().stream()
                .filter(mapping -> !mapping.name().equals("[heap]"))
                .forEach(mapping -> book.put(
                        new Book.Area(mapping.start(), mapping.end(), mapping.permissions(), mapping.name(), 0, true)));
        Calls calls = new Calls(machine, task.mm(), book, layout.brk(), names, borders);
        return new Space(machine, task, book, calls, layout, program);
    }

    private static String shortName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Copies the address space for a child, or returns null if the machine could not. */
    Space fork() {
        Task child = machine.fork(task, task.name());
        if (child == null) {
            return null;
        }
        Book copy = book.copy();
        return new Space(machine, child, copy, calls.child(child.mm(), copy), layout, program);
    }

    static String show(long result) {
        return Errno.show(result);
    }

    String program() {
        return program;
    }

    StartLayout layout() {
        return layout;
    }

    Tally tally() {
        return tally;
    }

    List<Book.Area> linux() {
        return book.areas();
    }

    List<Book.Area> ours() {
        return calls.map();
    }

    void enter() {
        users++;
    }

    /** Takes one user away; the last one's going ends the address space. Tells whether it did. */
    boolean leave() {
        if (--users > 0) {
            return false;
        }
        tally.end(book, calls.map());
        machine.exit(task);
        return true;
    }

    /** Tells whether a call can be tried and taken back: it maps something where the kernel likes. */
    static boolean isFree(Call call) {
        return call.name().equals("mmap") && call.succeeded() && (call.number(3) & Calls.FIXED) == 0;
    }

    /** Makes such a call if its answer is right now; else nothing has happened. */
    boolean tries(Call call) {
        String answer = calls.run(call);
        if (!answer.equals(call.shown())) {
            if (answer.startsWith("0x")) {
                task.mm().munmap(Long.parseUnsignedLong(answer.substring(2), 16), call.number(1));
            }
            return false;
        }
        agreed(call);
        return true;
    }

    private void agreed(Call call) {
        if (call != layout.brkCall() && call != layout.mmapCall()) {
            tally.agreed();
        }
        enter(call);
    }

    private void enter(Call call) {
        long before = book.bytes();
        calls.enter(call);
        tally.asked(call, before, book.bytes());
    }

    /**
     * Makes a call and compares its answer.
     *
     * @return the difference, or null if there is none that counts
     */
    Replay.Difference execute(int pid, Call call) {
        String answer = calls.run(call);
        String linux = call.shown();
        if (answer.equals(linux)) {
            agreed(call);
            return null;
        }
        calls.undo(call, answer);
        Replay.Difference difference = null;
        if (answer.equals(Calls.NOT_MODELLED)) {
            tally.leftOut(call);
        } else if (!call.succeeded() && !answer.startsWith("E") && isOfOthers(call, linux)) {
            tally.refused(call.name() + " " + linux);
        } else {
            difference = tally.differs() ? new Replay.Difference(call, pid, answer, linux(), ours()) : null;
        }
        calls.follow(call);
        enter(call);
        return difference;
    }

    /** A mapping is also refused when the machine has too little memory for it ({@code __vm_enough_memory}). */
    private static boolean isOfOthers(Call call, String errno) {
        return OF_OTHERS.contains(errno)
                || errno.equals("ENOMEM")
                        && (call.name().equals("mmap") || call.name().equals("mremap"));
    }

    /** Tells whether the place where Linux put a mapping is still another's. */
    boolean isTaken(Call free) {
        return book.meets(free.value(), free.value() + Calls.pages(free.number(1)));
    }

    static boolean isFixed(Call call) {
        return call.name().equals("mmap") && call.succeeded() && !isFree(call);
    }

    /** Tells whether a mapping lies where another call that happened at the same time has unmapped. */
    static boolean meet(Call free, Call other) {
        long start = free.value();
        long end = start + Calls.pages(free.number(1));
        return (other.name().equals("munmap") || other.name().equals("mremap"))
                && other.number(0) < end
                && other.number(0) + Calls.pages(other.number(1)) > start;
    }
}

package mm.grader.replay;

import java.util.List;
import java.util.Set;
import mm.grader.strace.Call;
import mm.machine.Machine;
import mm.machine.Task;
import mm.text.Message;

/** One address space: on the machine, and as the log has it. */
final class ReplayedSpace {
    /** Refusals whose reason is a file's or the machine's, not the address space's. */
    private static final Set<String> OF_OTHERS = Set.of(
            "EACCES", "EAGAIN", "EBADF", "EMFILE", "ENFILE", "ENODEV", "EOPNOTSUPP", "EOVERFLOW", "EPERM", "ETXTBSY");

    private final Machine machine;
    private final Task task;
    private final ReplayedMemory memory;
    private final StartLayout layout;
    private final String program;
    private final Tally tally = new Tally();
    private int users;
    private boolean isShared;

    private ReplayedSpace(Machine machine, Task task, ReplayedMemory memory, StartLayout layout, String program) {
        this.machine = machine;
        this.task = task;
        this.memory = memory;
        this.layout = layout;
        this.program = program;
    }

    /** What a program is called that began before the log. */
    static final String BEGUN_BEFORE = "?";

    /** Starts a program. */
    static ReplayedSpace exec(
            Machine machine, StartLayout layout, String program, FileNames names, FileAlignment alignment) {
        Task task = machine.exec(shortName(program), layout.mappings(), layout.brk() + Area.PAGE);
        task.mm().brk(layout.brk());
        AreaMap areas = new AreaMap();
        layout.mappings().stream()
                .filter(mapping -> !mapping.name().equals("[heap]"))
                .map(mapping ->
                        new Area(mapping.start(), mapping.end(), mapping.permissions(), mapping.name(), 0, true, false))
                .forEach(areas::put);
        Placement placement = new Placement(task.mm(), areas, alignment, layout);
        ReplayedMemory memory = new ReplayedMemory(machine, task.mm(), areas, names, placement, layout.brk());
        return new ReplayedSpace(machine, task, memory, layout, program);
    }

    private static String shortName(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** Copies the address space for a child, or returns null if the machine could not. */
    ReplayedSpace fork() {
        Task child = machine.fork(task, task.name());
        return child == null ? null : new ReplayedSpace(machine, child, memory.child(child.mm()), layout, program);
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

    void enter() {
        users++;
    }

    /** Takes one user away; the address space ends when its last one leaves. */
    void leave() {
        if (--users == 0) {
            tally.end(memory.areas(), memory.machineAreas());
            machine.exit(task);
        }
    }

    /** Makes a call that chooses its place if its answer is right now; else nothing has happened. */
    boolean tries(Call call) {
        CallReplayer replayer = CallReplayers.of(call);
        CallAnswer answer = replayer.run(call, memory);
        if (!call.shown().equals(answer.shown())) {
            replayer.undo(call, answer, memory);
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

    /** Enters what Linux did, if it did anything. */
    private void enter(Call call) {
        if (!call.succeeded()) {
            return;
        }
        CallReplayer replayer = CallReplayers.of(call);
        long before = memory.areas().bytes();
        replayer.enter(call, memory);
        long after = memory.areas().bytes();
        tally.mapped(replayer.asked(call, after - before), replayer.populated(call), after);
    }

    /**
     * Makes a call and compares its answer.
     *
     * @param limits those of the process that makes it
     * @return the difference, or null if there is none that counts
     */
    Difference execute(int pid, Call call, ProcessLimits limits) {
        limits.apply(task.mm(), layout.overestimate());
        CallReplayer replayer = CallReplayers.of(call);
        CallAnswer answer = replayer.run(call, memory);
        String linux = call.shown();
        if (linux.equals(answer.shown())) {
            agreed(call);
            return null;
        }
        replayer.undo(call, answer, memory);
        Difference difference = null;
        if (!answer.isModelled()) {
            tally.leftOut(answer.notModelled());
        } else if (isOfOthers(call, answer)) {
            tally.refused(Message.verbatim(call.name() + (call.succeeded() ? "" : " " + linux)));
        } else if (dependsOnOthers(call, replayer)) {
            String beside = isShared ? "beside-threads-that-the-log" : "beside-what-was-mapped-before";
            tally.leftOut(Message.of("replayed-space." + beside, call.name()));
        } else if (call.succeeded() && replayer.choosesPlace(call) && layout.mayBeProgram(call.number(0))) {
            tally.leftOut(Message.of("replayed-space.beside-the-program-whose-size", call.name()));
        } else if (isNearLimit(call, answer, limits)) {
            tally.leftOut(Message.of("replayed-space.near-a-limit", call.name()));
        } else {
            difference = tally.differs()
                    ? new Difference(call, pid, answer.shown(), memory.areas().areas(), memory.machineAreas())
                    : null;
        }
        if (call.succeeded()) {
            replayer.follow(call, memory);
        }
        enter(call);
        return difference;
    }

    /** A call is also refused when the machine has too little memory for it ({@code __vm_enough_memory}). */
    private boolean isOfOthers(Call call, CallAnswer answer) {
        boolean isRefused = call.errno() != null && OF_OTHERS.contains(call.errno());
        return !answer.isError() && (isRefused || CallReplayers.of(call).mayLackMemory(call, memory));
    }

    /** Where a program that began before the log has what else, or threads that it does not follow, nobody knows. */
    private boolean dependsOnOthers(Call call, CallReplayer replayer) {
        return (isShared || program.equals(BEGUN_BEFORE))
                && call.succeeded()
                && (replayer.choosesPlace(call)
                        || call.name().equals("mremap")
                        || call.name().equals("brk"));
    }

    /** How large the program and its loader are is known only about. */
    private static boolean isNearLimit(Call call, CallAnswer answer, ProcessLimits limits) {
        boolean isRefused = "ENOMEM".equals(answer.shown()) || call.name().equals("brk");
        return call.succeeded() && limits.boundMappings() && isRefused;
    }

    /** Takes note that threads use this address space whose calls are not in the log. */
    void shareWithUnknown() {
        isShared = true;
    }

    /** Tells whether the place where Linux put a mapping is still another's. */
    boolean isTaken(Area given) {
        return memory.areas().meets(given.start(), given.end());
    }

    List<Area> linux() {
        return memory.areas().areas();
    }
}

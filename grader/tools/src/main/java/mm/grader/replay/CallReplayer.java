package mm.grader.replay;

import mm.grader.strace.Call;

/**
 * All that is done with the calls of one family: they are made on the machine, and what Linux answered is entered in the
 * map of the answers of the log. {@link CallReplayers} has the table of them.
 */
interface CallReplayer {
    /** Makes the call on the machine. */
    CallAnswer run(Call call, ReplayedMemory memory);

    /** Takes back what a call has done otherwise than on Linux. */
    default void undo(Call call, CallAnswer answer, ReplayedMemory memory) {}

    /** Does on the machine what Linux did, after another answer was taken back; of calls that succeeded. */
    default void follow(Call call, ReplayedMemory memory) {}

    /** Enters in the map of the log's answers what a call that succeeded did. */
    default void enter(Call call, ReplayedMemory memory) {}

    /** Returns for how many bytes a call that succeeded has asked; {@code grown} is by how much the map grew. */
    default long asked(Call call, long grown) {
        return 0;
    }

    /** Returns for how many bytes a call that succeeded had the kernel touch every page at once. */
    default long populated(Call call) {
        return 0;
    }

    /** Tells whether the call maps something where the kernel likes: it can be tried and taken back. */
    default boolean choosesPlace(Call call) {
        return false;
    }

    /** Tells whether the call maps something at an address that it names. */
    default boolean takesPlace(Call call) {
        return false;
    }

    /** Returns where a call that {@link #choosesPlace} was put by Linux. */
    default Area given(Call call) {
        throw new IllegalStateException(call + " maps nothing");
    }

    /** Returns the range that the call frees for others; null if it frees none. */
    default Area freed(Call call) {
        return null;
    }

    /** Tells whether Linux may have refused the call for what no log tells: too little memory, or a file's rights. */
    default boolean mayLackMemory(Call call, ReplayedMemory memory) {
        return false;
    }

    /** Returns by which name the call is counted if it is not modelled. */
    default String label(Call call) {
        return call.name();
    }
}

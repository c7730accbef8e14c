package mm.grader.fuzz;

import java.util.List;

/** Something that answers scripts as Linux does: the running kernel, or in tests a stand-in for it. */
@FunctionalInterface
public interface Recording {
    /**
     * Runs the operations in a new process and returns the whole transcript, with a head.
     *
     * @throws RecordException if that is not possible here
     */
    List<String> record(FuzzKind kind, List<String> operations);
}

package mm.grader.script;

import mm.grader.child.ScriptAnswer;
import mm.machine.Parts;
import mm.script.Script;

/** Runs scripts on some code: on the kit's own in this virtual machine, on a student's in a child. */
@FunctionalInterface
public interface ScriptRunner extends AutoCloseable {
    /** Runs a script; for the state see {@link ScriptAnswer#of}. */
    ScriptAnswer run(Script script, int state);

    @Override
    default void close() {}

    /** Returns the runner of code that is loaded here. */
    static ScriptRunner of(Parts parts) {
        return (script, state) -> ScriptAnswer.of(script, () -> parts, state);
    }
}

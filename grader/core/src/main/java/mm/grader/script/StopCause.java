package mm.grader.script;

import mm.grader.child.ScriptAnswer;
import mm.text.Message;

/** Whose code has thrown something: that of the submission, of the reference, or of the machine that is given. */
public final class StopCause {
    private StopCause() {}

    /** Names the owner of the code that has thrown, by the class loader that the stack trace shows. */
    public static Message who(Throwable failure) {
        return who(ScriptAnswer.owner(failure));
    }

    /** Names the owner of the code that has stopped a script. */
    public static Message who(ScriptAnswer answer) {
        return who(answer.owner());
    }

    private static Message who(String owner) {
        return switch (owner) {
            case ScriptAnswer.SUBMISSION -> Message.of("stop.submission");
            case ScriptAnswer.REFERENCE -> Message.of("stop.reference");
            default -> Message.of("stop.machine");
        };
    }
}

package mm.grader.script;

import mm.grader.kit.KitHome;
import mm.text.Message;

/** Whose code has thrown something: that of the submission, of the reference, or of the machine that is given. */
public final class StopCause {
    private StopCause() {}

    /** Names the owner of the code that has thrown, by the class loader that the stack trace shows. */
    public static Message who(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.")) {
                return owner(frame);
            }
        }
        return Message.of("stop.machine");
    }

    private static Message owner(StackTraceElement frame) {
        String loader = String.valueOf(frame.getClassLoaderName());
        return switch (loader) {
            case SubmittedParts.NAME -> Message.of("stop.submission");
            case KitHome.REFERENCE -> Message.of("stop.reference");
            default -> Message.of("stop.machine");
        };
    }

    /** Tells where, if given code has thrown, the exercises' code had called it; "" if it had not. */
    static String calledAt(Throwable failure) {
        boolean given = false;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.")) {
                boolean own = frame.getClassLoaderName() != null
                        && (frame.getClassLoaderName().equals(SubmittedParts.NAME)
                                || frame.getClassLoaderName().equals(KitHome.REFERENCE));
                if (own) {
                    return given ? ", called at " + frame.getFileName() + ":" + frame.getLineNumber() : "";
                }
                given = true;
            }
        }
        return "";
    }
}

package mm.grader.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.EncodedText;
import mm.text.Explained;
import mm.text.Message;
import mm.text.StateError;

/**
 * What a machine answers to a script.
 *
 * @param lines the transcript
 * @param remarks what was remarked on the run
 * @param invalid why the script is not one, with file and line; empty if it is
 * @param stopped why the code stopped in the middle; empty if it did not
 * @param thrown the kind of exception that stopped it; empty if none did
 * @param owner whose code had thrown that: the name of its class loader; empty for the machine that is given
 * @param unwritten the number of the submission's exercise that stopped because it is not written so far; empty if none
 * @param state the state of the machine that was asked for, one line a mapping, list or counter
 */
public record ScriptAnswer(
        List<String> lines,
        List<Message> remarks,
        Message invalid,
        Message stopped,
        String thrown,
        String owner,
        String unwritten,
        List<Message> state) {
    /** No state is wanted. */
    public static final int NO_STATE = -2;
    /** The state at the end is wanted. */
    public static final int AT_END = -1;

    /** The class loaders' names. */
    public static final String SUBMISSION = "submission";

    /** The name of the reference's. */
    public static final String REFERENCE = "reference";

    private static final Message NOTHING = Message.verbatim("");
    private static final int MAX_LINES = 1_000_000;

    /** Copies the lists. */
    public ScriptAnswer {
        lines = List.copyOf(lines);
        remarks = List.copyOf(remarks);
        state = List.copyOf(state);
    }

    /** Makes the answer of code that did not come to an end. */
    public static ScriptAnswer without(Message reason) {
        return new ScriptAnswer(List.of(), List.of(), NOTHING, reason, "", SUBMISSION, "", List.of());
    }

    /**
     * Runs a script.
     *
     * @param state which state is wanted: {@link #NO_STATE}, {@link #AT_END}, or before the operation that prints the line of
     *     this number, from 0
     */
    public static ScriptAnswer of(Script script, Supplier<Parts> parts, int state) {
        Run run = new Run();
        Message invalid = NOTHING;
        Message stopped = NOTHING;
        String thrown = "";
        String owner = "";
        String unwritten = "";
        try {
            Scripts.kindOf(script).run(script, parts.get(), run);
        } catch (ScriptException e) {
            invalid = e.what();
        } catch (RuntimeException | StackOverflowError e) {
            stopped = why(e);
            thrown = Explained.kind(e);
            owner = owner(e);
            unwritten = unwritten(e);
        }
        List<Message> shown =
                state == NO_STATE ? List.of() : state == AT_END ? run.state() : stateBefore(script, parts, run, state);
        return new ScriptAnswer(run.lines, run.remarks, invalid, stopped, thrown, owner, unwritten, shown);
    }

    /** Runs it once more, and stops after the last state that was offered before that line. */
    private static List<Message> stateBefore(Script script, Supplier<Parts> parts, Run first, int line) {
        int wanted = first.statesAt.stream()
                .filter(at -> at <= line)
                .reduce((a, b) -> b)
                .orElse(-1);
        StateCapture capture = new StateCapture(wanted);
        try {
            Scripts.kindOf(script).run(script, parts.get(), capture);
        } catch (StateCapture.Enough e) {
            return capture.state();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(Message.of("state.stopped-before", why(e)));
        }
        return capture.state();
    }

    /** Says in one sentence why the code of the student, or the reference, stopped. */
    public static Message why(Throwable failure) {
        try {
            Message where = NOTHING;
            for (StackTraceElement frame : failure.getStackTrace()) {
                if (frame.getClassName().startsWith("mm.")
                        && !frame.getClassName().startsWith("mm.script")) {
                    where = Message.of("stop.at", frame.getFileName(), frame.getLineNumber());
                    break;
                }
            }
            boolean silent = failure.getMessage() == null;
            Message said = silent ? NOTHING : Message.joined(List.of(": ", Explained.of(failure)));
            return Message.joined(List.of(Explained.kind(failure), said, where, calledAt(failure)));
        } catch (RuntimeException | StackOverflowError hostile) {
            return Message.verbatim(failure.getClass().getSimpleName());
        }
    }

    /** Names the class loader of the code that has thrown; empty if that is the machine's. */
    public static String owner(Throwable failure) {
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.")) {
                return isOfExercise(frame) ? frame.getClassLoaderName() : "";
            }
        }
        return "";
    }

    /** Returns the number of the exercise of the submission's that has thrown a {@link Todo}; empty if none has. */
    private static String unwritten(Throwable failure) {
        if (!(failure instanceof Todo)) {
            return "";
        }
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (SUBMISSION.equals(frame.getClassLoaderName())) {
                return Stream.of(Exercise.values())
                        .filter(exercise -> frame.getClassName().startsWith(exercise.packageName() + "."))
                        .map(Exercise::number)
                        .findFirst()
                        .orElse("");
            }
        }
        return "";
    }

    private static boolean isOfExercise(StackTraceElement frame) {
        return SUBMISSION.equals(frame.getClassLoaderName()) || REFERENCE.equals(frame.getClassLoaderName());
    }

    /** Tells where, if given code has thrown, the exercises' code had called it; "" if it had not. */
    private static Message calledAt(Throwable failure) {
        boolean given = false;
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.")) {
                if (isOfExercise(frame)) {
                    return given ? Message.of("stop.called-at", frame.getFileName(), frame.getLineNumber()) : NOTHING;
                }
                given = true;
            }
        }
        return NOTHING;
    }

    private static final class Run implements Transcript {
        private final List<String> lines = new ArrayList<>();
        private final List<Message> remarks = new ArrayList<>();
        private final List<Integer> statesAt = new ArrayList<>();
        private Supplier<List<Message>> state = List::of;

        @Override
        public void line(String text) {
            if (lines.size() == MAX_LINES) {
                throw new StateError("transcript.too-long", MAX_LINES);
            }
            lines.add(text);
        }

        @Override
        public void remark(Message remark) {
            remarks.add(remark);
        }

        @Override
        public void state(Supplier<List<Message>> newState) {
            state = newState;
            statesAt.add(lines.size());
        }

        List<Message> state() {
            try {
                return List.copyOf(state.get());
            } catch (RuntimeException | StackOverflowError e) {
                return List.of(Message.of("state.cannot-be-shown", why(e)));
            }
        }
    }

    /** Writes it as one word. */
    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (List<String> each : List.of(
                    lines,
                    encoded(remarks),
                    encoded(List.of(invalid, stopped)),
                    List.of(thrown, owner, unwritten),
                    encoded(state))) {
                out.writeInt(each.size());
                for (String text : each) {
                    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                    out.writeInt(utf8.length);
                    out.write(utf8);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static List<String> encoded(List<Message> messages) {
        return messages.stream().map(EncodedText::encode).toList();
    }

    private static List<Message> messages(DataInputStream in) throws IOException {
        return texts(in).stream().map(EncodedText::decode).toList();
    }

    /**
     * Reads what {@link #encode} has written.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    public static ScriptAnswer decode(String word) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(word)))) {
            List<String> lines = texts(in);
            List<Message> remarks = messages(in);
            List<Message> why = messages(in);
            List<String> who = texts(in);
            return new ScriptAnswer(
                    lines, remarks, why.get(0), why.get(1), who.get(0), who.get(1), who.get(2), messages(in));
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("half an answer", e);
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            byte[] utf8 = in.readNBytes(in.readInt());
            texts.add(new String(utf8, StandardCharsets.UTF_8));
        }
        return texts;
    }
}

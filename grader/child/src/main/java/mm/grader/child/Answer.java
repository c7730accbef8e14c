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

/**
 * What the child answers about one check.
 *
 * @param outcome what happened
 * @param message the failure's own words; of what passed, the kinds of recordings that were demanded, a transcript, or
 *     the screens
 * @param facts what is known of the failure besides its words
 * @param frames the stack of the failure, innermost frame first
 * @param output the beginning of what the student's code printed
 * @param clean whether the virtual machine is as it was before
 */
public record Answer(
        Outcome outcome, String message, FailureFacts facts, List<Frame> frames, String output, boolean clean) {
    private static final int MAX_CHARACTERS = 8000;

    /** How a check ended within the child. */
    public enum Outcome {
        /** All is as demanded. */
        PASSED,
        /** An assertion of the check's did not hold. */
        FAILED,
        /** The code threw an exception that the check did not expect. */
        THREW,
        /** The code is not written yet ({@link mm.machine.Todo}). */
        NOT_STARTED,
        /** A class is missing or not as its contract demands. */
        MISSING,
        /** The heap is full. */
        OUT_OF_MEMORY,
        /** The stack is full. */
        STACK_OVERFLOW,
        /** The check's thread went on computing far beyond what a check needs; the message is for how many seconds. */
        TIMED_OUT,
        /** The check did not run: the fault of the kit. */
        NOT_RUN
    }

    /**
     * A stack frame.
     *
     * @param type the name of the class
     * @param method the name of the method
     * @param line the line, or a negative number
     * @param parameters how many parameters the method has, -1 if unknown
     */
    public record Frame(String type, String method, int line, int parameters) {}

    /** Copies the list, and cuts what is too long. */
    public Answer {
        message = outcome == Outcome.PASSED ? message : cut(message);
        output = cut(output);
        frames = List.copyOf(frames);
    }

    /** Makes an answer from a virtual machine that is as it was before. */
    public Answer(Outcome outcome, String message, List<Frame> frames, String output) {
        this(outcome, message, FailureFacts.NONE, frames, output, true);
    }

    /** Returns the same answer, but from a virtual machine in which the check has left something. */
    Answer notClean() {
        return new Answer(outcome, message, facts, frames, output, false);
    }

    private static String cut(String text) {
        return text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS) + " [...]";
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static String read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(Math.max(0, length));
        if (bytes.length != length) {
            throw new IOException("half a text");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Writes the answer as one word. */
    public String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(outcome.name());
            out.writeBoolean(clean);
            write(out, message);
            write(out, facts.recording());
            out.writeInt(facts.line());
            write(out, facts.expected());
            write(out, facts.actual());
            write(out, output);
            out.writeInt(frames.size());
            for (Frame frame : frames) {
                out.writeUTF(frame.type());
                out.writeUTF(frame.method());
                out.writeInt(frame.line());
                out.writeInt(frame.parameters());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads an answer.
     *
     * @throws IllegalArgumentException if it is not whole
     */
    public static Answer decode(String word) {
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(word)))) {
            Outcome outcome = Outcome.valueOf(in.readUTF());
            boolean clean = in.readBoolean();
            String message = read(in);
            FailureFacts facts = new FailureFacts(read(in), in.readInt(), read(in), read(in));
            String output = read(in);
            List<Frame> frames = new ArrayList<>();
            for (int i = in.readInt(); i > 0; i--) {
                frames.add(new Frame(in.readUTF(), in.readUTF(), in.readInt(), in.readInt()));
            }
            if (in.read() >= 0) {
                throw new IllegalArgumentException("there is more behind the answer");
            }
            return new Answer(outcome, message, facts, frames, output, clean);
        } catch (IOException e) {
            throw new IllegalArgumentException("half an answer", e);
        }
    }
}

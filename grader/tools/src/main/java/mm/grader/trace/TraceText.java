package mm.grader.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import mm.machine.Lines;

/** Reads a trace that is in memory as a whole, in the forms of {@link TraceReader}. */
public final class TraceText {
    private TraceText() {}

    /**
     * Reads a trace and hands on each reference. Pages have 4096 bytes, and plain numbers are page numbers.
     *
     * @return the first line that cannot be read, counted from 1; those before it were handed on. 0 if all were read
     */
    public static int read(String text, TraceReader.Sink sink) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] block = Arrays.copyOf(bytes, bytes.length + 1 + TraceLines.MARGIN);
        block[bytes.length] = '\n';
        TraceForm form = TraceForm.of(Lines.of(text), false);
        TraceLines lines = new TraceLines(block, bytes.length + 1, form, 4096).read();
        lines.references().to(sink);
        return lines.isCutShort() ? lines.count() + 1 : 0;
    }
}

package mm.grader.child;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What the student's code prints: the beginning is kept, the rest is counted and thrown away. */
final class Captured extends OutputStream {
    private static final int MAX_BYTES = 4000;

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private long dropped;

    @Override
    public synchronized void write(int b) {
        if (kept.size() < MAX_BYTES) {
            kept.write(b);
        } else {
            dropped++;
        }
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) {
        int fits = Math.min(length, MAX_BYTES - kept.size());
        kept.write(bytes, offset, fits);
        dropped += length - fits;
    }

    /** Returns what was printed since the last call. */
    synchronized String take() {
        String text = kept.toString(StandardCharsets.UTF_8);
        String rest = dropped == 0 ? "" : " [... " + dropped + " B]";
        kept.reset();
        dropped = 0;
        return text + rest;
    }
}

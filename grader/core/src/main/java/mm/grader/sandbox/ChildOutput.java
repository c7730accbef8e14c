package mm.grader.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Reads what a child writes, to the end, so that it never waits; of the lines only the one that is expected counts. The
 * beginning of the rest is kept for messages.
 */
final class ChildOutput {
    private static final int LONGEST_LINE = 1 << 24;
    private static final int MAX_REST = 2000;

    private final StringBuilder rest = new StringBuilder();
    private String token;
    private String answered = " ";
    private boolean twice;
    private String answer;
    private boolean ended;

    ChildOutput(InputStream in) {
        Thread reader = new Thread(() -> read(in), "output of the child");
        reader.setDaemon(true);
        reader.start();
    }

    private void read(InputStream in) {
        byte[] buffer = new byte[8192];
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (in) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                for (int i = 0; i < n; i++) {
                    if (buffer[i] == '\n') {
                        line(line.toString(StandardCharsets.UTF_8));
                        line.reset();
                    } else if (line.size() < LONGEST_LINE) {
                        line.write(buffer[i]);
                    }
                }
            }
        } catch (IOException e) {
            line.reset();
        }
        end();
    }

    private synchronized void line(String line) {
        if (token != null && line.startsWith(token + " ")) {
            answer = line.substring(token.length() + 1);
            answered = token;
            token = null;
            notifyAll();
        } else if (line.startsWith(answered + " ")) {
            twice = true;
        } else if (rest.length() < MAX_REST && !line.isEmpty()) {
            rest.append(line, 0, Math.min(line.length(), MAX_REST)).append('\n');
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Says which token the next answer must begin with. It serves once. */
    synchronized void expect(String newToken) {
        token = newToken;
        answer = null;
    }

    /** Returns the answer; null if the time was up, or the stream at its end, before it came. */
    synchronized String await(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        try {
            while (answer == null && !ended) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    break;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        token = null;
        return answer;
    }

    /** Tells whether there was ever a second answer with the token of the first. */
    synchronized boolean cameTwice() {
        return twice;
    }

    synchronized boolean ended() {
        return ended;
    }

    synchronized String rest() {
        return rest.toString().strip();
    }
}

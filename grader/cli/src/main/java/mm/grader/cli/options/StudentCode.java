package mm.grader.cli.options;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import mm.grader.kit.Exit;

/** What guards this program while a student's code runs within it: it cannot print to the terminal, nor run for ever. */
public final class StudentCode {
    private static final Duration LIMIT = Duration.ofMinutes(10);

    private static volatile boolean isProgram;

    private StudentCode() {}

    /** Takes System.out and System.err away, which this program never uses, and lets the clock end it. */
    public static void guardThisProgram() {
        isProgram = true;
        System.setOut(new PrintStream(OutputStream.nullOutputStream()));
        System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    }

    /** Ends the program after some time, unless it has ended by then; tests that call commands are not ended. */
    static void startClock() {
        if (!isProgram) {
            return;
        }
        Thread clock = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(LIMIT.toMillis());
                        System.exit(Exit.LESS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "clock of the student's code");
        clock.setDaemon(true);
        clock.start();
    }
}

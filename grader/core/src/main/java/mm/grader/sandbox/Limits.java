package mm.grader.sandbox;

import java.time.Duration;
import java.util.List;

/**
 * What a submission may use up.
 *
 * @param check wall-clock time of one check
 * @param submission wall-clock time of all checks
 * @param start wall-clock time of the start of the child, before any code of the submission is loaded
 * @param heapMegabytes the heap of the child
 * @param compile wall-clock time of the compiler, for one exercise
 */
public record Limits(Duration check, Duration submission, Duration start, int heapMegabytes, Duration compile) {
    /** The limits of {@code mm grade}: far above what the reference needs, also on a busy machine. */
    public static final Limits STANDARD =
            new Limits(Duration.ofSeconds(30), Duration.ofMinutes(6), Duration.ofSeconds(60), 384);

    /** Makes limits with a minute for the compiler. */
    public Limits(Duration check, Duration submission, Duration start, int heapMegabytes) {
        this(check, submission, start, heapMegabytes, Duration.ofMinutes(1));
    }

    /** Returns the options of the child. */
    public List<String> options() {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Xss1m",
                "-XX:MaxMetaspaceSize=128m",
                "-XX:MaxDirectMemorySize=16m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-XX:+DisableAttachMechanism",
                "-XX:-OmitStackTraceInFastThrow",
                "-XX:-CreateCoredumpOnCrash",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Duser.timezone=UTC",
                "-Dfile.encoding=UTF-8",
                "-Djava.awt.headless=true");
    }
}

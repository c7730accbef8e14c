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
 * @param computing what the thread of one check may compute, as the processor counts it: whatever else the machine does,
 *     an endless loop has used it up soon, and the child can still say where it is
 */
public record Limits(
        Duration check, Duration submission, Duration start, int heapMegabytes, Duration compile, Duration computing) {
    private static final Duration COMPILE = Duration.ofMinutes(1);
    private static final Duration COMPUTING = Duration.ofSeconds(5);

    /** The limits of {@code mm grade}: far above what the reference needs, also on a busy machine. */
    public static final Limits STANDARD =
            new Limits(Duration.ofSeconds(30), Duration.ofMinutes(6), Duration.ofSeconds(60), 384);

    /** Makes limits with a minute for the compiler, and the standard for computing. */
    public Limits(Duration check, Duration submission, Duration start, int heapMegabytes) {
        this(check, submission, start, heapMegabytes, COMPILE, COMPUTING);
    }

    /** Makes limits with the standard for computing. */
    public Limits(Duration check, Duration submission, Duration start, int heapMegabytes, Duration compile) {
        this(check, submission, start, heapMegabytes, compile, COMPUTING);
    }

    /** Returns the same limits, but another one for what a check may compute. */
    public Limits withComputing(Duration most) {
        return new Limits(check, submission, start, heapMegabytes, compile, most);
    }

    /** Returns the options of the child. */
    public List<String> options() {
        return List.of(
                "-Xmx" + heapMegabytes + "m",
                "-Dmm.computing=" + computing.toMillis(),
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

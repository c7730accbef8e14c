package mm.grader.cli.options;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import mm.grader.sandbox.Sandbox;
import mm.grader.script.ScriptRunner;
import mm.grader.script.SubmittedParts;
import mm.grader.script.SubmittedScripts;
import mm.machine.Exercise;
import mm.machine.Parts;
import picocli.CommandLine.Option;

/** The option {@code --with}: whose classes the machine is made of. */
public final class WithOption {
    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "take the exercises' classes from this submission, what it lacks from the reference")
    private Path submission;

    private static final Duration ONE_SCRIPT = Duration.ofMinutes(1);

    public boolean given() {
        return submission != null;
    }

    public Path folder() {
        return submission;
    }

    /**
     * Returns what runs scripts: with a submission, its code in a child, which has a minute for each script.
     *
     * @throws mm.grader.kit.UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public ScriptRunner runner() {
        return given()
                ? SubmittedScripts.of(
                        submission, EnumSet.allOf(Exercise.class), Sandbox.of(Sandbox.Wish.AUTO), ONE_SCRIPT)
                : ScriptRunner.of(SubmittedParts.reference());
    }

    /**
     * Returns the parts, for those who look inside while they run. A submission's code then runs here, after the allow-list
     * has let it through; what it prints is dropped, and the program ends when it takes too long.
     *
     * @throws mm.grader.kit.UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public Parts parts() {
        if (!given()) {
            return SubmittedParts.reference();
        }
        Parts parts = SubmittedParts.of(submission);
        StudentCode.startClock();
        return parts;
    }
}

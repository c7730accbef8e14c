package mm.grader.cli.options;

import java.nio.file.Path;
import mm.grader.script.SubmittedParts;
import mm.machine.Parts;
import picocli.CommandLine.Option;

/** The option {@code --with}: whose classes the machine is made of. */
public final class WithOption {
    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "take the exercises' classes from this submission, what it lacks from the reference")
    private Path submission;

    public boolean given() {
        return submission != null;
    }

    public Path folder() {
        return submission;
    }

    /**
     * Returns the parts.
     *
     * @throws mm.grader.kit.UserError if the submission cannot be read or does not compile
     */
    public Parts parts() {
        return given() ? SubmittedParts.of(submission) : SubmittedParts.reference();
    }
}

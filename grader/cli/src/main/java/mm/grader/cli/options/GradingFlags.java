package mm.grader.cli.options;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mm.grader.grade.HeldBack;
import mm.grader.rubric.Exercises;
import mm.grader.sandbox.Sandbox;
import mm.machine.Exercise;
import picocli.CommandLine.Option;

/** What all commands that grade have in common: which exercises, which held-back cases, which walls. */
public final class GradingFlags {
    @Option(names = "--only", split = ",", paramLabel = "NN", description = "grade these exercises only, as in 03,04")
    private List<String> only = List.of();

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            description = "demand these recordings, too, and tell the students nothing of what is in them")
    private Path cases;

    @Option(
            names = "--sandbox",
            paramLabel = "auto|on|off",
            description = "whether to run the code within bubblewrap (default: auto, if it works here)")
    private Sandbox.Wish sandbox = Sandbox.Wish.AUTO;

    /**
     * Returns the exercises to grade.
     *
     * @throws mm.grader.kit.UserError if one of them does not exist
     */
    public Set<Exercise> exercises() {
        return only.isEmpty() ? EnumSet.allOf(Exercise.class) : Exercises.named(only);
    }

    /** Returns the option {@code --only} as it was given, with a blank in front; empty if it was not. */
    public String onlyAsGiven() {
        return only.isEmpty() ? "" : " --only " + String.join(",", only);
    }

    /** Returns the folder of held-back recordings; null if there are none. */
    public Path casesFolder() {
        return cases;
    }

    /**
     * Reads the held-back recordings.
     *
     * @throws mm.grader.kit.UserError if they cannot be read
     */
    public HeldBack cases() {
        return cases == null ? HeldBack.NOTHING : HeldBack.read(cases);
    }

    /**
     * Returns the walls around the children.
     *
     * @throws mm.grader.kit.UserError if they must be there, and cannot
     */
    public Sandbox sandbox() {
        return Sandbox.of(sandbox);
    }
}

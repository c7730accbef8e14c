package mm.grader.cli.options;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mm.grader.grade.HeldBack;
import mm.grader.kit.KitProperties;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
import mm.grader.sandbox.Sandbox;
import mm.machine.Exercise;
import picocli.CommandLine.Option;

/** What all commands that grade have in common: which exercises, which held-back cases, which walls. */
public final class GradingFlags {
    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NN[.STEP]",
            description = "grade these exercises and steps only, as in 03,04 or 03.1-5,06")
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
     * Returns what to grade.
     *
     * @throws mm.grader.kit.UserError if an exercise does not exist
     */
    public Selection selection() {
        return Selection.named(only.isEmpty() ? KitProperties.only() : only);
    }

    /**
     * Returns the exercises to grade.
     *
     * @throws mm.grader.kit.UserError if one of them does not exist
     */
    public Set<Exercise> exercises() {
        return selection().exercises();
    }

    /**
     * Returns the checks to run; those have points that were asked for.
     *
     * @throws mm.grader.kit.UserError if an exercise or a step does not exist
     */
    public Rubric rubric() {
        return selection().of(Rubric.shipped());
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

package mm.grader.cli.options;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.rubric.Exercises;
import mm.grader.sandbox.Sandbox;
import mm.grader.script.OwnExercises;
import mm.grader.script.ScriptRunner;
import mm.grader.script.SubmittedParts;
import mm.grader.script.SubmittedScripts;
import mm.grader.skeletons.Skeletons;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.text.Message;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --with}: whose classes the machine is made of. */
public final class WithOption {
    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "take the exercises' classes from this submission, what it lacks from the reference")
    private Path submission;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "NN",
            description = "with --with: these exercises alone, as in 03,04, and these even where they are not finished")
    private List<String> only = List.of();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private static final Duration ONE_SCRIPT = Duration.ofMinutes(1);

    /** Tells whether a submission was named. */
    public boolean given() {
        return submission != null;
    }

    /** Returns the folder of the submission; null if none was named. */
    public Path folder() {
        return submission;
    }

    /**
     * Returns what runs scripts: with a submission, its code in a child, which has a minute for each script.
     *
     * @throws mm.grader.kit.UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public ScriptRunner runner() {
        OwnExercises own = own();
        return given()
                ? SubmittedScripts.of(submission, own, Sandbox.of(Sandbox.Wish.AUTO), ONE_SCRIPT)
                : ScriptRunner.of(SubmittedParts.reference());
    }

    /** Returns {@code --with} and {@code --only} as they were given, to be given again. */
    public String asGiven() {
        return submission + (only.isEmpty() ? "" : " --only " + String.join(",", only));
    }

    /** Returns the exercises that were named, or those that are begun; says so if there are others in the folder. */
    private OwnExercises own() {
        if (!given()) {
            if (!only.isEmpty()) {
                throw UserError.of("with.only-needs-with");
            }
            return OwnExercises.named(EnumSet.noneOf(Exercise.class));
        }
        if (!only.isEmpty()) {
            return OwnExercises.named(Exercises.named(only));
        }
        try (Submission opened = Submission.open(submission)) {
            if (opened.single() != null) {
                return OwnExercises.named(EnumSet.of(opened.single()));
            }
            Set<Exercise> begun = EnumSet.noneOf(Exercise.class);
            Set<Exercise> untouched = EnumSet.noneOf(Exercise.class);
            Map<Path, String> skeletons = Skeletons.handedOut(opened.root());
            for (Exercise exercise : Exercise.values()) {
                List<Path> sources = opened.sources(exercise);
                if (!sources.isEmpty()) {
                    (sources.stream().allMatch(file -> isSkeleton(file, skeletons.get(file))) ? untouched : begun)
                            .add(exercise);
                }
            }
            if (!untouched.isEmpty()) {
                say(Message.of("with.taken", submission, numbers(begun), numbers(untouched)));
            }
            // The only one that is begun is what the command is about, so it is taken as it is.
            return begun.size() == 1 ? OwnExercises.named(begun) : OwnExercises.written(begun, this::say);
        }
    }

    private static boolean isSkeleton(Path file, String skeleton) {
        try {
            return skeleton != null
                    && Files.readString(file).replace("\r", "").strip().equals(skeleton.strip());
        } catch (IOException e) {
            return false; // what cannot be read is said when it is compiled
        }
    }

    private static Message numbers(Set<Exercise> exercises) {
        return exercises.isEmpty()
                ? Message.of("with.none")
                : Message.verbatim(exercises.stream().map(Exercise::number).collect(Collectors.joining(" ")));
    }

    private void say(Message sentence) {
        command.commandLine()
                .getErr()
                .println(Untrusted.text(Languages.texts(command).say("mm.mm", sentence)));
    }

    /**
     * Returns the parts, for those who look inside while they run. A submission's code then runs here, after the allow-list
     * has let it through; what it prints is dropped, and the program ends when it takes too long.
     *
     * @param script what the parts will run: an exercise that is not written as far as this needs it is left out
     * @throws mm.grader.kit.UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public Parts parts(Script script) {
        return parts(own(), script);
    }

    /** Returns the parts for what is not a script: an exercise that is not finished is left out. */
    public Parts parts() {
        return parts(own(), null);
    }

    /** Returns the parts of which one exercise alone is a submission's, finished or not. */
    public Parts parts(Exercise exercise) {
        return parts(OwnExercises.named(EnumSet.of(exercise)), null);
    }

    private Parts parts(OwnExercises own, Script script) {
        if (!given()) {
            return SubmittedParts.reference();
        }
        StudentCode.startClock();
        return SubmittedParts.of(submission, own, script);
    }
}

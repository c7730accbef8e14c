package mm.grader.cli;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import mm.machine.Exercise;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm grade}: grades a submission. */
@Command(
        name = "grade",
        mixinStandardHelpOptions = true,
        description = {
            "Compiles the exercises of a submission, runs the graded checks on them, and prints points and reasons.",
            "Exercises that are missing from the submission count 0; the reference takes their place for the others."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:full marks",
            "1:less than full marks",
            "2:wrong usage, or a submission that cannot be read",
            "3:the grader itself failed"
        })
final class GradeCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "DIR",
            description = "the submission: a folder with 03-brk-mmap and others in it, or a zip")
    private Path folder;

    @Option(names = "--only", split = ",", paramLabel = "NN", description = "grade these exercises only, as in 03,04")
    private List<String> only = List.of();

    @Option(
            names = "--report",
            paramLabel = "FOLDER",
            description = "write the result into this folder, too, in formats for machines and browsers")
    private Path reports;

    @Option(
            names = "--format",
            split = ",",
            paramLabel = "NAME",
            description = "of the formats only these: ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Reports.Format> formats = EnumSet.allOf(Reports.Format.class);

    @Option(
            names = "--cases",
            paramLabel = "DIR",
            description = "demand these recordings, too, and tell the student nothing of what is in them")
    private Path cases;

    @Option(
            names = "--sandbox",
            paramLabel = "auto|on|off",
            description = "whether to run the code within bubblewrap (default: auto, if it works here)")
    private Sandbox.Wish sandbox = Sandbox.Wish.AUTO;

    @Option(
            names = "--failing",
            paramLabel = "DIR",
            description =
                    "where the smallest failing scripts are written (default: the system's folder for such files)")
    private Path failing = Path.of(System.getProperty("java.io.tmpdir"), "mm-failing");

    @Option(names = "--timings", description = "print where the time went")
    private boolean showTimings;

    @ArgGroup
    private Seed seed = new Seed();

    @Spec
    private CommandSpec spec;

    /** Where the random cases come from. */
    static final class Seed {
        @Option(names = "--seed", paramLabel = "N", description = "the seed of the random cases (default: 1)")
        private Long number;

        @Option(
                names = "--id",
                paramLabel = "STUDENT",
                description = "derive the seed from a name: the first four bytes of its SHA-256 in UTF-8")
        private String id;

        long value() {
            return id != null ? seedOf(id) : number != null ? number : 1;
        }
    }

    /** Returns the seed that belongs to a student. */
    static long seedOf(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(id.strip().getBytes(StandardCharsets.UTF_8));
            return Integer.toUnsignedLong(ByteBuffer.wrap(hash).getInt());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Set<Exercise> exercises = exercises();
        Rubric rubric = Rubric.shipped();
        if (exercises.stream().allMatch(exercise -> rubric.of(exercise).isEmpty())) {
            throw new UserError("there is nothing to grade: none of these exercises is in this release");
        }
        out.println("Linux Memory Kit: " + folder);
        out.println("seed " + seed.value() + "; to repeat: mm grade " + folder + only() + " --seed " + seed.value());
        out.println();
        out.flush();
        Terms terms = Terms.of(Limits.STANDARD, Sandbox.of(sandbox), seed.value())
                .withCases(cases == null ? HeldBack.NOTHING : HeldBack.read(cases));
        Timings timings = new Timings();
        try (Submission submission = Submission.open(folder);
                Workers workers = Workers.fresh(terms.limits(), terms.sandbox())) {
            GradeResult result = new Grader(rubric, terms, workers, timings).grade(submission, exercises);
            new Report(out).print(result);
            if (showTimings) {
                out.println("time: " + timings);
            }
            List<Lesson> lessons = new Feedback(submission.root(), failing, terms.sandbox()).on(result);
            Feedback.print(lessons, out);
            if (reports != null) {
                Reports.write(result, lessons, submission.root(), reports, formats, Mm.languageOf(spec));
            }
            return result.exitCode();
        }
    }

    private String only() {
        return only.isEmpty() ? "" : " --only " + String.join(",", only);
    }

    private Set<Exercise> exercises() {
        return only.isEmpty() ? EnumSet.allOf(Exercise.class) : exercises(only);
    }

    /** Returns the exercises that an option {@code --only} names. */
    static Set<Exercise> exercises(List<String> only) {
        try {
            return only.stream()
                    .map(text -> Exercise.of(text.strip()))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Exercise.class)));
        } catch (IllegalArgumentException e) {
            throw new UserError("--only: " + e.getMessage());
        }
    }
}

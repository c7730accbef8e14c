package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.child.ClassFiles;
import mm.grader.cli.options.GradingFlags;
import mm.grader.cli.options.Languages;
import mm.grader.compile.Compiler;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.feedback.Feedback;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Grader;
import mm.grader.grade.GradingOptions;
import mm.grader.grade.Timings;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.report.Report;
import mm.grader.report.ReportFormat;
import mm.grader.report.TextReport;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Seeds;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.Limits;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
public final class GradeCommand implements Callable<Integer> {
    @Mixin
    private GradingFlags grading = new GradingFlags();

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "the submission: a folder with 03-brk-mmap and others in it, the folder of one exercise,"
                    + " or a zip (default: the exercises of this kit)")
    private Path folder = KitHome.exercises();

    @Option(
            names = "--step",
            paramLabel = "N",
            description = "run only the checks of this step, and those that they require")
    private Integer step;

    @Option(
            names = "--check",
            paramLabel = "NAME",
            description = "run only this check, and those that it requires; named as for mm hint")
    private String check;

    @Option(names = "--state", hidden = true, description = "the file that remembers which check fails next")
    private Path state;

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
    private Set<ReportFormat> formats = EnumSet.allOf(ReportFormat.class);

    @Option(
            names = "--failing",
            paramLabel = "DIR",
            description =
                    "where the smallest failing scripts are written (default: a new folder among the temporary files)")
    private Path failing;

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
            return id != null ? Seeds.of(id) : number != null ? number : 1;
        }
    }

    private boolean isPart() {
        return step != null || check != null;
    }

    /** Returns the checks that were asked for. */
    private Rubric rubric() {
        Rubric all = grading.rubric();
        if (check != null) {
            CheckInfo named = new CheckSearch(all, new StudentState(state).failed()).find(List.of(check));
            return all.only(named::equals);
        }
        return step == null ? all : all.only(each -> each.step() == step);
    }

    /** Returns the exercises that were asked for; if only some checks are run, those of them that have one. */
    private Set<Exercise> exercises(Rubric rubric) {
        Set<Exercise> exercises = grading.exercises();
        if (isPart()) {
            exercises.removeIf(exercise -> rubric.of(exercise).isEmpty());
        }
        if (exercises.stream().allMatch(exercise -> rubric.of(exercise).isEmpty())) {
            throw UserError.of("grading-service.there-is-nothing-to-grade");
        }
        return exercises;
    }

    private String asGiven() {
        return grading.onlyAsGiven()
                + (step == null ? "" : " --step " + step)
                + (check == null ? "" : " --check '" + check + "'");
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Compiler.prepare();
        Rubric rubric = rubric();
        Set<Exercise> exercises = exercises(rubric);
        out.println(Languages.texts(spec).say("grade.linux-memory-kit", folder));
        out.println(Languages.texts(spec)
                .say("grade.seed-to-repeat-mm-grade", seed.value(), folder, asGiven(), seed.value()));
        out.println();
        out.flush();
        GradingOptions terms = GradingOptions.of(Limits.STANDARD, grading.sandbox(), seed.value())
                .withCases(grading.cases());
        if (isPart()) {
            terms = terms.withoutScreens();
        }
        Timings timings = new Timings();
        try (Submission submission = Submission.open(folder);
                ChildPool workers = ChildPool.fresh(rubric, terms.limits(), terms.sandbox())) {
            boolean one = submission.single() != null && grading.onlyAsGiven().isEmpty() && !isPart();
            Map<Exercise, ClassFiles> classes = new EnumMap<>(Exercise.class);
            GradeResult result = new Grader(rubric, terms, workers, timings)
                    .grade(submission, one ? EnumSet.of(submission.single()) : exercises, classes::putAll);
            TextReport report = new TextReport(out, Languages.texts(spec));
            (check == null ? report : report.ofOneCheck()).print(result);
            new StudentState(state).graded(result);
            out.flush(); // the marks first: a smallest script may take a second or two
            long since = System.nanoTime();
            List<ExerciseFeedback> lessons = new Feedback(submission.root(), classes, workers, failing).on(result);
            timings.add(Timings.Phase.SMALLEST_SCRIPT, since);
            if (showTimings) {
                out.println(Languages.texts(spec).say("grade.time", timings));
            }
            Feedback.print(lessons, out, Languages.texts(spec));
            result.next()
                    .filter(next -> !isPart())
                    .filter(next -> Files.isDirectory(KitHome.exercises().resolve(next.folder())))
                    .ifPresent(next -> out.println(Languages.texts(spec)
                            .say(
                                    "grade.next",
                                    new CheckTexts(Languages.texts(spec)).title(next),
                                    "exercises/" + next.folder() + "/README.md")));
            if (reports != null) {
                Report.of(result, lessons, submission.root(), Languages.of(spec))
                        .of(folder)
                        .write(reports, formats, seed.id == null);
            }
            return result.exitCode();
        }
    }
}

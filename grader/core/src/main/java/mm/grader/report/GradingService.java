package mm.grader.report;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mm.grader.feedback.Diagnosis;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Grader;
import mm.grader.grade.GradingOptions;
import mm.grader.grade.HeldBack;
import mm.grader.grade.Timings;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitError;
import mm.grader.kit.UserError;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.ClassArchive;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.machine.Exercise;

/** Marks submissions as {@code mm grade} does, for those who mark many. Several threads may share one. */
public final class GradingService implements AutoCloseable {
    private final Rubric rubric;
    private final Limits limits;
    private final Sandbox sandbox;
    private final HeldBack cases;
    private final Set<Exercise> exercises;
    private final ChildPool workers;
    private final Timings timings = new Timings();

    /**
     * Makes the terms of a marking.
     *
     * @param cases a folder of held-back recordings, or null
     * @throws UserError if the cases cannot be read, or none of the exercises has a check
     */
    public GradingService(Rubric rubric, Limits limits, Sandbox sandbox, Path cases, Set<Exercise> exercises) {
        this.rubric = rubric;
        this.limits = limits;
        this.sandbox = sandbox;
        this.cases = cases == null ? HeldBack.NOTHING : HeldBack.read(cases);
        this.exercises = EnumSet.copyOf(exercises);
        if (exercises.stream().allMatch(exercise -> rubric.of(exercise).isEmpty())) {
            throw UserError.of("grading-service.none-in-this-release");
        }
        ClassArchive.prepare(rubric, limits);
        workers = ChildPool.reused(rubric, limits, sandbox);
    }

    /** Marks one submission with the random cases of a seed. */
    public GradeResult mark(Submission submission, long seed) {
        // No report of a class shows the screens of free and top.
        GradingOptions terms =
                GradingOptions.of(limits, sandbox, seed).withCases(cases).withoutScreens();
        return new Grader(rubric, terms, workers, timings).grade(submission, exercises);
    }

    /**
     * Grades the reference on the same terms, for nobody else is graded rightly by a kit that takes points from it.
     *
     * @throws KitError if it has less than full marks
     */
    public void requireReference() {
        GradingOptions terms =
                GradingOptions.of(limits, sandbox, 1).withCases(cases).withoutScreens();
        GradeResult result = new Grader(rubric, terms, workers, timings).reference(exercises);
        if (result.points() < result.maxPoints()) {
            Verdict lost = result.exercises().stream()
                    .flatMap(exercise -> exercise.verdicts().stream())
                    .filter(verdict -> verdict.status() != Status.PASSED)
                    .findFirst()
                    .orElseThrow();
            throw KitError.of(
                    "grading-service.reference-fails",
                    result.points(),
                    result.maxPoints(),
                    lost.check().id(),
                    lost.why());
        }
    }

    /** Ends the children that wait for another submission. */
    @Override
    public void close() {
        workers.close();
    }

    /** Returns the report that {@code mm grade --report} writes as report.json. */
    public static byte[] json(GradeResult result) {
        return ReportFormat.JSON
                .text(new Report(result, List.of(), "", Language.EN))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the report that {@code mm grade --report} writes as report.html, without the smallest failing scripts: to
     * find one takes many times as long as grading.
     *
     * @param root the folder of the submission, whose sources are quoted
     * @param student what the page calls the student
     */
    public static byte[] html(GradeResult result, Path root, String student, Language language) {
        Diagnosis diagnosis = Diagnosis.shipped();
        List<ExerciseFeedback> lessons = result.exercises().stream()
                .map(exercise -> new ExerciseFeedback(exercise.exercise(), diagnosis.of(exercise)))
                .filter(lesson -> !lesson.isEmpty())
                .toList();
        return ReportFormat.HTML
                .text(new Report(result, lessons, "", language, root, student, ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the known misunderstandings that a result looks like, by their ids. */
    public static List<String> beliefs(GradeResult result) {
        Diagnosis diagnosis = Diagnosis.shipped();
        return result.exercises().stream()
                .flatMap(exercise -> diagnosis.of(exercise).stream())
                .map(Diagnosis.Known::id)
                .toList();
    }
}

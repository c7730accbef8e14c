package mm.grader.cli.grading;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import mm.grader.cli.options.GradingFlags;
import mm.grader.cli.options.Languages;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Grader;
import mm.grader.grade.GradingOptions;
import mm.grader.grade.Timings;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Seeds;
import mm.grader.rubric.Status;
import mm.grader.sandbox.ChildPool;
import mm.grader.sandbox.ClassArchive;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.grader.submission.Submission;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm throughput}: how fast complete and correct submissions are graded; see docs/performance-class.md. */
@Command(
        name = "throughput",
        hidden = true,
        mixinStandardHelpOptions = true,
        description = {
            "Grades every folder in DIR, each with the seed that belongs to its name, and says how long one takes.",
            "A submission that gets less than full marks is an error: grading nothing would look fast."
        })
public final class ThroughputCommand implements Callable<Integer> {
    enum Kind {
        FRESH,
        REUSED
    }

    @Parameters(paramLabel = "DIR", description = "a folder of submissions")
    private Path folder;

    @Option(names = "--workers", paramLabel = "fresh|reused", description = "a new child for each submission, or not")
    private Kind kind = Kind.REUSED;

    @Option(names = "--threads", paramLabel = "N", description = "how many at a time (default: ${DEFAULT-VALUE})")
    private int threads = 2;

    @Mixin
    private GradingFlags grading = new GradingFlags();

    @Spec
    private CommandSpec spec;

    private Rubric rubric;
    private final Timings timings = new Timings();

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        PrintWriter out = spec.commandLine().getOut();
        rubric = grading.rubric();
        Sandbox sandbox = grading.sandbox();
        List<Path> submissions = submissions();
        ClassArchive.prepare(rubric, Limits.STANDARD);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        long since = System.nanoTime();
        int children;
        try (ChildPool workers = kind == Kind.FRESH
                ? ChildPool.fresh(rubric, Limits.STANDARD, sandbox)
                : ChildPool.reused(rubric, Limits.STANDARD, sandbox)) {
            List<Future<GradeResult>> results = new ArrayList<>();
            for (Path submission : submissions) {
                results.add(pool.submit(() -> grade(submission, workers, sandbox)));
            }
            for (int i = 0; i < results.size(); i++) {
                demandFullMarks(submissions.get(i), results.get(i).get());
            }
            children = workers.started();
        } finally {
            pool.shutdownNow();
        }
        double seconds = (System.nanoTime() - since) / 1e9;
        out.printf(
                Locale.ROOT,
                Languages.texts(spec).say("throughput.d-submissions-of-d-checks"),
                submissions.size(),
                rubric.checks().size(),
                threads,
                children,
                sandbox.on()
                        ? Languages.texts(spec).say("throughput.bubblewrap-on")
                        : Languages.texts(spec).say("throughput.bubblewrap-off"));
        out.println(Languages.texts(spec)
                .say("throughput.per-submission", String.format(Locale.ROOT, "%.3f", seconds / submissions.size())));
        for (Timings.Phase phase : timings.phases()) {
            out.printf(Locale.ROOT, "  %-10s %.3f s%n", phase.title(), timings.seconds(phase) / submissions.size());
        }
        return Exit.OK;
    }

    private List<Path> submissions() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> submissions = files.filter(Files::isDirectory).sorted().toList();
            if (submissions.isEmpty()) {
                throw UserError.at(folder, "throughput.there-is-no-folder-in");
            }
            return submissions;
        }
    }

    private GradeResult grade(Path folder, ChildPool workers, Sandbox sandbox) {
        long seed = Seeds.of(folder.getFileName().toString());
        GradingOptions terms = GradingOptions.of(Limits.STANDARD, sandbox, seed)
                .withCases(grading.cases())
                .withoutScreens();
        try (Submission submission = Submission.open(folder)) {
            return new Grader(rubric, terms, workers, timings).grade(submission, grading.exercises());
        }
    }

    private void demandFullMarks(Path submission, GradeResult result) {
        int bonus = rubric.checks().stream()
                .filter(CheckInfo::bonus)
                .mapToInt(CheckInfo::points)
                .sum();
        if (result.points() == result.maxPoints() && result.bonus() == bonus && result.maxPoints() > 0) {
            return;
        }
        List<String> lost = result.exercises().stream()
                .flatMap(exercise -> exercise.verdicts().stream())
                .filter(verdict -> verdict.status() != Status.PASSED)
                .map(verdict -> verdict.check().id() + " " + verdict.status() + " " + verdict.message())
                .toList();
        throw UserError.at(submission, "throughput.of", result.points(), result.maxPoints(), lost);
    }
}

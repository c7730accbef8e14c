package mm.grader.cli.grading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import mm.grader.cli.options.GradingFlags;
import mm.grader.cli.options.Languages;
import mm.grader.course.Course;
import mm.grader.course.KitDigest;
import mm.grader.course.Progress;
import mm.grader.course.Regrade;
import mm.grader.course.Result;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.handin.Shard;
import mm.grader.course.similarity.Jplag;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.Reference;
import mm.grader.kit.UserError;
import mm.grader.report.GradingService;
import mm.grader.rubric.Rubric;
import mm.grader.sandbox.Limits;
import mm.machine.Exercise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm class}: grades a folder of submissions. */
@Command(
        name = "class",
        mixinStandardHelpOptions = true,
        description = {
            "Grades a folder of submissions, and writes gradebook.csv, class.html and two reports for each student.",
            "A run that was stopped goes on where it was when the same command is given again."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every submission is graded",
            "1:some could not be read; with --regrade: marks change",
            "2:wrong usage, or an input that cannot be read",
            "3:the grader itself failed or had to stop; the same command goes on"
        })
public final class ClassCommand implements Callable<Integer> {
    private static final int MAX_CORES = 1024;

    @Mixin
    private GradingFlags grading = new GradingFlags();

    @Parameters(
            paramLabel = "SUBMISSIONS",
            description = "a folder of folders, zips, tar.gz and git repositories, each named by its student")
    private Path submissions;

    @Mixin
    private ClassOptions options;

    @Option(names = "--cores", paramLabel = "N", description = "how many to grade at once (default: all cores)")
    private int cores = Runtime.getRuntime().availableProcessors();

    @Option(names = "--shard", paramLabel = "I/N", description = "grade the i-th of n parts only, for mm merge")
    private String shard = "1/1";

    @Option(names = "--regrade", description = "grade all again, and show who changes by how much; overwrites nothing")
    private boolean regrade;

    @Option(names = "--yes", description = "with --regrade: then take the new marks, and keep the old ones in old/")
    private boolean yes;

    @Option(
            names = "--similarity",
            description = "compare all hand-ins with JPlag, which Maven fetches, and show the most similar pairs")
    private boolean similarity;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            return run(spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (RunStoppedException e) {
            spec.commandLine().getErr().println(Languages.texts(spec).say("mm.mm", e.getMessage()));
            return Exit.FAILED;
        }
    }

    private int run(PrintWriter out, PrintWriter err) {
        Rubric rubric = grading.rubric();
        Set<Exercise> exercises = grading.exercises();
        if (yes && !regrade) {
            throw UserError.at("--yes", "class.this-goes-together-with-regrade");
        }
        if (cores < 1 || cores > MAX_CORES) {
            throw UserError.at("--cores " + cores, "class.expected-is-a-number-from", MAX_CORES);
        }
        Shard part = Shard.of(shard);
        if (similarity && part.of() > 1) {
            throw UserError.at("--similarity", "class.hand-ins-of-all-shards");
        }
        Gradebook book = options.book(Languages.of(spec));
        List<HandIn> all = HandIns.in(submissions);
        List<HandIn> mine = HandIns.shard(all, part);
        Jplag jplag = similarity ? Jplag.fetched() : null; // before the work rather than behind it
        Result.Key kit =
                new Result.Key("", KitDigest.kit(), KitDigest.terms(grading.selection(), grading.casesFolder()));
        try (GradingService marking = new GradingService(
                        rubric, Limits.STANDARD, grading.sandbox(), grading.casesFolder(), exercises);
                Store store = Store.open(options.out())) {
            requireReference(marking, kit);
            book.know(all.stream().map(HandIn::student).toList(), err);
            Course course = new Course(marking::mark, kit, book.names(), book.deadlines(), book.language());
            Map<String, Result> results =
                    regrade ? regraded(course, store, mine, out) : graded(course, store, mine, out);
            if (results == null) {
                return Exit.LESS;
            }
            RunInfo info = new RunInfo(part.number(), part.of(), kit, List.copyOf(results.keySet()));
            List<String> students = mine.stream().map(HandIn::student).toList();
            Similarity.Report similar = jplag == null
                    ? Similarity.Report.NONE
                    : new Similarity(jplag, book.names(), book.deadlines(), store).of(mine, results, exercises);
            return book.write(store, results, students, info, similar, out, err);
        }
    }

    /** Grades the reference first, once for each kit and terms; that it was is remembered with the kit. */
    private static void requireReference(GradingService marking, Result.Key kit) {
        String name = "reference-" + Reference.sum((kit + System.getProperty("java.version")).getBytes(UTF_8));
        Path remembered = KitHome.kept().resolve(name);
        if (Files.exists(remembered)) {
            return;
        }
        marking.requireReference();
        try {
            Files.writeString(remembered, "");
        } catch (IOException e) {
            return; // a kit on a read-only disk, for example: then it is graded each time
        }
    }

    private Map<String, Result> graded(Course course, Store store, List<HandIn> handIns, PrintWriter out) {
        course.requireSameKit(store, handIns);
        try (Progress progress = Progress.of(out, Languages.texts(spec), handIns.size())) {
            return course.run(store, handIns, cores, progress);
        }
    }

    /** Returns null if marks change and nobody said yes to it. */
    private Map<String, Result> regraded(Course course, Store store, List<HandIn> handIns, PrintWriter out) {
        Regrade again = new Regrade(store, out, Languages.texts(spec));
        try (Store stage = again.stage()) {
            Map<String, Result> fresh;
            try (Progress progress = Progress.of(out, Languages.texts(spec), handIns.size())) {
                fresh = course.run(stage, handIns, cores, progress);
            }
            int changes = again.compare(fresh);
            if (yes || changes == 0) {
                return again.take(fresh, stage);
            }
            out.println(Languages.texts(spec).say("class.nothing-is-overwritten-with-yes"));
            return null;
        }
    }
}

package mm.grader.cli.grading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
import mm.grader.course.plan.CoursePlan;
import mm.grader.course.plan.WeekRun;
import mm.grader.course.similarity.Jplag;
import mm.grader.course.similarity.Similarity;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.Reference;
import mm.grader.kit.UserError;
import mm.grader.report.GradingService;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Selection;
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
            arity = "0..1",
            description = "a folder of folders, zips, tar.gz and git repositories, each named by its student")
    private Path submissions;

    @Mixin
    private ClassOptions options;

    @Mixin
    private CourseOptions course;

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

    @Option(
            names = "--prefix",
            paramLabel = "TEXT",
            description = "what the names of all hand-ins begin with that is of no student's name, as in week-3-ada")
    private String prefix = "";

    @Spec
    private CommandSpec spec;

    private boolean changed;

    @Override
    public Integer call() {
        try {
            return run(spec.commandLine().getOut(), spec.commandLine().getErr());
        } catch (RunStoppedException e) {
            spec.commandLine().getErr().println(Languages.texts(spec).say("mm.mm", e.getMessage()));
            return Exit.FAILED;
        }
    }

    /** What is graded on which terms, and where it is written. */
    private record Task(Gradebook book, List<HandIn> all, Selection selection, Path cases, Path out) {}

    /** What the options say. */
    private Task task(PrintWriter err) {
        if (course.given()) {
            return week(err);
        }
        if (submissions == null) {
            throw UserError.of("class.what");
        }
        Path out = options.out();
        Gradebook book = options.book(Languages.of(spec));
        List<HandIn> all = HandIns.in(submissions, prefix);
        book.know(all.stream().map(HandIn::student).toList(), HandIns.ids(all), err);
        return new Task(book, all, grading.selection(), grading.casesFolder(), out);
    }

    /** What a course file says. */
    private Task week(PrintWriter err) {
        List<String> said = new ArrayList<>(options.ofACourse());
        if (submissions != null) {
            said.add(submissions.toString());
        }
        if (!grading.onlyAsGiven().isEmpty()) {
            said.add("--only");
        }
        if (grading.casesFolder() != null) {
            said.add("--cases");
        }
        if (!prefix.isEmpty()) {
            said.add("--prefix");
        }
        CourseOptions.refuse(said);
        WeekRun run = course.run(options.back(), Languages.of(spec), err);
        List<HandIn> all = run.handIns(err);
        CoursePlan plan = course.plan();
        return new Task(run.book(), all, run.week().selection(), plan.cases(), options.out(plan.out(run.week())));
    }

    private int run(PrintWriter out, PrintWriter err) {
        grading.rubric();
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
        Task task = task(err);
        Gradebook book = task.book();
        Set<Exercise> exercises = task.selection().exercises();
        List<HandIn> mine = HandIns.shard(task.all(), part);
        Jplag jplag = similarity ? Jplag.fetched() : null; // before the work rather than behind it
        Result.Key kit = new Result.Key("", KitDigest.kit(), KitDigest.terms(task.selection(), task.cases()));
        try (GradingService marking = new GradingService(
                        task.selection().of(Rubric.shipped()),
                        Limits.STANDARD,
                        grading.sandbox(),
                        task.cases(),
                        exercises);
                Store store = Store.open(task.out())) {
            requireReference(marking, kit);
            Course grader = new Course(marking::mark, kit, book.names(), book.commits(exercises), book.language());
            Map<String, Result> results =
                    regrade ? regraded(grader, store, mine, out) : graded(grader, store, mine, out);
            if (results == null) {
                return changed ? Exit.LESS : Exit.OK;
            }
            RunInfo info = RunInfo.of(part, kit, results.keySet(), mine, book.names());
            List<String> students = mine.stream().map(HandIn::student).toList();
            Similarity.Report similar = jplag == null
                    ? Similarity.Report.NONE
                    : new Similarity(jplag, book.names(), store).of(mine, results, exercises);
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

    private Map<String, Result> graded(Course grader, Store store, List<HandIn> handIns, PrintWriter out) {
        grader.requireSameKit(store, handIns);
        try (Progress progress = Progress.of(out, Languages.texts(spec), handIns.size())) {
            return grader.run(store, handIns, cores, progress);
        }
    }

    /** Returns null if nobody said yes to new results, whether or not marks change. */
    private Map<String, Result> regraded(Course grader, Store store, List<HandIn> handIns, PrintWriter out) {
        Regrade again = new Regrade(store, out, Languages.texts(spec));
        try (Store stage = again.stage()) {
            Map<String, Result> fresh;
            try (Progress progress = Progress.of(out, Languages.texts(spec), handIns.size())) {
                fresh = grader.run(stage, handIns, cores, progress);
            }
            changed = again.compare(fresh) > 0;
            if (yes) {
                return again.take(fresh, stage);
            }
            out.println(Languages.texts(spec).say("class.nothing-is-overwritten-with-yes"));
            return null;
        }
    }
}

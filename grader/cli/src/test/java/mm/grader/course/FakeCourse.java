package mm.grader.course;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.handin.HandIns;
import mm.grader.course.handin.Shard;
import mm.grader.course.roster.Names;
import mm.grader.course.similarity.Similarity;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * A course whose marks are made up from the sources, in no time: for the tests of everything but the marks. As a program it
 * grades a folder, {@code SUBMISSIONS OUT MILLISECONDS}, so that there is something to kill.
 */
final class FakeCourse {
    static final Result.Key KIT = new Result.Key("", "kit 1", "06");
    static final Gradebook BOOK = new Gradebook(Names.PLAIN, null, null, HandInTimes.NONE, Set.of(), "x", Language.EN);

    /** Who was graded, rather than remembered. */
    final Set<String> graded = new ConcurrentSkipListSet<>();

    private final long milliseconds;

    FakeCourse(long milliseconds) {
        this.milliseconds = milliseconds;
    }

    /** A source with {@code points 37} in it gets 37 points; of who is called bonus a check of the bonus fails. */
    GradeResult mark(Submission submission, long seed) {
        String text = text(submission);
        int points = Integer.parseInt(text.replaceAll("(?s).*points ([0-9]+).*", "$1"));
        graded.add(text.replaceAll("(?s).*by ([^\n]*)\n.*", "$1"));
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return new GradeResult(
                seed,
                List.of(new ExerciseResult(
                        Exercise.OOM,
                        List.of(),
                        List.of(
                                verdict("the_points", points, Status.PASSED, "", false),
                                verdict("the_rest", 100 - points, Status.FAILED, text, text.contains("by bonus"))))),
                Message.verbatim(""),
                List.of(Message.verbatim("a setting of " + seed)),
                seed % 2 == 0);
    }

    private static Verdict verdict(String method, int points, Status status, String message, boolean bonus) {
        CheckInfo check = new CheckInfo(Exercise.OOM, 1, "title", "Check", method, points, bonus, List.of(), List.of());
        return Verdict.without(check, status, Message.verbatim(message));
    }

    private static String text(Submission submission) {
        try {
            return Files.readString(submission.sources(Exercise.OOM).stream()
                    .filter(file -> file.endsWith("BadnessOomKiller.java")) // a hand-out has another file beside it
                    .findFirst()
                    .orElseThrow());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hands one in. */
    static void handIn(Path submissions, String student, int points) throws IOException {
        Path file = Exercise.OOM.sources(submissions.resolve(student)).resolve("mm/oom/BadnessOomKiller.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "// by " + student + "\n// points " + points + "\n", StandardCharsets.UTF_8);
    }

    /** Grades a folder, and returns the exit code. */
    int run(Path submissions, Path out, Gradebook book) {
        return run(submissions, out, book, KIT, new StringWriter());
    }

    int run(Path submissions, Path out, Gradebook book, Result.Key kit, StringWriter said) {
        return run(submissions, out, book, kit, said, new Shard(1, 1));
    }

    int run(Path submissions, Path out, Gradebook book, Result.Key kit, StringWriter said, Shard shard) {
        PrintWriter writer = new PrintWriter(said);
        List<HandIn> all = HandIns.in(submissions);
        List<HandIn> handIns = HandIns.shard(all, shard);
        List<String> students = handIns.stream().map(HandIn::student).toList();
        try (Store store = Store.open(out);
                Progress progress = Progress.of(writer, Texts.english(), handIns.size())) {
            book.know(all.stream().map(HandIn::student).toList(), HandIns.ids(all), writer);
            Course course =
                    new Course(this::mark, kit, book.names(), book.commits(Set.of(Exercise.OOM)), book.language());
            course.requireSameKit(store, handIns);
            Map<String, Result> results = course.run(store, handIns, 2, progress);
            RunInfo info = RunInfo.of(shard, kit, new TreeSet<>(results.keySet()), handIns, book.names());
            return book.write(store, results, students, info, Similarity.Report.NONE, writer, writer);
        }
    }

    /** Grades a folder in a process of its own. */
    public static void main(String[] arguments) {
        StringWriter said = new StringWriter();
        try {
            int code = new FakeCourse(Long.parseLong(arguments[2]))
                    .run(Path.of(arguments[0]), Path.of(arguments[1]), BOOK, KIT, said);
            System.exit(code);
        } catch (RunStoppedException e) {
            System.err.println("mm: " + e.getMessage());
            System.exit(3);
        }
    }
}

package mm.grader.feedback;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import mm.grader.Recordings;
import mm.grader.child.ClassFiles;
import mm.grader.child.FailureFacts;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.OutputFile;
import mm.grader.kit.TemporaryFolders;
import mm.grader.kit.Untrusted;
import mm.grader.sandbox.ChildPool;
import mm.grader.script.Agreement;
import mm.grader.script.OwnExercises;
import mm.grader.script.ScriptRunner;
import mm.grader.script.ScriptShrinker;
import mm.grader.script.SmallestFailure;
import mm.grader.script.SubmittedParts;
import mm.grader.script.SubmittedScripts;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.Catalogue;

/**
 * What a report says beyond points: which known misunderstanding it looks like, and the smallest failing script. The
 * script is made smaller here; the student's code runs in a child with the walls and limits of the checks, and answers one
 * script at a time.
 */
public final class Feedback {
    private static final Duration SHRINKING = Duration.ofSeconds(8);
    private static final Duration ONE_SCRIPT = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(25);
    private static final int STACK_MEGABYTES = 16;

    private final Path submission;
    private final ChildPool children;
    private final Map<Exercise, ClassFiles> classes;
    private Path failing;

    /**
     * Makes the feedback on a submission.
     *
     * @param classes what it was compiled to, of the exercises that may run
     * @param children where its code runs
     * @param folder where failing scripts are written; null: a new folder that nobody else can enter, made when there is a
     *     script
     */
    public Feedback(Path submission, Map<Exercise, ClassFiles> classes, ChildPool children, Path folder) {
        this.submission = submission;
        this.classes = classes;
        this.children = children;
        failing = folder;
    }

    /** Returns a lesson for each exercise of which there is something to say. */
    public List<ExerciseFeedback> on(GradeResult result) {
        Diagnosis diagnosis = Diagnosis.shipped();
        List<ExerciseFeedback> lessons = new ArrayList<>();
        for (ExerciseResult exercise : result.exercises()) {
            try {
                SmallestFailure story = mismatch(exercise)
                        .map(facts -> shrink(exercise.exercise(), facts))
                        .orElse(null);
                ExerciseFeedback lesson = lesson(exercise, diagnosis, story);
                if (!lesson.isEmpty()) {
                    lessons.add(lesson);
                }
            } catch (RuntimeException | StackOverflowError e) {
                continue; // the marks are made, and the report is written without it
            }
        }
        return lessons;
    }

    private ExerciseFeedback lesson(ExerciseResult exercise, Diagnosis diagnosis, SmallestFailure story) {
        if (story == null) {
            return new ExerciseFeedback(exercise.exercise(), diagnosis.of(exercise));
        }
        Path script = failing.resolve(fileName(exercise.exercise()));
        return new ExerciseFeedback(
                exercise.exercise(), diagnosis.of(exercise), story, submission, script, read(script));
    }

    /** Returns the script for a page, which the grader itself made; empty if it cannot be read any more. */
    private static String read(Path script) {
        try {
            return Files.isRegularFile(script, LinkOption.NOFOLLOW_LINKS) ? Files.readString(script) : "";
        } catch (IOException e) {
            return "";
        }
    }

    /** Prints lessons for people. */
    public static void print(List<ExerciseFeedback> lessons, PrintWriter out, Catalogue texts) {
        for (ExerciseFeedback lesson : lessons) {
            out.println(lesson.title(texts));
            lesson.lines(texts).forEach(line -> out.println("  " + Untrusted.line(line)));
            out.println();
        }
    }

    /** Returns what is known of the first failure that is a line of a recording. */
    private static Optional<FailureFacts> mismatch(ExerciseResult exercise) {
        return exercise.failures().stream()
                .map(Verdict::facts)
                .filter(facts -> !facts.recording().isEmpty())
                .findFirst();
    }

    /**
     * Shrinks the recording of a failure; null if nothing comes of it in time, or if the whole machine goes wrong on the
     * recording at another line than the check, or stops there: then the script would tell of another fault. Whatever goes
     * wrong here, the marks are made, and the report is written without it.
     */
    private SmallestFailure shrink(Exercise exercise, FailureFacts facts) {
        String text = Recordings.shipped(facts.recording());
        if (text == null) {
            return null;
        }
        BoundedRun bounded = new BoundedRun("feedback", LIMIT, STACK_MEGABYTES);
        OwnExercises own = OwnExercises.named(EnumSet.of(exercise));
        try (SubmittedScripts tested = new SubmittedScripts(children, own, classes, ONE_SCRIPT)) {
            return bounded.call(() -> {
                Script recording = Script.of(facts.recording(), text);
                if (new Agreement(recording, tested).answeredOtherwiseFirst() != facts.line()) {
                    return null;
                }
                ScriptShrinker shrunk =
                        ScriptShrinker.of(recording, ScriptRunner.of(SubmittedParts.reference()), tested, SHRINKING);
                if (shrunk == null) {
                    return null;
                }
                OutputFile.write(script(exercise), half -> Files.write(half, shrunk.lines()));
                return shrunk.story();
            });
        } catch (BoundedRun.NoResult | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            return null;
        }
    }

    private static String fileName(Exercise exercise) {
        return "failing-" + exercise.number() + ".mm";
    }

    private Path script(Exercise exercise) throws IOException {
        if (failing == null) {
            failing = Files.createTempDirectory(TemporaryFolders.place(), "mm-failing-");
        }
        return failing.resolve(fileName(exercise));
    }
}

package mm.grader.feedback;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.Recordings;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.ProcessTree;
import mm.grader.sandbox.Sandbox;
import mm.grader.script.ShrinkMain;
import mm.grader.script.SmallestFailure;
import mm.script.Script;
import mm.text.Catalogue;

/**
 * What a report says beyond points: which known misunderstanding it looks like, and the smallest failing script. The
 * script is shrunk by a process of its own with the limits of the checks, since that runs the student's code; what it
 * found comes back as data, and whatever the code prints there is dropped.
 */
public final class Feedback {
    private static final int SHRINK_SECONDS = 8;
    private static final int MOST_SECONDS = 25;
    private static final long MOST_BYTES = 1 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path submission;
    private final Path failing;
    private final Sandbox sandbox;

    /** Makes the feedback on a submission, which writes failing scripts into a folder, the one that its child can write. */
    public Feedback(Path submission, Path folder, Sandbox sandbox) {
        this.submission = submission;
        this.sandbox = sandbox;
        failing = folder;
    }

    /** Returns a lesson for each exercise of which there is something to say. */
    public List<ExerciseFeedback> on(GradeResult result) {
        Diagnosis diagnosis = Diagnosis.shipped();
        List<ExerciseFeedback> lessons = new ArrayList<>();
        for (ExerciseResult exercise : result.exercises()) {
            Path script = failing.resolve("failing-" + exercise.exercise().number() + ".mm");
            SmallestFailure story =
                    recording(exercise).map(name -> shrink(name, script)).orElse(null);
            String again = story == null ? null : "mm run --with " + submission + " " + script;
            String text = story == null ? "" : read(script, recording(exercise).orElseThrow());
            ExerciseFeedback lesson =
                    new ExerciseFeedback(exercise.exercise(), diagnosis.of(exercise), story, again, text);
            if (!lesson.isEmpty()) {
                lessons.add(lesson);
            }
        }
        return lessons;
    }

    /**
     * Reads what the child wrote; "" unless it is made of operations of the recording: the file is the child's, and the
     * student's code could have put anything in it, and the grader itself runs this script for a page.
     */
    private static String read(Path script, String recording) {
        try (InputStream in = Recordings.class.getResourceAsStream("recordings/" + recording)) {
            if (in == null
                    || !Files.isRegularFile(script, LinkOption.NOFOLLOW_LINKS)
                    || Files.size(script) > MOST_BYTES) {
                return "";
            }
            Set<String> known = operations(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            String text = Files.readString(script);
            return known.containsAll(operations(text)) ? text : "";
        } catch (IOException e) { // among them a text that is not UTF-8
            return "";
        }
    }

    private static Set<String> operations(String text) {
        return text.lines().map(line -> Script.operation(line).strip()).collect(Collectors.toSet());
    }

    /** Prints lessons for people. */
    public static void print(List<ExerciseFeedback> lessons, PrintWriter out, Catalogue texts) {
        for (ExerciseFeedback lesson : lessons) {
            out.println(lesson.title(texts));
            lesson.lines(texts).forEach(line -> out.println("  " + Untrusted.line(line)));
            out.println();
        }
    }

    private static Optional<String> recording(ExerciseResult exercise) {
        return exercise.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.FAILED)
                .map(verdict -> verdict.facts().recording())
                .filter(recording -> !recording.isEmpty())
                .findFirst();
    }

    /** Lets a child shrink a recording; null if nothing comes of it in time. */
    private SmallestFailure shrink(String name, Path script) {
        try (InputStream in = Recordings.class.getResourceAsStream("recordings/" + name)) {
            if (in == null) {
                return null;
            }
            Files.createDirectories(failing);
            Path recording = failing.resolve("recording-" + name);
            Path told = failing.resolve("story.json");
            Files.deleteIfExists(told);
            Files.write(recording, in.readAllBytes());
            boolean ended = run(List.of(
                    recording.toAbsolutePath().toString(),
                    submission.toAbsolutePath().toString(),
                    "" + SHRINK_SECONDS,
                    script.toAbsolutePath().toString(),
                    told.toAbsolutePath().toString()));
            Files.delete(recording);
            boolean readable = ended && Files.exists(told) && Files.size(told) < MOST_BYTES;
            SmallestFailure story = readable ? JSON.readValue(told.toFile(), SmallestFailure.class) : null;
            Files.deleteIfExists(told);
            return story;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean run(List<String> arguments) throws IOException {
        Path folder = failing.toAbsolutePath().normalize();
        Path scratch = Files.createDirectories(folder.resolve("scratch"));
        List<Path> visible =
                new ArrayList<>(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath())
                        .toList());
        visible.addAll(List.of(KitHome.solutions(), KitHome.exercises(), submission.toAbsolutePath()));
        List<String> command = new ArrayList<>(sandbox.around(visible, List.of(folder)));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Limits.STANDARD.options());
        command.addAll(List.of(
                "-Dmm.home=" + KitHome.root(),
                "-Djava.io.tmpdir=" + scratch,
                "-cp",
                System.getProperty("java.class.path"),
                ShrinkMain.class.getName()));
        command.addAll(arguments);
        ProcessTree tree = ProcessTree.start(new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD));
        try {
            boolean ended = tree.root().waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            return ended && tree.root().exitValue() == Exit.LESS;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            tree.end();
            FileTrees.delete(scratch);
        }
    }
}

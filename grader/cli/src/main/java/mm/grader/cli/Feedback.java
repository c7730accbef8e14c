package mm.grader.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.Recordings;

/**
 * What a report says beyond points: which known misunderstanding it looks like, and the smallest failing script. The
 * script is shrunk by a process of its own with the limits of the checks, since that runs the student's code.
 */
final class Feedback {
    private static final Pattern RECORDING = Pattern.compile("recording (\\S+\\.txt), line \\d+");
    private static final int SHRINK_SECONDS = 8;
    private static final int MOST_SECONDS = 25;

    private final PrintWriter out;
    private final Path submission;
    private final Path failing;

    Feedback(PrintWriter out, Path submission, Path folder) {
        this.out = out;
        this.submission = submission;
        failing = folder;
    }

    /** Prints it for all exercises that have something failed. */
    void print(GradeResult result) {
        Diagnosis diagnosis = Diagnosis.shipped();
        for (ExerciseResult exercise : result.exercises()) {
            List<String> lines = new ArrayList<>();
            List<String> beliefs = diagnosis.of(exercise);
            for (String belief : beliefs) {
                lines.add((belief == beliefs.get(0) ? "this looks like: " : "or like:         ") + belief);
            }
            recording(exercise).ifPresent(name -> lines.addAll(shrink(exercise, name)));
            if (!lines.isEmpty()) {
                out.println(
                        exercise.exercise().number() + " " + exercise.exercise().title() + ": what went wrong");
                lines.forEach(line -> out.println("  " + line.replaceAll("[\\p{Cntrl}&&[^\t]]", "?")));
                out.println();
            }
        }
    }

    private static Optional<String> recording(ExerciseResult exercise) {
        return exercise.verdicts().stream()
                .filter(verdict -> verdict.status() == Status.FAILED)
                .map(verdict -> RECORDING.matcher(verdict.message()))
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .findFirst();
    }

    private List<String> shrink(ExerciseResult exercise, String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("recordings/" + name)) {
            if (in == null) {
                return List.of();
            }
            Files.createDirectories(failing);
            Path recording = failing.resolve("recording-" + name);
            Path script = failing.resolve("failing-" + exercise.exercise().number() + ".mm");
            Path log = failing.resolve("shrink.log");
            Files.write(recording, in.readAllBytes());
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.addAll(Limits.STANDARD.options());
            command.addAll(List.of(
                    "-Dmm.home=" + House.root(),
                    "-cp",
                    System.getProperty("java.class.path"),
                    Mm.class.getName(),
                    "shrink",
                    recording.toString(),
                    "--with",
                    submission.toString(),
                    "--seconds",
                    "" + SHRINK_SECONDS,
                    "--out",
                    script.toString()));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = process.waitFor(MOST_SECONDS, TimeUnit.SECONDS);
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            Files.delete(recording);
            List<String> told = Files.readAllLines(log, StandardCharsets.UTF_8);
            Files.delete(log);
            return ended && process.exitValue() == Exit.LESS ? told : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}

package mm.grader.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mm.grader.LoadedParts;
import mm.machine.Exercise;
import mm.machine.Parts;
import picocli.CommandLine.Option;

/** The option {@code --with}: whose classes the machine is made of. */
final class WithOption {
    @Option(
            names = "--with",
            paramLabel = "DIR",
            description = "take the exercises' classes from this submission, what it lacks from the reference")
    private Path submission;

    private Path work;

    boolean given() {
        return submission != null;
    }

    Path folder() {
        return submission;
    }

    static Parts reference() {
        return new LoadedParts(House.reference());
    }

    /**
     * Returns the parts.
     *
     * @throws UserError if the submission cannot be read or does not compile
     */
    Parts parts() {
        Parts parts = reference();
        if (!given()) {
            return parts;
        }
        for (Map.Entry<Exercise, Path> part : compile().entrySet()) {
            parts = parts.with(part.getKey(), new LoadedParts(House.loader(List.of(part.getValue()))));
        }
        return parts;
    }

    private Map<Exercise, Path> compile() {
        try {
            work = Files.createTempDirectory("mm-with-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> House.delete(work)));
        try (Submission opened = Submission.open(submission)) {
            return compile(new Compiler(opened, work));
        }
    }

    private static Map<Exercise, Path> compile(Compiler compiler) {
        Map<Exercise, Path> classes = new EnumMap<>(Exercise.class);
        for (Exercise exercise : Exercise.values()) {
            Compiled compiled = compiler.compile(exercise);
            if (!compiled.errors().isEmpty()) {
                throw new UserError("exercise " + exercise.number() + " does not compile: "
                        + String.join(System.lineSeparator() + "    ", compiled.errors()));
            }
            List<String> violations = compiled.classes() == null ? List.of() : Police.violations(compiled);
            if (!violations.isEmpty()) {
                throw new UserError("exercise " + exercise.number() + " uses what it may not: "
                        + String.join(System.lineSeparator() + "    ", violations));
            }
            if (compiled.handedIn()) {
                classes.put(exercise, compiled.classes());
            }
        }
        return classes;
    }

    /** Says in one sentence why the student's code, or the reference, stopped. */
    static String stopped(Throwable failure) {
        String where = "";
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.") && !frame.getClassName().startsWith("mm.script")) {
                where = " at " + frame.getFileName() + ":" + frame.getLineNumber();
                break;
            }
        }
        String name = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return name + (message == null ? "" : ": " + message) + where;
    }
}

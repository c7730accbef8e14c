package mm.grader.script;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.child.ScriptAnswer;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.compile.ForbiddenUses;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.submission.Note;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.script.Script;
import mm.text.Message;

/** The parts of a machine that a submission has, compiled here; what it lacks comes from the reference. */
public final class SubmittedParts {
    /** The name of a submission's class loaders, as stack traces show it. */
    static final String NAME = "submission";

    private SubmittedParts() {}

    /** Returns the parts of the reference. */
    public static Parts reference() {
        return new LoadedParts(KitHome.reference());
    }

    /**
     * Compiles a submission and returns its parts. What was compiled is removed when the program ends.
     *
     * @param own the exercises that are taken from it
     * @param script what the parts will run; null if that is not known: then an exercise that has any method left to be
     *     written counts as unwritten
     * @throws UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public static Parts of(Path submission, OwnExercises own, Script script) {
        Path work = FileTrees.temporary("with-");
        try (Submission opened = Submission.open(submission)) {
            Map<Exercise, Path> classes = compiled(opened, own.now(), work);
            if (script == null) {
                classes.forEach((exercise, folder) -> leaveOutIfUnfinished(exercise, folder, own));
            } else if (own.mayLeaveOut()) {
                ScriptAnswer answer;
                do {
                    answer = ScriptAnswer.of(script, () -> parts(classes, own), ScriptAnswer.NO_STATE);
                } while (own.leaveOut(answer));
            }
            return parts(classes, own);
        }
    }

    /** Loads the classes anew, so that nothing is left in them of an earlier run. */
    private static Parts parts(Map<Exercise, Path> classes, OwnExercises own) {
        Parts parts = reference();
        for (Exercise exercise : own.now()) {
            if (classes.containsKey(exercise)) {
                parts = parts.with(exercise, new LoadedParts(ClassLoaders.of(NAME, List.of(classes.get(exercise)))));
            }
        }
        return parts;
    }

    /** A class that names {@link Todo} in its class file has a method that throws it. */
    private static void leaveOutIfUnfinished(Exercise exercise, Path folder, OwnExercises own) {
        String todo = Todo.class.getName().replace('.', '/');
        for (Path file : FileTrees.files(folder)) {
            try {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(todo)) {
                    own.leaveOut(exercise, Message.verbatim((file.getFileName() + "").replace(".class", "")));
                    return;
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Message list(List<Note> notes) {
        return notes.stream()
                .map(Note::message)
                .reduce((a, b) -> Message.of("lines", a, b))
                .orElseThrow();
    }

    /**
     * Compiles some exercises of a submission, and returns the folders of their classes, of those that were handed in.
     *
     * @throws UserError if one does not compile or uses what is forbidden
     */
    static Map<Exercise, Path> compiled(Submission submission, Set<Exercise> exercises, Path work) {
        Compiler compiler = new Compiler(submission, work);
        Map<Exercise, Path> classes = new EnumMap<>(Exercise.class);
        for (Exercise exercise : exercises) {
            Compiled compiled = compiler.compile(exercise);
            if (!compiled.errors().isEmpty()) {
                throw UserError.of("with.does-not-compile", exercise.number(), list(compiled.errors()));
            }
            List<Note> violations = compiled.classes() == null ? List.of() : ForbiddenUses.violations(compiled);
            if (!violations.isEmpty()) {
                throw UserError.of("with.forbidden", exercise.number(), list(violations));
            }
            if (compiled.handedIn()) {
                classes.put(exercise, compiled.classes());
            }
        }
        return classes;
    }
}

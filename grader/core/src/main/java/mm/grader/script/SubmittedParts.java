package mm.grader.script;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
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
     * @throws UserError if the submission cannot be read, does not compile or uses what is forbidden
     */
    public static Parts of(Path submission) {
        Path work = FileTrees.temporary("with-");
        Parts parts = reference();
        try (Submission opened = Submission.open(submission)) {
            for (Map.Entry<Exercise, Path> part :
                    compiled(opened, EnumSet.allOf(Exercise.class), work).entrySet()) {
                parts = parts.with(part.getKey(), new LoadedParts(ClassLoaders.of(NAME, List.of(part.getValue()))));
            }
        }
        return parts;
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

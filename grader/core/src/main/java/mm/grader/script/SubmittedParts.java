package mm.grader.script;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mm.grader.child.ClassLoaders;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.compile.ForbiddenUses;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.machine.Parts;

/** The parts of a machine that a submission has, compiled here; what it lacks comes from the reference. */
public final class SubmittedParts {
    private SubmittedParts() {}

    /** Returns the parts of the reference. */
    public static Parts reference() {
        return new Parts(KitHome.reference());
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
                    compile(new Compiler(opened, work)).entrySet()) {
                parts = parts.with(part.getKey(), ClassLoaders.of(List.of(part.getValue())));
            }
        }
        return parts;
    }

    private static Map<Exercise, Path> compile(Compiler compiler) {
        Map<Exercise, Path> classes = new EnumMap<>(Exercise.class);
        for (Exercise exercise : Exercise.values()) {
            Compiled compiled = compiler.compile(exercise);
            if (!compiled.errors().isEmpty()) {
                throw new UserError("exercise " + exercise.number() + " does not compile: "
                        + String.join(System.lineSeparator() + "    ", compiled.errors()));
            }
            List<String> violations =
                    compiled.classes() == null ? List.of() : ForbiddenUses.sentences(ForbiddenUses.in(compiled));
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
}

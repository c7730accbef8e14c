package mm.grader.compile;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.machine.Exercise;

/**
 * What became of one exercise of a submission.
 *
 * @param exercise the exercise
 * @param handedIn whether there was any source
 * @param classes the folder of its classes, null if it does not compile or was not handed in
 * @param names the names of its classes
 * @param sources its sources
 * @param errors why it does not compile
 * @param violations what is forbidden in it
 * @param notes on files in a wrong place and the like
 */
public record Compiled(
        Exercise exercise,
        boolean handedIn,
        Path classes,
        Set<String> names,
        List<SourceText> sources,
        List<Note> errors,
        List<Note> violations,
        List<Note> notes) {
    /** Copies the lists. */
    public Compiled {
        names = Set.copyOf(names);
        sources = List.copyOf(sources);
        errors = List.copyOf(errors);
        violations = List.copyOf(violations);
        notes = List.copyOf(notes);
    }

    /** Returns the same, but forbidden for some reasons. */
    public Compiled forbidden(List<Note> reasons) {
        return new Compiled(exercise, handedIn, null, names, sources, errors, reasons, notes);
    }

    /** Returns the file of a class: the one of its name, or of its outermost class's. */
    public Optional<SourceText> sourceOf(String type) {
        String path = type.replaceAll("\\$.*", "").replace('.', '/') + ".java";
        return sources.stream()
                .filter(source -> source.shown().replace('\\', '/').endsWith("/" + path))
                .findFirst();
    }
}

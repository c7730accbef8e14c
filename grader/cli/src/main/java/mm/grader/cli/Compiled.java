package mm.grader.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mm.machine.Exercise;

/**
 * What became of one exercise of a submission.
 *
 * @param exercise the exercise
 * @param handedIn whether there was any source
 * @param classes the folder of its classes, null if it does not compile or was not handed in
 * @param names the names of its classes
 * @param sources its sources
 * @param errors the compiler's messages, with file and line
 * @param notes sentences on files in a wrong place and the like
 */
public record Compiled(
        Exercise exercise,
        boolean handedIn,
        Path classes,
        Set<String> names,
        List<SourceText> sources,
        List<String> errors,
        List<String> notes) {
    /** Copies the lists. */
    public Compiled {
        names = Set.copyOf(names);
        sources = List.copyOf(sources);
        errors = List.copyOf(errors);
        notes = List.copyOf(notes);
    }
}

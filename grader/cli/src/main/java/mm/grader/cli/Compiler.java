package mm.grader.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import mm.machine.Exercise;

/** Compiles the exercises of a submission, each by itself, against the machine alone. */
public final class Compiler {
    private static final int MOST_ERRORS = 10;
    private static final long MOST_CHARACTERS = 4 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Submission submission;
    private final Path work;
    private final Duration limit;

    /** Makes a compiler that writes classes below a work folder. */
    public Compiler(Submission submission, Path work) {
        this(submission, work, LIMIT);
    }

    /** Makes a compiler with a limit on each exercise's time. */
    Compiler(Submission submission, Path work, Duration limit) {
        this.submission = submission;
        this.work = work;
        this.limit = limit;
    }

    /** Compiles one exercise. */
    public Compiled compile(Exercise exercise) {
        List<String> notes = new ArrayList<>(submission.links(exercise));
        List<String> errors = new ArrayList<>();
        List<SourceText> sources = new ArrayList<>();
        for (Path file : submission.sources(exercise)) {
            if (file.endsWith("module-info.java")) {
                notes.add(submission.shown(file) + " was left out: the kit has no modules");
                continue;
            }
            try {
                sources.add(SourceText.read(file, submission.shown(file)));
            } catch (UserError e) {
                errors.add(e.getMessage());
            }
        }
        boolean handedIn = !sources.isEmpty() || !errors.isEmpty();
        Path classes = work.resolve(exercise.folder());
        if (handedIn && errors.isEmpty()) {
            errors.addAll(javac(sources, classes));
            if (!errors.isEmpty()) {
                errors.addAll(0, new ExpectedClasses(submission).misplaced(exercise, sources));
            }
        }
        if (!handedIn || !errors.isEmpty()) {
            return new Compiled(exercise, handedIn, null, Set.of(), sources, errors, List.of(), notes);
        }
        Set<String> names = House.classNames(classes);
        notes.addAll(new ExpectedClasses(submission).complaints(exercise, names, sources));
        return new Compiled(exercise, true, classes, names, sources, errors, List.of(), notes);
    }

    private List<String> javac(List<SourceText> sources, Path classes) {
        if (sources.stream()
                        .mapToLong(source -> source.getCharContent(true).length())
                        .sum()
                > MOST_CHARACTERS) {
            return List.of("these sources are longer than 4 MB together, which no solution needs to be");
        }
        List<String> errors = new ArrayList<>(new Javac(sources, classes).errors(limit));
        if (errors.size() > MOST_ERRORS) {
            int more = errors.size() - MOST_ERRORS;
            errors.subList(MOST_ERRORS, errors.size()).clear();
            errors.add("and " + more + " more");
        }
        return errors;
    }
}

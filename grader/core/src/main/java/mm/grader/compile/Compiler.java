package mm.grader.compile;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.child.ClassLoaders;
import mm.grader.kit.UserError;
import mm.grader.submission.Note;
import mm.grader.submission.SourceText;
import mm.grader.submission.Submission;
import mm.machine.Exercise;
import mm.text.Message;

/** Compiles the exercises of a submission, each by itself, against the machine alone. */
public final class Compiler {
    private static final int MAX_ERRORS = 10;
    private static final long MAX_CHARACTERS = 4 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long MAX_TOGETHER = 1 << 20;
    private static final Duration TOGETHER_LIMIT = Duration.ofSeconds(10);

    private final Submission submission;
    private final Path work;
    private final Duration limit;

    /** Makes a compiler that writes classes below a work folder. */
    public Compiler(Submission submission, Path work) {
        this(submission, work, LIMIT);
    }

    /** Makes a compiler with a limit on each exercise's time. */
    public Compiler(Submission submission, Path work, Duration limit) {
        this.submission = submission;
        this.work = work;
        this.limit = limit;
    }

    /** Lets the compiler start, for a submission that will soon be there. */
    public static void prepare() {
        CompilerProcess.prepare(1);
    }

    /** Compiles one exercise. */
    public Compiled compile(Exercise exercise) {
        return compile(read(exercise));
    }

    /**
     * Compiles some exercises, each by itself. If they have nothing to do with each other, one run of the compiler makes
     * the same classes of all of them, in less than half the time.
     */
    public Map<Exercise, Compiled> compileAll(Set<Exercise> exercises) {
        List<HandedIn> all = exercises.stream().map(this::read).toList();
        boolean together = compileTogether(all);
        Map<Exercise, Compiled> compiled = new EnumMap<>(Exercise.class);
        for (HandedIn each : all) {
            boolean done = together && !each.sources.isEmpty();
            compiled.put(each.exercise, done ? compiled(each, together(each.exercise)) : compile(each));
        }
        return compiled;
    }

    /** The readable sources of an exercise, and what there is to say of the others. */
    private record HandedIn(Exercise exercise, List<SourceText> sources, List<Note> errors, List<Note> notes) {}

    private HandedIn read(Exercise exercise) {
        HandedIn read = new HandedIn(
                exercise, new ArrayList<>(), new ArrayList<>(), new ArrayList<>(submission.links(exercise)));
        for (Path file : submission.sources(exercise)) {
            if (file.endsWith("module-info.java")) {
                read.notes.add(Note.of(Note.Kind.LEFT_OUT, submission.shown(file), "source.module"));
                continue;
            }
            try {
                read.sources.add(SourceText.read(file, submission.shown(file)));
            } catch (UserError e) {
                read.errors.add(new Note(Note.Kind.UNREADABLE, e.place(), 0, e.sentence()));
            }
        }
        return read;
    }

    private Compiled compile(HandedIn read) {
        List<Note> errors = new ArrayList<>(read.errors);
        boolean handedIn = !read.sources.isEmpty() || !errors.isEmpty();
        if (handedIn && errors.isEmpty()) {
            errors.addAll(javac(read.sources, folder(read.exercise)));
            if (!errors.isEmpty()) {
                errors.addAll(0, new ExpectedClasses(submission).misplaced(read.exercise, read.sources));
            }
        }
        if (!handedIn || !errors.isEmpty()) {
            return new Compiled(read.exercise, handedIn, null, Set.of(), read.sources, errors, List.of(), read.notes);
        }
        return compiled(read, folder(read.exercise));
    }

    private Compiled compiled(HandedIn read, Path classes) {
        Set<String> names = ClassLoaders.classNames(classes);
        List<Note> notes = new ArrayList<>(read.notes);
        notes.addAll(new ExpectedClasses(submission).complaints(read.exercise, names, read.sources));
        return new Compiled(read.exercise, true, classes, names, read.sources, List.of(), List.of(), notes);
    }

    private Path folder(Exercise exercise) {
        return work.resolve(exercise.folder());
    }

    private Path together(Exercise exercise) {
        return work.resolve("together").resolve(exercise.folder());
    }

    /** Returns whether the classes are the same as if each exercise had been compiled by itself. */
    private boolean compileTogether(List<HandedIn> all) {
        Map<Exercise, List<SourceText>> sources = new EnumMap<>(Exercise.class);
        Javac javac = new Javac();
        for (HandedIn each : all) {
            if (!each.errors.isEmpty()) {
                return false;
            }
            if (!each.sources.isEmpty()) {
                sources.put(each.exercise, each.sources);
                javac.add(each.sources, together(each.exercise));
            }
        }
        if (sources.values().stream()
                .flatMap(List::stream)
                .anyMatch(source -> Nesting.tooDeepAt(source.getCharContent(true)) > 0)) {
            return false;
        }
        if (sources.size() < 2
                || length(sources.values().stream().flatMap(List::stream)) > MAX_TOGETHER
                || !javac.errors(TOGETHER_LIMIT).isEmpty()) {
            return false;
        }
        Map<Exercise, Set<String>> names = new EnumMap<>(Exercise.class);
        sources.keySet().forEach(exercise -> names.put(exercise, ClassLoaders.classNames(together(exercise))));
        return new CrossExerciseUses(sources, names).none();
    }

    private static long length(Stream<SourceText> sources) {
        return sources.mapToLong(source -> source.getCharContent(true).length()).sum();
    }

    private static Note tooDeep(SourceText source, int line) {
        Message what = Message.of("source.too-deep", Nesting.MAX_BRACKETS, Nesting.MAX_TOKENS);
        return new Note(Note.Kind.UNREADABLE, source.shown(), line, what);
    }

    private List<Note> javac(List<SourceText> sources, Path classes) {
        if (length(sources.stream()) > MAX_CHARACTERS) {
            return List.of(Note.of(Note.Kind.UNREADABLE, "", "source.too-long-together"));
        }
        for (SourceText source : sources) {
            int line = Nesting.tooDeepAt(source.getCharContent(true));
            if (line > 0) {
                return List.of(tooDeep(source, line));
            }
        }
        List<Note> errors = new ArrayList<>(new Javac().add(sources, classes).errors(limit));
        if (errors.size() > MAX_ERRORS) {
            int more = errors.size() - MAX_ERRORS;
            errors.subList(MAX_ERRORS, errors.size()).clear();
            errors.add(Note.of(Note.Kind.MORE, "", "note.more", more));
        }
        return errors;
    }
}

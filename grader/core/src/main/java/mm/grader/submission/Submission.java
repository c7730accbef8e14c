package mm.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.kit.BoundedRun;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * What a student handed in: a folder with {@code 03-brk-mmap/src/main/java/…} and the like in it, the folder of a single
 * exercise, or a zip or tar.gz of one of them.
 */
public final class Submission implements AutoCloseable {
    private static final int DEEPEST = 4;
    private static final Path SOURCES = Path.of("src", "main", "java");

    private final Path root;
    private final Exercise single;
    private final Path unpacked;
    private final List<Message> notes;

    private Submission(Path root, Exercise single, Path unpacked, List<Message> notes) {
        this.root = root;
        this.single = single;
        this.unpacked = unpacked;
        this.notes = List.copyOf(notes);
    }

    /**
     * Opens a submission.
     *
     * @throws UserError if it is missing, neither folder nor zip nor tar.gz, or holds the sources of no exercise
     */
    public static Submission open(Path given) {
        if (!Files.exists(given)) {
            throw UserError.at(given, "submission.missing");
        }
        if (Files.isDirectory(given)) {
            return within(given, given, null, List.of());
        }
        boolean zip = startsWith(given, 'P', 'K');
        if (!zip && !startsWith(given, 0x1f, 0x8b)) {
            throw UserError.at(given, "submission.neither");
        }
        Path folder = FileTrees.temporary("zip-");
        try {
            return within(given, folder, folder, zip ? Zip.unpack(given, folder) : TarGz.unpack(given, folder));
        } catch (RuntimeException e) {
            FileTrees.delete(folder);
            throw e;
        }
    }

    /** Unpacks a submission by other means into a folder that {@link #close} removes. */
    public static Submission unpacked(Path folder, List<Message> notes) {
        try {
            return within(folder, folder, folder, notes);
        } catch (RuntimeException e) {
            FileTrees.delete(folder);
            throw e;
        }
    }

    private static boolean startsWith(Path file, int first, int second) {
        try (InputStream in = Files.newInputStream(file)) {
            return in.read() == first && in.read() == second;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** Finds the exercises in a folder, or in the one folder below it that has some: a folder zipped with its name. */
    private static Submission within(Path given, Path folder, Path unpacked, List<Message> notes) {
        List<Path> roots = roots(folder, DEEPEST);
        if (roots.size() > 1) {
            throw UserError.at(
                    given, "submission.several", folder.relativize(roots.get(0)), folder.relativize(roots.get(1)));
        }
        if (roots.isEmpty()) {
            Exercise single = single(folder);
            if (single != null) {
                return new Submission(folder, single, unpacked, notes);
            }
            throw UserError.at(given, NoExercise.why(folder));
        }
        List<Message> all = new ArrayList<>(notes);
        if (!roots.get(0).equals(folder)) {
            all.add(Message.of("submission.found-in", folder.relativize(roots.get(0))));
        }
        return new Submission(roots.get(0), null, unpacked, all);
    }

    /** Returns the exercise whose own folder this is, by the package in it; null if it is not one, or not plainly one. */
    private static Exercise single(Path folder) {
        List<Exercise> found = Stream.of(Exercise.values())
                .filter(exercise -> !new Submission(folder, exercise, null, List.of())
                        .sources(exercise)
                        .isEmpty())
                .filter(exercise -> Files.isDirectory(
                        folder.resolve(SOURCES).resolve(exercise.packageName().replace('.', '/'))))
                .toList();
        return found.size() == 1 ? found.get(0) : null;
    }

    private static List<Path> roots(Path folder, int depth) {
        BoundedRun.goOn();
        Submission here = new Submission(folder, null, null, List.of());
        if (Stream.of(Exercise.values()).anyMatch(here::handedIn)) {
            return List.of(folder);
        }
        if (depth == 0) {
            return List.of();
        }
        List<Path> roots = new ArrayList<>();
        try (Stream<Path> inner = Files.list(folder)) {
            inner.filter(path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS))
                    .filter(path -> !path.getFileName().toString().matches("\\..*|__MACOSX|target|node_modules"))
                    .sorted()
                    .forEach(path -> roots.addAll(roots(path, depth - 1)));
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
        return roots;
    }

    /** Returns what there is to say of the submission as a whole. */
    public List<Message> notes() {
        return notes;
    }

    /** Removes what was unpacked. */
    @Override
    public void close() {
        if (unpacked != null) {
            FileTrees.delete(unpacked);
        }
    }

    /** Returns the exercise whose folder was handed in by itself; null if it was a folder of exercises. */
    public Exercise single() {
        return single;
    }

    /** Returns the folder of the sources of an exercise, whether or not it exists. */
    public Path folder(Exercise exercise) {
        Path folder = root;
        for (Path name : names(exercise)) {
            folder = folder.resolve(name);
        }
        return folder;
    }

    /** Returns the names of the folders that lead from the root to the sources of an exercise. */
    private Path names(Exercise exercise) {
        return exercise == single ? SOURCES : exercise.sources(Path.of(""));
    }

    /** Tells whether there is any source of an exercise. */
    public boolean handedIn(Exercise exercise) {
        return !sources(exercise).isEmpty();
    }

    /** Returns the exercise's Java files, sorted; symbolic links are not followed. */
    public List<Path> sources(Exercise exercise) {
        Path folder = root;
        for (Path name : names(exercise)) {
            folder = folder.resolve(name);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return List.of();
            }
        }
        return FileTrees.files(folder).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** Returns a note for every symbolic link among an exercise's folders and files. */
    public List<Note> links(Exercise exercise) {
        Path folder = root;
        for (Path name : names(exercise)) {
            folder = folder.resolve(name);
            if (Files.isSymbolicLink(folder)) {
                return List.of(link(folder));
            }
        }
        return FileTrees.links(folder).stream().map(this::link).toList();
    }

    private Note link(Path link) {
        return Note.of(Note.Kind.LEFT_OUT, shown(link), "source.link");
    }

    /** Returns the name of a file for messages: below the folder of the submission. */
    public String shown(Path file) {
        return root.relativize(file).toString();
    }

    /** Returns the folder. */
    public Path root() {
        return root;
    }
}

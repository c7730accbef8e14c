package mm.grader.submission;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.machine.Exercise;

/**
 * What a student handed in: a folder with {@code 03-brk-mmap/src/main/java/…} and the like in it, or a zip or tar.gz of
 * it.
 */
public final class Submission implements AutoCloseable {
    private static final int DEEPEST = 4;

    private final Path root;
    private final Path unpacked;
    private final List<String> notes;

    private Submission(Path root, Path unpacked, List<String> notes) {
        this.root = root;
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
            throw new UserError(given + ": there is no such folder");
        }
        if (Files.isDirectory(given)) {
            return within(given, given, null, List.of());
        }
        boolean zip = startsWith(given, 'P', 'K');
        if (!zip && !startsWith(given, 0x1f, 0x8b)) {
            throw new UserError(
                    given
                            + ": this is no folder and no zip or tar.gz; a submission is a folder with 03-brk-mmap and others in it");
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
    public static Submission unpacked(Path folder, List<String> notes) {
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
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        }
    }

    /** Finds the exercises in a folder, or in the one folder below it that has some: a folder zipped with its name. */
    private static Submission within(Path given, Path folder, Path unpacked, List<String> notes) {
        List<Path> roots = roots(folder, DEEPEST);
        if (roots.size() > 1) {
            throw new UserError(given + ": there are exercises in several folders; name one of them (there are some in "
                    + folder.relativize(roots.get(0)) + " and in " + folder.relativize(roots.get(1)) + ")");
        }
        if (roots.isEmpty()) {
            String hint = Files.isDirectory(folder.resolve(Path.of("src", "main", "java")))
                    ? " (this looks like one exercise: name the folder above it)"
                    : "";
            throw new UserError(given + ": there is no exercise in this folder; expected are folders such as "
                    + Exercise.BRK_MMAP.sources(Path.of("")) + hint);
        }
        List<String> all = new ArrayList<>(notes);
        if (!roots.get(0).equals(folder)) {
            all.add("the exercises were found in the folder " + folder.relativize(roots.get(0)));
        }
        return new Submission(roots.get(0), unpacked, all);
    }

    private static List<Path> roots(Path folder, int depth) {
        Submission here = new Submission(folder, null, List.of());
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
            throw new UserError(folder + ": cannot be read: " + e.getMessage());
        }
        return roots;
    }

    /** Returns what there is to say of the submission as a whole. */
    public List<String> notes() {
        return notes;
    }

    /** Removes what was unpacked. */
    @Override
    public void close() {
        if (unpacked != null) {
            FileTrees.delete(unpacked);
        }
    }

    /** Tells whether there is any source of an exercise. */
    public boolean handedIn(Exercise exercise) {
        return !sources(exercise).isEmpty();
    }

    /** Returns the exercise's Java files, sorted; symbolic links are not followed. */
    public List<Path> sources(Exercise exercise) {
        Path folder = root;
        for (Path name : exercise.sources(Path.of(""))) {
            folder = folder.resolve(name);
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return List.of();
            }
        }
        return FileTrees.files(folder).stream()
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** Returns a sentence for every symbolic link among an exercise's folders and files. */
    public List<String> links(Exercise exercise) {
        List<String> links = new ArrayList<>();
        Path folder = root;
        for (Path name : exercise.sources(Path.of(""))) {
            folder = folder.resolve(name);
            if (Files.isSymbolicLink(folder)) {
                return List.of(shown(folder) + " is a symbolic link and was not followed");
            }
        }
        FileTrees.links(folder).forEach(link -> links.add(shown(link) + " is a symbolic link and was not followed"));
        return links;
    }

    /** Returns a file's name for messages: below the submission's folder. */
    public String shown(Path file) {
        return root.relativize(file).toString();
    }

    /** Returns the folder. */
    public Path root() {
        return root;
    }
}

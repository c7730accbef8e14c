package mm.grader.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders with all that is in them. */
public final class FileTrees {
    /** What is looked through at most: a kit has some thousand files, and a hand-in some dozen. */
    private static final int MAX_FILES = 200_000;

    private FileTrees() {}

    /** Returns all plain files below a folder, sorted, symbolic links not followed; an empty list if the folder does not exist. */
    public static List<Path> files(Path folder) {
        return walk(folder, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS));
    }

    /** Returns all symbolic links below a folder, sorted. */
    public static List<Path> links(Path folder) {
        return walk(folder, Files::isSymbolicLink);
    }

    private static List<Path> walk(Path folder, Predicate<Path> kind) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.limit(MAX_FILES + 1L).toList();
            if (all.size() > MAX_FILES) {
                throw UserError.at(folder, "file-trees.too-many", MAX_FILES);
            }
            return all.stream().filter(kind).sorted().toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw UserError.unreadable(folder, e.getCause());
        }
    }

    /** Returns all folders of a name below a folder, sorted. */
    public static List<Path> folders(Path folder, String name) {
        return walk(folder, path -> Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) && path.endsWith(name));
    }

    /** Makes a new folder for temporary files, see {@link TemporaryFolders}. */
    public static Path temporary(String prefix) {
        return TemporaryFolders.create(prefix);
    }

    /** Removes all that is in a folder. */
    public static void clear(Path folder) throws IOException {
        delete(folder);
        Files.createDirectories(folder);
    }

    /** Removes a folder with all that is in it. */
    public static void delete(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package mm.grader.kit;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Zips and jars of the kit as folders, open until the program ends. */
final class Archives {
    private static final Map<Path, FileSystem> OPEN = new HashMap<>();

    private Archives() {}

    /**
     * Returns the folder that a zip or jar is.
     *
     * @throws KitError if it is missing, or not whole
     */
    static synchronized Path root(Path file) {
        return OPEN.computeIfAbsent(file.toAbsolutePath().normalize(), Archives::open)
                .getPath("/");
    }

    private static FileSystem open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw KitError.of("kit.missing", file);
        }
        try {
            return FileSystems.newFileSystem(file);
        } catch (IOException | RuntimeException e) {
            throw KitError.of("kit.changed", file);
        }
    }

    /** Returns the names of all files below a folder, with slashes. */
    static Set<String> names(Path folder) {
        Set<String> names = new TreeSet<>();
        for (Path file : FileTrees.files(folder)) {
            names.add(folder.relativize(file).toString().replace('\\', '/'));
        }
        return names;
    }
}

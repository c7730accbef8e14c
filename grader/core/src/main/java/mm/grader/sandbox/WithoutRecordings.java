package mm.grader.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;

/**
 * The checks' jar without the recordings, since these have answers in them: a child is handed those of the check that it
 * runs, and finds no others on its class path. The jar is kept beside the archive of classes; its name is a digest of
 * what it is made from, so a stale one is never taken.
 */
final class WithoutRecordings {
    private static final Path RECORDINGS = Path.of("mm", "grader", "recordings");
    private static final Map<Path, Path> MADE = new ConcurrentHashMap<>();

    private WithoutRecordings() {}

    /** Returns a jar of all that is in an entry of a class path, without recordings; the entry itself if it has none. */
    static Path of(Path entry) {
        Path made = MADE.get(entry);
        if (made == null || !Files.exists(made)) {
            made = make(entry);
            MADE.put(entry, made);
        }
        return made;
    }

    private static Path make(Path entry) {
        try {
            if (!Files.isRegularFile(entry)) {
                return Files.isDirectory(entry.resolve(RECORDINGS)) ? jar(entry, entry) : entry;
            }
            try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                Path root = jar.getPath("/");
                return Files.isDirectory(root.resolve(RECORDINGS.toString())) ? jar(entry, root) : entry;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar(Path entry, Path root) throws IOException {
        String name = "checks-" + digest(entry, root) + ".jar";
        Path kept = KitHome.kept().resolve(Path.of("archive", name));
        if (Files.isReadable(kept)) {
            return kept;
        }
        try {
            Files.createDirectories(kept.getParent());
            Path half = Files.createTempFile(kept.getParent(), "checks", ".half");
            write(root, half);
            if (Files.getFileStore(half).supportsFileAttributeView("posix")) {
                // A child within bubblewrap is nobody special, even if root has started it.
                Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rw-r--r--"));
            }
            return Files.move(half, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // A kit on a read-only disk, for example.
            Path own = FileTrees.temporary("checks-").resolve(name);
            write(root, own);
            return own;
        }
    }

    private static void write(Path root, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path file : FileTrees.files(root)) {
                Path name = root.relativize(file);
                if (!name.startsWith(RECORDINGS.toString())) {
                    JarEntry each = new JarEntry(name.toString().replace('\\', '/'));
                    each.setLastModifiedTime(FileTime.fromMillis(0));
                    jar.putNextEntry(each);
                    Files.copy(file, jar);
                }
            }
        }
    }

    static String digest(Path entry, Path root) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(entry.toAbsolutePath().toString().getBytes(StandardCharsets.UTF_8));
            for (Path file : FileTrees.files(root)) {
                String stamp = file + " " + Files.size(file) + " " + state(file) + "\n";
                digest.update(stamp.getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what changes with a file's content: within a jar all files have one time, so that builds are the same. */
    private static Object state(Path file) throws IOException {
        boolean inJar = file.getFileSystem() != FileSystems.getDefault();
        return inJar ? Files.getAttribute(file, "zip:crc") : Files.getLastModifiedTime(file);
    }
}

package mm.grader.course;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.Check;
import mm.grader.child.ChildMain;
import mm.grader.child.ClassLoaders;
import mm.grader.course.files.AtomicFiles;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.rubric.Selection;
import mm.machine.Exercise;

/** Sums of what marks depend on beside the submission: the kit itself, and the terms it is used on. */
public final class KitDigest {
    private KitDigest() {}

    /** Packages whose classes have no part in marks: languages, and how a result is written down. */
    private static final List<String> WITHOUT = List.of("mm/text", "mm/grader/text", "mm/grader/report", "META-INF");

    /** What ends so is a catalogue. */
    private static final String SENTENCES = ".properties";

    /** Returns the sum of the machine, the checks with their recordings, the reference, the child, and core. */
    public static String kit() {
        List<Path> origins = new ArrayList<>(Stream.of(Exercise.class, Check.class, ChildMain.class, KitHome.class)
                .map(ClassLoaders::origin)
                .toList());
        origins.addAll(KitHome.referenceClasses());
        MessageDigest digest = AtomicFiles.digest();
        for (Path origin : origins) {
            if (Files.isDirectory(origin)) {
                add(digest, origin);
            } else {
                try (FileSystem jar = FileSystems.newFileSystem(origin)) {
                    add(digest, jar.getPath("/"));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Jars and folders of classes give the same sum. */
    private static void add(MessageDigest digest, Path root) {
        for (Path file : FileTrees.files(root)) {
            String name = root.relativize(file).toString();
            if (WITHOUT.stream().noneMatch(name::startsWith) && !name.endsWith(SENTENCES)) {
                add(digest, name, file);
            }
        }
    }

    private static void add(MessageDigest digest, String name, Path file) {
        try {
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(AtomicFiles.sum(Files.readAllBytes(file)).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns which exercises and steps are graded, and the sum of the held-back cases, if there are any. */
    public static String terms(Selection selection, Path cases) {
        String numbers = selection.toString();
        if (cases == null) {
            return numbers;
        }
        MessageDigest digest = AtomicFiles.digest();
        try (Stream<Path> files = Files.list(cases)) {
            files.filter(Files::isRegularFile)
                    .sorted()
                    .forEach(file -> add(digest, file.getFileName().toString(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return numbers + " with cases " + HexFormat.of().formatHex(digest.digest());
    }
}

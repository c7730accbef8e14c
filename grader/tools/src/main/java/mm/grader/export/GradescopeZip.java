package mm.grader.export;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.OutputFile;
import mm.grader.rubric.Rubric;
import mm.grader.sandbox.ChildClassPath;
import mm.machine.Exercise;

/**
 * The autograder that Gradescope unpacks into {@code /autograder/source}.
 *
 * <pre>
 * setup.sh                             run once, when the image is built
 * run_autograder                       run for each submission
 * arguments                            how to grade: one word of a command line in each line
 * cases/layout-1.txt ...               recordings that are held back
 * kit/lib/*.jar                        the grader with all it needs
 * kit/lib/child/*.jar                  of these, all that a child can load
 * kit/solutions/NN-.../target/classes  the reference
 * kit/exercises/NN-.../src/main/java   the skeletons: which classes are expected
 * </pre>
 */
public final class GradescopeZip {
    /** The file of arguments. */
    public static final String ARGUMENTS = "arguments";
    /** The folder of recordings. */
    public static final String CASES = "cases";

    private final FileSystem zip;

    private GradescopeZip(FileSystem zip) {
        this.zip = zip;
    }

    /** Writes the zip, whole or not at all. */
    public static void write(Path out, List<String> arguments, Path cases) {
        OutputFile.write(out, half -> {
            try (FileSystem zip = FileSystems.newFileSystem(
                    URI.create("jar:" + half.toUri()), Map.of("create", "true", "enablePosixFileAttributes", "true"))) {
                new GradescopeZip(zip).fill(arguments, cases);
            }
        });
    }

    private void fill(List<String> arguments, Path cases) throws IOException {
        script("setup.sh");
        script("run_autograder");
        Files.write(zip.getPath(ARGUMENTS), arguments);
        if (cases != null) {
            copy(cases, zip.getPath(CASES));
        }
        Path lib = zip.getPath("kit", "lib");
        Path child = zip.getPath("kit").resolve(ChildClassPath.PACKED.toString());
        Files.createDirectories(child);
        List<Path> ofTheChild = ChildClassPath.of(Rubric.shipped()).entries();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path library = Path.of(entry).toAbsolutePath().normalize();
            library(library, ofTheChild.contains(library) ? child : lib);
        }
        for (Exercise exercise : Exercise.values()) {
            Path classes = Path.of("solutions", exercise.folder(), "target", "classes");
            copy(KitHome.root().resolve(classes), zip.getPath("kit", classes.toString()));
            Path sources = KitHome.root().relativize(exercise.sources(KitHome.exercises()));
            copy(KitHome.root().resolve(sources), zip.getPath("kit", sources.toString()));
        }
    }

    private void script(String name) throws IOException {
        Path target = zip.getPath(name);
        try (InputStream in = GradescopeZip.class.getResourceAsStream("gradescope/" + name)) {
            Files.copy(in, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** Puts a jar of the class path into the zip, or makes one of a folder of classes, as there are in a build. */
    private static void library(Path entry, Path folder) throws IOException {
        if (Files.isRegularFile(entry)) {
            Files.copy(entry, folder.resolve(entry.getFileName().toString()));
        } else if (Files.isDirectory(entry) && entry.endsWith(Path.of("target", "classes"))) {
            String module = entry.getParent().getParent().getFileName().toString();
            jar(entry, folder.resolve(module + ".jar"));
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (OutputStream out = Files.newOutputStream(target);
                JarOutputStream jar = new JarOutputStream(out)) {
            for (Path file : FileTrees.files(classes)) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
                Files.copy(file, jar);
            }
        }
    }

    private static void copy(Path folder, Path target) {
        try (Stream<Path> files = FileTrees.files(folder).stream()) {
            files.forEach(file -> {
                try {
                    Path to = target.resolve(folder.relativize(file).toString());
                    Files.createDirectories(to.getParent());
                    Files.copy(file, to);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

package mm.grader.handout;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.OutputFile;

/**
 * The autograder that Gradescope unpacks into {@code /autograder/source}.
 *
 * <pre>
 * setup.sh                             run once, when the image is built
 * run_autograder                       run for each submission
 * arguments                            how to grade: one word of a command line in each line
 * cases/layout-1.txt ...               recordings that are held back
 * kit/lib                              the grader with all it needs, the reference and the skeletons, see PackedKit
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
        PackedKit.write(zip.getPath("kit"), false);
    }

    private void script(String name) throws IOException {
        Path target = zip.getPath(name);
        try (InputStream in = GradescopeZip.class.getResourceAsStream("gradescope/" + name)) {
            Files.copy(in, target);
        }
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
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

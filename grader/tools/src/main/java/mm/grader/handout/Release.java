package mm.grader.handout;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.KitProperties;
import mm.grader.kit.Reference;
import mm.grader.kit.UserError;
import mm.grader.rubric.Selection;
import mm.grader.text.Language;
import mm.machine.Exercise;

/**
 * The files of a release. The same commit gives the same bytes.
 *
 * <pre>
 *  linux-memory-kit-VERSION.zip, .tar.gz       all sources, and the kit packed: runs without Maven
 *  linux-memory-kit-VERSION-students-en.zip    the hand-out of all exercises, and -zh.zip
 *  linux-memory-kit-VERSION.cdx.json           what is in it of others (CycloneDX)
 *  SHA256SUMS                                  of all of these
 * </pre>
 */
public final class Release {
    private static final String NAME = "linux-memory-kit-";

    private final Path target;
    private final String name = NAME + KitProperties.version();

    private Release(Path target) {
        this.target = target;
    }

    /** Makes a release; the arguments are the folder to write to, and the list of what is in it. */
    public static void main(String[] arguments) throws IOException {
        new Release(Path.of(arguments[0]).toAbsolutePath()).make(Path.of(arguments[1]));
    }

    private void make(Path bill) throws IOException {
        if (!Files.isRegularFile(bill)) {
            throw UserError.at(bill, "release.no-bill");
        }
        for (String folder : List.of("work", "release")) {
            if (Files.isDirectory(target.resolve(folder))) {
                FileTrees.delete(target.resolve(folder));
            }
        }
        Path work = Files.createDirectories(target.resolve("work"));
        Path release = Files.createDirectories(target.resolve("release"));
        for (Language language : Language.values()) {
            Path folder = work.resolve("students-" + language.code());
            Selection all = Selection.of(EnumSet.allOf(Exercise.class));
            new HandoutFolder(folder).make(new Handout(all, language, EnumSet.noneOf(Exercise.class), true));
            ReleaseArchives.zip(
                    folder, NAME + "students", release.resolve(name + "-students-" + language.code() + ".zip"));
        }
        Path kit = work.resolve("kit");
        sources(kit);
        PackedKit.write(kit, false);
        Handout.write(
                kit.resolve(KitHome.LIB).resolve(KitProperties.FILE),
                "version=" + KitProperties.version() + "\ncommit=" + KitProperties.commit() + "\n");
        MmJar.write(kit);
        Path maven = Path.of(KitHome.LIB, "maven");
        Path handedOut = work.resolve("students-en").resolve(maven);
        for (Path file : FileTrees.files(handedOut)) {
            Path name = handedOut.relativize(file);
            if (!name.startsWith(Path.of("repository", "mm"))) {
                PackedKit.copy(file, kit.resolve(maven).resolve(name));
            }
        }
        ReleaseArchives.zip(kit, name, release.resolve(name + ".zip"));
        ReleaseArchives.tarGz(kit, name, release.resolve(name + ".tar.gz"));
        Files.copy(bill, release.resolve(name + ".cdx.json"));
        sums(release);
    }

    /** Copies what the repository has, as it is here. */
    private static void sources(Path kit) throws IOException {
        Process git = new ProcessBuilder("git", "-C", KitHome.root().toString(), "ls-files", "-z").start();
        String files = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (files.isEmpty()) {
            throw UserError.at(KitHome.root(), "release.no-checkout");
        }
        for (String file : files.split("\0")) {
            if (Files.isRegularFile(KitHome.root().resolve(file))) {
                PackedKit.copy(KitHome.root().resolve(file), kit.resolve(file));
            }
        }
    }

    private static void sums(Path release) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Stream<Path> files = Files.list(release)) {
            files.sorted()
                    .map(file -> Map.entry(Reference.sum(file), file.getFileName()))
                    .forEach(sum -> text.append(sum.getKey() + "  " + sum.getValue() + "\n"));
        }
        Handout.write(release.resolve("SHA256SUMS"), text.toString());
    }
}

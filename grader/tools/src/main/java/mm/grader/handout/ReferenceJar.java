package mm.grader.handout;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.Reference;
import mm.machine.Exercise;

/** Makes the jar of the reference, see {@link Reference}; the same classes give the same bytes. */
public final class ReferenceJar {
    private ReferenceJar() {}

    /** Writes the jar that the launcher of a kit of sources names; the one argument is its file. */
    public static void main(String[] arguments) throws IOException {
        Path jar = Path.of(arguments[0]);
        Path half = jar.resolveSibling(jar.getFileName() + ".half");
        write(half, false);
        Files.move(half, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Writes the jar.
     *
     * @param stripped whether to leave out what a machine does not need: lines, variables, private names
     */
    static void write(Path jar, boolean stripped) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        for (Exercise exercise : Exercise.values()) {
            Map<String, byte[]> classes = classes(KitHome.referenceClasses(exercise));
            (stripped ? StrippedClasses.of(classes) : classes)
                    .forEach((name, bytes) -> files.put(exercise.folder() + "/" + name, bytes));
        }
        Map<String, byte[]> entries = new TreeMap<>();
        files.forEach((name, bytes) -> entries.put(Reference.FOLDER + "/" + name, bytes));
        entries.put(Reference.FOLDER + "/" + Reference.SUMS, Reference.sums(files));
        Zips.write(jar, entries);
    }

    private static Map<String, byte[]> classes(Path folder) throws IOException {
        Map<String, byte[]> classes = new TreeMap<>();
        for (Path file : FileTrees.files(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            if (name.endsWith(".class") && !name.endsWith("-info.class")) {
                classes.put(name, Files.readAllBytes(file));
            }
        }
        return classes;
    }
}

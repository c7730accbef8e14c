package mm.grader.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.machine.Exercise;

/** A folder that a student handed in, with {@code 03-brk-mmap/src/main/java/…} and the like in it. */
public final class Submission {
    private final Path root;

    private Submission(Path root) {
        this.root = root;
    }

    /**
     * Opens a submission.
     *
     * @throws UserError if it is missing, no folder, or holds the sources of no exercise
     */
    public static Submission open(Path folder) {
        if (!Files.exists(folder)) {
            throw new UserError(folder + ": there is no such folder");
        }
        if (!Files.isDirectory(folder)) {
            throw new UserError(
                    folder + ": this is no folder; a submission is a folder with 03-brk-mmap and others in it");
        }
        Submission submission = new Submission(folder);
        if (Stream.of(Exercise.values()).noneMatch(submission::handedIn)) {
            throw new UserError(folder + ": there is no exercise in this folder; expected are folders such as "
                    + Exercise.BRK_MMAP.sources(Path.of("")) + hint(folder));
        }
        return submission;
    }

    private static String hint(Path folder) {
        if (Files.isDirectory(folder.resolve(Path.of("src", "main", "java")))) {
            return " (this looks like one exercise: name the folder above it)";
        }
        for (Exercise exercise : Exercise.values()) {
            for (String inner : List.of("exercises", "solutions")) {
                if (Files.isDirectory(folder.resolve(inner).resolve(exercise.folder()))) {
                    return " (there are some in " + folder.resolve(inner) + ")";
                }
            }
        }
        return "";
    }

    List<String> notes() {
        return List.of();
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
        return House.files(folder).stream()
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
        House.links(folder).forEach(link -> links.add(shown(link) + " is a symbolic link and was not followed"));
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

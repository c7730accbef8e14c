package mm.grader.course.handin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/** What students were given: the skeletons. A commit of nothing else, as a starter repository begins with, is no hand-in. */
final class HandOut {
    private static final String SOURCES = "src/main/java/";

    private HandOut() {}

    /** Tells whether a commit has of some exercises nothing, or nothing but what was handed out. */
    static boolean isUnchanged(Path repository, String commit, Set<Exercise> exercises) {
        Path folder = FileTrees.temporary("commit-");
        try {
            Git.checkOut(repository, folder, commit);
            return FileTrees.files(folder).stream()
                    .allMatch(file -> isGiven(folder.relativize(file).toString().replace('\\', '/'), file, exercises));
        } finally {
            FileTrees.delete(folder);
        }
    }

    /** Tells whether two commits have the same of some exercises, whatever else they have. */
    static boolean isSame(Map<String, String> one, Map<String, String> other, Set<Exercise> exercises) {
        return graded(one, exercises).equals(graded(other, exercises));
    }

    private static Map<String, String> graded(Map<String, String> sources, Set<Exercise> exercises) {
        Map<String, String> graded = new TreeMap<>(sources);
        graded.keySet()
                .removeIf(name -> Stream.of(Exercise.values())
                        .filter(exercise -> !exercises.contains(exercise))
                        .anyMatch(exercise -> ("/" + name).contains("/" + exercise.folder() + "/")));
        return graded;
    }

    /**
     * Where the exercises lie in a repository does not matter, and it may be one exercise alone: a file is known by its
     * path from the sources' folder on.
     */
    private static boolean isGiven(String name, Path file, Set<Exercise> exercises) {
        int at = ("/" + name).lastIndexOf("/" + SOURCES);
        for (Exercise exercise : exercises) {
            Path given = at < 0 ? null : KitHome.exercises().resolve(exercise.folder() + "/" + name.substring(at));
            if (given != null && Files.isRegularFile(given)) {
                return text(file).equals(text(given));
            }
        }
        // A class of the student's own, perhaps: in the folder of an exercise that is graded, or of the only one.
        return at != 0
                && exercises.stream().noneMatch(exercise -> ("/" + name).contains("/" + exercise.folder() + "/"));
    }

    /** Line ends, and the blanks in front of them, are git's and the editor's business. */
    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .replace("\uFEFF", "")
                    .replaceAll("[ \t\r]*\n", "\n")
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

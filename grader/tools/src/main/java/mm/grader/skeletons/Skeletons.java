package mm.grader.skeletons;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.machine.Exercise;

/** All skeletons, cut from the solutions, and what is in their place at present. */
public final class Skeletons {
    private final Path solutions;
    private final Path exercises;
    private final Map<Path, String> files = new TreeMap<>();

    /** Cuts all skeletons. */
    public Skeletons(Path solutions, Path exercises) {
        this.solutions = solutions;
        this.exercises = exercises;
        for (Exercise exercise : Exercise.values()) {
            Path sources = exercise.sources(solutions);
            for (Path file : FileTrees.files(sources)) {
                String text = read(file);
                if (text == null) {
                    throw UserError.at(name(file), "skeletons.this-is-no-text-in");
                }
                Cutter.cut(exercise, name(file), text)
                        .ifPresent(
                                cut -> files.put(exercise.sources(exercises).resolve(sources.relativize(file)), cut));
            }
        }
    }

    /**
     * Returns the texts of the skeletons by their files in a folder of exercises: cut from the solutions, or, where these
     * are not, as the kit was handed out.
     */
    public static Map<Path, String> handedOut(Path exercises) {
        if (KitHome.hasSolutions() && !KitHome.isPacked()) {
            return new Skeletons(KitHome.solutions(), exercises).files();
        }
        Map<Path, String> files = new TreeMap<>();
        Path skeletons = KitHome.skeletons();
        for (Path file : FileTrees.files(skeletons)) {
            files.put(exercises.resolve(skeletons.relativize(file).toString()), read(file));
        }
        return files;
    }

    private String name(Path file) {
        return "solutions/" + solutions.relativize(file);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.nio.charset.CharacterCodingException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the skeletons' texts by their files. */
    public Map<Path, String> files() {
        return files;
    }

    /** Returns a word on every file that is not as cut: missing, differs, or superfluous. */
    public Map<Path, String> differences() {
        Map<Path, String> differences = new TreeMap<>();
        files.forEach((file, text) -> {
            if (!Files.exists(file)) {
                differences.put(file, "missing");
            } else if (!text.equals(read(file))) {
                differences.put(file, "differs");
            }
        });
        superfluous().forEach(file -> differences.put(file, "superfluous"));
        return differences;
    }

    private Stream<Path> superfluous() {
        return Stream.of(Exercise.values())
                .flatMap(exercise -> FileTrees.files(exercise.sources(exercises)).stream())
                .filter(file -> !files.containsKey(file))
                .collect(Collectors.toList())
                .stream();
    }

    /** Writes one skeleton. */
    public void write(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, files.get(file));
    }
}

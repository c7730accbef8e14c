package mm.grader.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * A wrong solution: one small change of the reference that a student plausibly makes.
 *
 * <pre>
 * about: the check that is about it
 * fails: the checks that must fail, and no others
 * file: the file that is changed, below src/main/java
 * &lt;&lt;&lt;&lt;&lt;&lt;&lt;
 * what the reference says, exactly once
 * =======
 * what the student writes
 * &gt;&gt;&gt;&gt;&gt;&gt;&gt;
 * </pre>
 *
 * <p>A patch whose text is not in the reference any more is an error: so the corpus stays current.
 *
 * @param exercise the exercise
 * @param patch the file it is kept in
 * @param head the lines before the change, by their names
 * @param changes what is replaced by what
 */
public record Misunderstanding(Exercise exercise, Path patch, Map<String, String> head, List<Change> changes) {
    /** One replacement. */
    record Change(String old, String fresh) {}

    static Path corpus() {
        return KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "misunderstandings"));
    }

    public static List<Misunderstanding> all() {
        return FileTrees.files(corpus()).stream().map(Misunderstanding::read).toList();
    }

    public static Misunderstanding read(Path patch) {
        Map<String, String> head = new TreeMap<>();
        List<Change> changes = new ArrayList<>();
        StringBuilder old = null;
        StringBuilder text = null;
        for (String line : lines(patch)) {
            if (line.equals("<<<<<<<")) {
                text = new StringBuilder();
            } else if (line.equals("=======")) {
                old = text;
                text = new StringBuilder();
            } else if (line.equals(">>>>>>>")) {
                changes.add(new Change(old.toString(), text.toString()));
            } else if (text != null) {
                text.append(line).append('\n');
            } else {
                int colon = line.indexOf(": ");
                head.put(line.substring(0, colon), line.substring(colon + 2));
            }
        }
        Exercise exercise = Exercise.of(patch.getParent().getFileName().toString());
        return new Misunderstanding(exercise, patch, head, changes);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return patch.getFileName().toString().replace(".patch", "");
    }

    /** Returns what the student believes, and what is so. */
    public String belief(Catalogue texts) {
        return texts.say("belief." + exercise.number() + "." + name());
    }

    /** Returns the checks that must fail. */
    public TreeSet<String> fails() {
        return new TreeSet<>(List.of(head.get("fails").split(" ")));
    }

    /** Writes the exercise's sources, changed, into a submission. */
    public void writeTo(Path submission) throws IOException {
        Path sources = exercise.sources(KitHome.solutions());
        for (Path file : FileTrees.files(sources)) {
            String text = Files.readString(file);
            String relative = sources.relativize(file).toString();
            if (relative.equals(head.get("file"))) {
                text = apply(text);
            }
            Path target = exercise.sources(submission).resolve(relative);
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        }
    }

    /** Fails if the reference has not what is changed. */
    void requireCurrent() {
        try {
            apply(Files.readString(exercise.sources(KitHome.solutions()).resolve(head.get("file"))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a text with the changes made. */
    public String apply(String text) {
        String changed = text;
        for (Change change : changes) {
            String old = change.old().stripTrailing();
            int at = changed.indexOf(old);
            if (at < 0 || changed.indexOf(old, at + 1) >= 0) {
                throw new IllegalStateException(patch + ": the reference must have this once:\n" + old);
            }
            changed = changed.substring(0, at) + change.fresh().stripTrailing() + changed.substring(at + old.length());
        }
        return changed;
    }

    /** Writes down what the checks say, for a person to look at. */
    void rewrite(Map<String, String> answers) throws IOException {
        List<String> lines = new ArrayList<>();
        boolean inHead = true;
        for (String line : lines(patch)) {
            inHead &= !line.equals("<<<<<<<");
            String name = inHead ? line.substring(0, line.indexOf(": ")) : "";
            lines.add(answers.containsKey(name) ? name + ": " + answers.get(name) : line);
        }
        Files.writeString(patch, String.join("\n", lines) + "\n");
    }
}

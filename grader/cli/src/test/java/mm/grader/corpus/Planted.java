package mm.grader.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/**
 * A wrong solution: a change of the reference, or of another implementation, that a student plausibly makes.
 *
 * @param author whose implementation is changed; {@value #REFERENCE} for the reference
 * @param wrong the change; its name is that of the misunderstanding, or begins with {@value #OTHER} if it is none that the
 *     grader knows
 */
record Planted(String author, Misunderstanding wrong) {
    static final String REFERENCE = "reference";
    static final String OTHER = "other-";

    private static Path folder() {
        return KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "planted"));
    }

    /** Returns the misunderstandings of the reference, and all that is planted elsewhere. */
    static List<Planted> all() {
        List<Planted> all = new ArrayList<>();
        Misunderstanding.all().forEach(wrong -> all.add(new Planted(REFERENCE, wrong)));
        for (Path file : FileTrees.files(folder())) {
            if (!file.toString().endsWith(".patch")) {
                continue;
            }
            String author = folder().relativize(file).getName(0).toString();
            all.add(new Planted(author, Misunderstanding.read(file)));
        }
        all.sort(Comparator.comparing(Planted::toString));
        return all;
    }

    Exercise exercise() {
        return wrong.exercise();
    }

    /** Returns the first step, of a bonus, that the author did not begin. */
    int end() {
        return author.equals(REFERENCE) ? Integer.MAX_VALUE : new Implementation(author, exercise()).end();
    }

    /** Writes the changed sources into a submission, of an implementation in the form before a step. */
    void writeTo(Path submission, int next) throws IOException {
        if (author.equals(REFERENCE)) {
            wrong.writeTo(submission);
            return;
        }
        Implementation whole = new Implementation(author, exercise());
        Map<String, String> texts = new TreeMap<>(whole.sources(Integer.MAX_VALUE));
        Path changed = exercise()
                .sources(Implementation.corpus().resolve(author))
                .resolve(wrong.head().get("file"));
        String text = wrong.apply(Files.readString(changed));
        texts.put(
                wrong.head().get("file"),
                String.join("\n", Implementation.form(List.of(text.split("\n", -1)), next - 1)));
        whole.sources(next - 1).forEach((file, form) -> {
            if (!file.equals(wrong.head().get("file"))) {
                texts.put(file, form);
            }
        });
        whole.writeTo(submission, texts);
    }

    /** Returns the name of the misunderstanding; what follows a {@code ~} tells apart several of one. */
    String name() {
        return wrong.name().replaceFirst("~.*", "");
    }

    /** Tells whether it is a misunderstanding that the grader knows. */
    boolean isKnown() {
        return !wrong.name().startsWith(OTHER);
    }

    @Override
    public String toString() {
        return exercise().number() + "/" + wrong.name() + " in " + author;
    }
}

package mm.grader.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.machine.Exercise;

/**
 * A whole implementation of one exercise, written from its contract alone, and its half-way forms. Marks in its sources say
 * what each step of the assignment added:
 *
 * <pre>
 * // from step 3
 * what is there since step 3
 * // before step 3
 * // what stood in its place before, as comments
 * // end
 * </pre>
 *
 * @param author the folder of the implementation: a submission of all exercises
 * @param exercise the exercise
 */
public record Implementation(String author, Exercise exercise) {
    private static final Pattern MARK = Pattern.compile("\\s*// (from|before) step (\\d+)");
    private static final Pattern NOT_BEGUN = Pattern.compile("(?s).*Not begun: step (\\d+).*");
    private static final Pattern COMMENT = Pattern.compile("^(\\s*)//(?: (.*))?$");

    /** The folder that holds the authors' submissions. */
    public static Path corpus() {
        return KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "students"));
    }

    /** Returns all implementations of all exercises. */
    public static List<Implementation> all() {
        try (var authors = Files.list(corpus())) {
            return authors.map(author -> author.getFileName().toString())
                    .sorted()
                    .flatMap(author ->
                            Arrays.stream(Exercise.values()).map(exercise -> new Implementation(author, exercise)))
                    .filter(each -> Files.isDirectory(each.sources()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path sources() {
        return exercise.sources(corpus().resolve(author));
    }

    /** Returns the sources as they are when the steps up to one are written, by their place below the sources' folder. */
    public Map<String, String> sources(int step) {
        Map<String, String> texts = new TreeMap<>();
        for (Path file : FileTrees.files(sources())) {
            texts.put(sources().relativize(file).toString(), String.join("\n", form(read(file), step)) + "\n");
        }
        return texts;
    }

    /** Returns the lines that are there when the steps up to one are written. */
    static List<String> form(List<String> lines, int step) {
        List<String> form = new ArrayList<>();
        Deque<Matcher> open = new ArrayDeque<>();
        for (String line : lines) {
            Matcher mark = MARK.matcher(line);
            if (mark.matches()) {
                if (mark.group(1).equals("before")) {
                    open.pop();
                }
                open.push(mark);
            } else if (line.strip().equals("// end")) {
                open.pop();
            } else if (open.stream().allMatch(each -> isBefore(each) == step < Integer.parseInt(each.group(2)))) {
                boolean isComment = !open.isEmpty() && isBefore(open.peek());
                form.add(isComment ? COMMENT.matcher(line).replaceFirst("$1$2") : line);
            }
        }
        return form;
    }

    private static boolean isBefore(Matcher mark) {
        return mark.group(1).equals("before");
    }

    /** Writes the sources of a form into a submission. */
    public void writeTo(Path submission, Map<String, String> texts) throws IOException {
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path file = exercise.sources(submission).resolve(text.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.getValue());
        }
    }

    /** Returns the steps that add something to what is there. */
    public TreeSet<Integer> steps() {
        TreeSet<Integer> steps = new TreeSet<>();
        for (Path file : FileTrees.files(sources())) {
            for (String line : read(file)) {
                Matcher mark = MARK.matcher(line);
                if (mark.matches()) {
                    steps.add(Integer.valueOf(mark.group(2)));
                }
            }
        }
        return steps;
    }

    /** Returns the first step, of a bonus, that its author did not begin; a very large number if all is there. */
    public int end() {
        return FileTrees.files(sources()).stream()
                .map(file -> NOT_BEGUN.matcher(String.join("\n", read(file))))
                .filter(Matcher::matches)
                .map(found -> Integer.valueOf(found.group(1)))
                .findFirst()
                .orElse(Integer.MAX_VALUE);
    }

    private static List<String> read(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return author + "/" + exercise.number();
    }
}

package mm.grader.facts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.kit.UserError;

/**
 * A sentence of the handbook with the program that measures it.
 *
 * @param name the name of the file without {@code .c}
 * @param sentence the claim
 * @param chapter where the handbook says so: a file of {@code docs} and the anchor of a heading
 * @param says what the handbook expects the probe to print; {@code 4..12} means a number from 4 to 12
 * @param options what the compiler is told besides
 * @param conditions when another answer is to be expected
 */
public record Claim(
        String name, Sentence sentence, String chapter, String says, List<String> options, List<Condition> conditions) {
    /** What holds for each claim, as the handbook describes one kind of machine. */
    private static final List<Condition> ALWAYS = List.of(
            new Condition(
                    "arch",
                    "!=",
                    "x86-64",
                    new Sentence("the handbook describes Linux on x86-64", "手册描述的是 x86-64 上的 Linux")),
            new Condition(
                    "page",
                    "!=",
                    "4096",
                    new Sentence("the handbook describes pages of 4096 bytes", "手册描述的是 4096 字节的页")));

    /**
     * Reads the claims of a folder, sorted by name.
     *
     * @param folder {@code grader/recorder/probes}
     */
    public static List<Claim> all(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".c"))
                    .sorted()
                    .map(Claim::read)
                    .toList();
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        }
    }

    /** Reads the head of a probe. */
    static Claim read(Path file) {
        String name = String.valueOf(file.getFileName()).replaceFirst("\\.c$", "");
        try {
            return of(name, Files.readAllLines(file));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    static Claim of(String name, List<String> source) {
        List<String> head = source.stream()
                .takeWhile(line -> !line.equals(" */"))
                .filter(line -> line.startsWith(" * "))
                .map(line -> line.substring(3))
                .toList();
        List<Condition> conditions = new ArrayList<>(ALWAYS);
        String chinese = "";
        for (String[] pair : Sentence.pairs(head)) {
            if (pair[0].startsWith("differs if ")) {
                conditions.add(Condition.of(pair[0].substring("differs if ".length()), pair[1]));
            } else if (pair[0].startsWith("claim: ")) {
                chinese = pair[1];
            }
        }
        String options = String.join(" ", after("options", head));
        return new Claim(
                name,
                new Sentence(one(name, "claim", head), chinese),
                one(name, "chapter", head),
                one(name, "says", head),
                options.isEmpty() ? List.of() : List.of(options.split(" ")),
                List.copyOf(conditions));
    }

    private static List<String> after(String key, List<String> head) {
        return head.stream()
                .filter(line -> line.startsWith(key + ": "))
                .map(line -> line.substring(key.length() + 2))
                .toList();
    }

    private static String one(String name, String key, List<String> head) {
        List<String> found = after(key, head);
        if (found.size() != 1) {
            throw UserError.of("facts.head", name, key);
        }
        return found.get(0);
    }

    /** Tells whether an answer is what the handbook says. */
    public boolean isMetBy(String answer) {
        return Range.matches(says, answer);
    }
}

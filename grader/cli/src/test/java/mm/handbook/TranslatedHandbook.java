package mm.handbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The texts in both languages: a Chinese one lies beside its English one, as NAME.zh.md beside NAME.md. */
public final class TranslatedHandbook {
    private static final Path HOME = Path.of("../..");

    /** What only those read who carry on the work, all of whom read English. */
    private static final Set<String> ENGLISH_ONLY =
            Set.of("docs/architecture.md", "docs/performance.md", "docs/performance-class.md");

    /** The pages that a test makes of the program in both languages, so that they need no mark. */
    private static final Set<String> GENERATED =
            Set.of("docs/commands.md", "docs/contracts.md", "docs/misunderstandings.md", "docs/rubric.md");

    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]*)(?:#([^)]+))?\\)");

    private TranslatedHandbook() {}

    /** Returns the English texts that students and instructors read: the handbook, the assignments and the kit's own. */
    static List<Path> english() throws IOException {
        List<Path> files = new ArrayList<>(List.of(HOME.resolve("README.md")));
        for (Path file : pages()) {
            if (!isChinese(file) && !ENGLISH_ONLY.contains(name(file))) {
                files.add(file);
            }
        }
        return files;
    }

    /** Returns all pages of the handbook and all assignments, in whatever language. */
    static List<Path> pages() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("docs", "exercises")) {
            try (Stream<Path> all = Files.walk(HOME.resolve(folder), 2)) {
                all.filter(file -> file.toString().endsWith(".md")).sorted().forEach(files::add);
            }
        }
        return files;
    }

    static boolean isChinese(Path file) {
        return file.toString().endsWith(".zh.md");
    }

    static boolean isGenerated(Path english) {
        return GENERATED.contains(name(english));
    }

    private static String name(Path file) {
        return HOME.relativize(file).toString();
    }

    /** Returns where the translation of a text is. */
    static Path chinese(Path english) {
        return english.resolveSibling(english.getFileName().toString().replace(".md", ".zh.md"));
    }

    /** Returns where the text is that a translation was made of. */
    static Path english(Path chinese) {
        return chinese.resolveSibling(chinese.getFileName().toString().replace(".zh.md", ".md"));
    }

    /** Returns a hint of the form {@code docs/FILE.md: heading} for the translated file. */
    public static String heading(String hint) {
        String[] parts = hint.split(": ", 2);
        Path file = HOME.resolve(parts[0]);
        int place = headings(file).indexOf(parts[1]);
        if (place < 0) {
            throw new IllegalArgumentException("there is no such heading: " + hint);
        }
        return Files.exists(chinese(file))
                ? parts[0].replace(".md", ".zh.md") + "："
                        + headings(chinese(file)).get(place)
                : hint;
    }

    private static List<String> headings(Path file) {
        return outline(file).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", ""))
                .toList();
    }

    /** Returns all lines that are no part of quoted blocks. */
    static List<String> outline(Path file) {
        List<String> lines = new ArrayList<>();
        boolean quoted = false;
        for (String line : read(file).lines().toList()) {
            if (line.startsWith("```")) {
                quoted = !quoted;
            } else if (!quoted) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** Returns all quoted blocks. */
    static List<String> blocks(Path file) {
        String[] parts = read(file).split("(?m)^```");
        return IntStream.range(0, parts.length)
                .filter(i -> i % 2 == 1)
                .mapToObj(i -> parts[i])
                .toList();
    }

    /**
     * Returns where a text links to, the same for the same places in any language: files are called as the English ones,
     * and a heading by its number.
     */
    static List<String> links(Path file) {
        return LINK.matcher(read(file))
                .results()
                .map(link -> place(file, link))
                .sorted()
                .toList();
    }

    private static String place(Path file, MatchResult link) {
        String target = link.group(1).replace(".zh.md", ".md");
        String anchor = link.group(2);
        if (anchor == null || target.startsWith("https:")) {
            return target;
        }
        Path there = link.group(1).isEmpty() ? file : file.resolveSibling(link.group(1));
        int heading = there.toString().endsWith(".md")
                ? headings(there).stream()
                        .map(TranslatedHandbook::anchor)
                        .toList()
                        .indexOf(anchor)
                : -1;
        return target + "#" + (heading < 0 ? anchor : heading);
    }

    /** Returns the name that forges give a heading. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** Returns the links of a Chinese text to English ones that are there in Chinese, too; the one to its own is none. */
    static List<String> detours(Path chinese) {
        return LINK.matcher(read(chinese))
                .results()
                .map(link -> link.group(1))
                .filter(target -> target.endsWith(".md") && !target.endsWith(".zh.md"))
                .filter(target -> !chinese.resolveSibling(target).equals(english(chinese)))
                .filter(target -> Files.exists(chinese(chinese.resolveSibling(target))))
                .toList();
    }

    /** Returns a text. */
    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the mark that a translation ends with: of which state of the English text it is. */
    static String mark(Path english) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(read(english).getBytes(StandardCharsets.UTF_8));
            return "<!-- translated from " + HexFormat.of().formatHex(hash, 0, 6) + " -->";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

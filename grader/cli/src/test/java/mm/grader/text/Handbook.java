package mm.grader.text;

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
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The texts in both languages: a Chinese one lies beside its English one, as NAME.zh.md beside NAME.md. */
final class Handbook {
    private static final Path HOME = Path.of("../..");

    private Handbook() {}

    /** Returns the English texts that students read: the chapters and the assignments. */
    static List<Path> english() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("docs", "exercises")) {
            try (Stream<Path> all = Files.walk(HOME.resolve(folder), 2)) {
                all.filter(file -> file.toString().matches(".*/(docs/\\d\\d-[a-z-]+|exercises/\\d\\d.*/[A-Z]+)\\.md"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    /** Returns where the translation of a text is. */
    static Path chinese(Path english) {
        return english.resolveSibling(english.getFileName().toString().replace(".md", ".zh.md"));
    }

    /** Returns a hint of the form {@code docs/FILE.md: heading} for the translated file. */
    static String heading(String hint) {
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

    /** Returns where a text links to, in any language's file. */
    static List<String> links(Path file) {
        return Pattern.compile("\\]\\(([^)#]+)")
                .matcher(read(file))
                .results()
                .map(link -> link.group(1).replace(".zh.md", ".md"))
                .sorted()
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

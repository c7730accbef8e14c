package mm.handbook;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;

/**
 * A page of the handbook, or a README: Markdown, in lines.
 *
 * <p>What a page quotes stands in fences. {@code console}: a line that begins with {@code $} is a command, run from the
 * kit's folder; the lines behind it are all that it prints, {@code ...} alone on a line stands for any number of
 * lines. {@code sh}: commands, one a line, whose output is not quoted. A comment above a fence, such as {@code <!--
 * my-work: no-tlb-flush-on-fork -->}, says which known misunderstanding the folder {@code my-work} holds.
 *
 * @param path the file, relative to the kit's folder
 * @param lines its lines
 */
record Page(Path path, List<String> lines) {
    private static final Pattern MY_WORK = Pattern.compile("<!-- my-work: (\\S+) -->");

    /**
     * What stands between two lines of three backticks.
     *
     * @param page the page
     * @param language the word behind the first backticks, or nothing
     * @param line the number of the first line in it
     * @param myWork the misunderstanding that {@code my-work} holds, or nothing
     * @param lines what is in it, without the indentation of its first backticks
     */
    record Fence(Path page, String language, int line, String myWork, List<String> lines) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    /** Returns the pages that people read: the READMEs and all of {@code docs}. */
    static List<Page> all() {
        Path root = KitHome.root();
        try (Stream<Path> walk = Stream.concat(
                Files.list(root),
                Stream.of("docs", "exercises", "grader", "solutions")
                        .flatMap(folder -> FileTrees.files(root.resolve(folder)).stream()))) {
            return walk.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .sorted()
                    .map(file -> of(root.relativize(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Page of(Path path) {
        try {
            return new Page(path, Files.readAllLines(KitHome.root().resolve(path)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the fences in the order of the page. */
    List<Fence> fences() {
        List<Fence> fences = new ArrayList<>();
        String myWork = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            var comment = MY_WORK.matcher(line);
            if (comment.find()) {
                myWork = comment.group(1);
            } else if (line.strip().startsWith("```")) {
                int indent = line.indexOf('`');
                String end = line.substring(0, indent) + "```";
                int first = i + 1;
                List<String> inside = new ArrayList<>();
                while (!lines.get(++i).stripTrailing().equals(end)) {
                    String text = lines.get(i);
                    inside.add(text.substring(Math.min(indent, text.length())));
                }
                fences.add(new Fence(path, line.strip().substring(3), first + 1, myWork, inside));
                myWork = "";
            }
        }
        return fences;
    }

    /** Returns the lines outside of all fences. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean inside = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                inside = !inside;
            } else if (!inside) {
                prose.add(line);
            }
        }
        return prose;
    }

    @Override
    public String toString() {
        return path.toString();
    }
}

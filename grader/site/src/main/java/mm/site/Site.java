package mm.site;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import mm.grader.kit.Markup;

/** Builds the site: {@code Site KIT FOLDER}. */
public final class Site {
    private static final Path SCRIPTS = Path.of("docs", "scripts");
    private static final Path GLOSSARY = Path.of("docs", "glossary.md");
    private static final Set<String> PICTURES = Set.of("svg", "png");
    /** The machine in a browser, which grader/lab makes. */
    private static final Path LAB = Path.of("grader/lab/target/lab/lab.html");

    private static final List<String> ASSETS = List.of("style.css", "site.js");

    private final Path kit;
    private final Path out;
    private final Map<Path, Page> pages = new TreeMap<>();
    private final Set<Path> others = new TreeSet<>();
    private final String template;
    private final Players players;
    private Glossary glossary;
    private Glossary chineseGlossary;

    private Site(Path kit, Path out) throws IOException {
        this.kit = kit;
        this.out = out;
        template = resource("page.html");
        players = new Players(kit, out);
    }

    /** Builds the site of a kit in a folder; what was in the folder goes. */
    public static void main(String... arguments) throws IOException {
        new Site(Path.of(arguments[0]), Path.of(arguments[1])).build();
    }

    private void build() throws IOException {
        clear();
        for (Path file : markdown()) {
            Path path = kit.relativize(file);
            pages.put(path, Page.of(path, Files.readString(file)));
        }
        Navigation navigation = new Navigation(pages);
        Page english = pages.get(GLOSSARY);
        glossary = new Glossary(english, english);
        chineseGlossary = new Glossary(pages.get(english.twin()), english);
        for (Page page : pages.values()) {
            write(page.html(), fill(page, navigation));
        }
        for (Path other : List.copyOf(others)) {
            copy(other);
        }
        for (String asset : ASSETS) {
            write(Path.of(asset), resource(asset));
        }
        write(Path.of("search-index.js"), SearchIndex.of(pages.values()));
        if (Files.exists(kit.resolve(LAB))) {
            Files.copy(kit.resolve(LAB), out.resolve("lab.html"));
        }
        write(Path.of("index.html"), """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>%s</title>
                <meta http-equiv="refresh" content="0; url=docs/README.html"><a href="docs/README.html">%s</a></html>
                """.formatted(
                        Words.say("site.linux-memory-kit", false), Words.say("site.the-handbook", false)));
    }

    private void clear() throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> old = Files.walk(out)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private List<Path> markdown() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("", "docs", "exercises", "grader/benchmarks")) {
            try (Stream<Path> walk = Files.walk(kit.resolve(folder), folder.isEmpty() ? 1 : 9)) {
                walk.filter(file -> file.toString().endsWith(".md"))
                        .filter(file -> !file.toString().contains("/target/"))
                        .forEach(files::add);
            }
        }
        return files.stream().sorted().toList();
    }

    private String fill(Page page, Navigation navigation) {
        (page.isChinese() ? chineseGlossary : glossary).link(page);
        String body = Markdown.html(page.document(), page.anchors(), target -> target(page, target))
                .replaceAll("<table( class=\"wide\")?>", "<div class=\"table\" tabindex=\"0\">$0")
                .replace("<pre>", "<pre tabindex=\"0\">")
                .replace("</table>", "</table></div>");
        boolean chinese = page.isChinese();
        body = TryIt.in(body, kit, script -> below(script, page));
        Page twin = pages.get(page.twin());
        String other = twin == null
                ? ""
                : "<a class=\"button\" hreflang=\"" + (chinese ? "en" : "zh") + "\" href=\""
                        + Markdown.relative(page.html(), twin.html()) + "\">" + (chinese ? "English" : "中文") + "</a>";
        Map<String, String> values = Map.of(
                "lang", chinese ? "zh-Hans" : "en",
                "title", Markup.escape(page.title()),
                "root", Markdown.relative(page.html(), Path.of("")),
                "home",
                        Markdown.relative(
                                page.html(),
                                navigation.inLanguageOf(page, Navigation.HOME).html()),
                "other", lab(page) + other,
                "navigation", navigation.html(page),
                "neighbours", navigation.neighbours(page),
                "body", body);
        return fill(values, chinese);
    }

    /** Returns what is put below a quoted command that runs a script. */
    private String below(Path script, Page page) {
        String player = TryIt.isTrace(script) ? "" : players.folded(script, page.html(), page.isChinese());
        String there = Markdown.relative(page.html(), Path.of("lab.html"));
        return Files.exists(kit.resolve(LAB))
                ? player + TryIt.lab(there, kit.resolve(script), Words.say("site.try-it-in-the-lab", page.isChinese()))
                : player;
    }

    /** Returns the link to the lab, if it was built. */
    private String lab(Page page) {
        return Files.exists(kit.resolve(LAB))
                ? "<a class=\"button\" href=\"" + Markdown.relative(page.html(), Path.of("lab.html")) + "\">"
                        + Words.say("site.lab", page.isChinese()) + "</a>"
                : "";
    }

    private String fill(Map<String, String> values, boolean chinese) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        for (int open = template.indexOf("${"); open >= 0; open = template.indexOf("${", at)) {
            int close = template.indexOf('}', open);
            String name = template.substring(open + 2, close);
            text.append(template, at, open)
                    .append(values.containsKey(name) ? values.get(name) : Words.say(name, chinese));
            at = close + 1;
        }
        String root = values.get("root");
        return text.append(template.substring(at)).toString().replace("@/", root.isEmpty() ? "" : root + "/");
    }

    /** Returns where a link of a page leads on the site, and remembers what must be there. */
    private String target(Page page, String link) {
        if (link.matches("(https?:|#|mailto:).*")) {
            return link;
        }
        String[] parts = link.split("#", 2);
        Path path = (page.path().getParent() == null
                        ? Path.of(parts[0])
                        : page.path().getParent().resolve(parts[0]))
                .normalize();
        Path there;
        if (pages.containsKey(path)) {
            there = pages.get(path).html();
        } else {
            others.add(path);
            there = place(path);
        }
        return Markdown.relative(page.html(), there) + (parts.length > 1 ? "#" + parts[1] : "");
    }

    private Path place(Path path) {
        if (Files.isDirectory(kit.resolve(path))) {
            return path.resolve("index.html");
        }
        String name = path.getFileName().toString();
        return PICTURES.contains(name.substring(name.lastIndexOf('.') + 1)) ? path : Path.of(path + ".html");
    }

    /** Copies what is linked to: a picture as it is, a text with numbered lines, a folder as the list of its files. */
    private void copy(Path path) throws IOException {
        Path file = kit.resolve(path);
        Path place = place(path);
        if (Files.isDirectory(file)) {
            StringBuilder list = new StringBuilder("<ul>");
            try (Stream<Path> files = Files.list(file)) {
                for (Path each : files.filter(Files::isRegularFile).sorted().toList()) {
                    Path linked = kit.relativize(each);
                    Page page = pages.get(linked);
                    if (page == null) {
                        copy(linked);
                    }
                    list.append("<li><a href=\"" + Markdown.relative(place, page == null ? place(linked) : page.html())
                            + "\">" + each.getFileName() + "</a></li>");
                }
            }
            write(place, plain(path, place, list + "</ul>"));
        } else if (place.equals(path)) {
            Files.createDirectories(out.resolve(place).getParent());
            Files.copy(file, out.resolve(place));
        } else {
            StringBuilder lines = new StringBuilder(player(path, place) + "<pre class=\"source\" tabindex=\"0\">");
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                lines.append("<span id=\"L" + number + "\"><i>" + number + "</i>" + Markup.escape(line) + "\n</span>");
            }
            write(place, plain(path, place, lines + "</pre>"));
        }
    }

    /** Returns what plays a script of the handbook, in both languages; "" for other files. */
    private String player(Path path, Path place) {
        if (!path.startsWith(SCRIPTS) || !path.toString().endsWith(".mm")) {
            return "";
        }
        String chinese = Markdown.relative(place, players.player(path, true));
        return players.frame(path, place, false) + "<p><a hreflang=\"zh\" lang=\"zh\" href=\"" + chinese + "\">"
                + Words.say("site.play-it-step-by-step", true) + "</a></p>";
    }

    private String plain(Path path, Path place, String body) {
        return fill(
                Map.of(
                        "lang",
                        "en",
                        "title",
                        path.toString(),
                        "root",
                        Markdown.relative(place, Path.of("")),
                        "home",
                        Markdown.relative(place, pages.get(Navigation.HOME).html()),
                        "other",
                        "",
                        "navigation",
                        "",
                        "neighbours",
                        "",
                        "body",
                        "<h1>" + Markup.escape(path.toString()) + "</h1>" + body),
                false);
    }

    private void write(Path path, String text) throws IOException {
        Path file = out.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static String resource(String name) {
        try (InputStream in = Site.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

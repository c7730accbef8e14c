package mm.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.kit.Markup;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;

/** The list of all pages beside each page: what {@code docs/README.md} links to, in its order and groups. */
final class Navigation {
    static final Path HOME = Path.of("docs/README.md");

    private final Map<String, List<Path>> groups = new LinkedHashMap<>();
    private final Map<Path, Page> pages;

    Navigation(Map<Path, Page> pages) {
        this.pages = pages;
        groups.put("", new ArrayList<>(List.of(HOME)));
        Page home = pages.get(HOME);
        for (Node node = home.document().getFirstChild(); node != null; node = node.getNext()) {
            String[] group = {"Chapters"};
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(StrongEmphasis strong) {
                    group[0] = Markdown.text(strong).replace(":", "");
                }

                @Override
                public void visit(Link link) {
                    Path target = HOME.resolveSibling(link.getDestination()).normalize();
                    if (pages.containsKey(target) && !pages.get(target).isChinese()) {
                        String into = target.startsWith("exercises") ? "Exercises" : group[0];
                        groups.computeIfAbsent(into, name -> new ArrayList<>()).add(target);
                    }
                }
            });
        }
        addTheRest();
    }

    /** Whatever the first page does not name, in any language, is at the end, so that nothing is lost. */
    private void addTheRest() {
        Set<Path> named = new HashSet<>();
        groups.values().forEach(named::addAll);
        List<Path> rest = pages.values().stream()
                .filter(page -> !named.contains(page.path()))
                .filter(page -> !page.isChinese() || !pages.containsKey(page.twin()))
                .map(Page::path)
                .toList();
        if (!rest.isEmpty()) {
            groups.put("More", rest);
        }
    }

    /** Returns the chapters in the order in which they are read. */
    List<Path> chapters() {
        return groups.getOrDefault("Chapters", List.of());
    }

    /** Returns the page in the language that another page has, if it is there in that language. */
    Page inLanguageOf(Page reader, Path target) {
        Page page = pages.get(target);
        return reader.isChinese() && !page.isChinese() ? pages.getOrDefault(page.twin(), page) : page;
    }

    String html(Page reader) {
        StringBuilder html = new StringBuilder();
        groups.forEach((name, targets) -> {
            if (!name.isEmpty()) {
                html.append("<h2>" + Words.of(name, reader.isChinese()) + "</h2>\n");
            }
            html.append("<ul>\n");
            for (Path target : targets) {
                Page page = inLanguageOf(reader, target);
                boolean here = page.path().equals(reader.path());
                html.append("<li><a href=\"" + Markdown.relative(reader.html(), page.html()) + "\""
                        + (here ? " aria-current=\"page\"" : "") + ">" + Markup.escape(page.title()) + "</a>");
                if (here) {
                    html.append(contents(page));
                }
                html.append("</li>\n");
            }
            html.append("</ul>\n");
        });
        return html.toString();
    }

    private static String contents(Page page) {
        StringBuilder html = new StringBuilder();
        for (Page.Section section : page.sections()) {
            if (section.level() == 2) {
                html.append("<li><a href=\"#" + section.anchor() + "\">" + Markup.escape(section.heading())
                        + "</a></li>\n");
            }
        }
        return html.isEmpty() ? "" : "<ul class=\"contents\">" + html + "</ul>";
    }

    /** Returns links to the chapters before and after a chapter. */
    String neighbours(Page reader) {
        Path key = reader.isChinese() ? reader.twin() : reader.path();
        int at = chapters().indexOf(key);
        if (at < 0) {
            return "";
        }
        return "<nav class=\"neighbours\">" + neighbour(reader, at - 1, "prev", "← ", "")
                + neighbour(reader, at + 1, "next", "", " →") + "</nav>";
    }

    private String neighbour(Page reader, int at, String rel, String before, String behind) {
        if (at < 0 || at >= chapters().size()) {
            return "<span></span>";
        }
        Page page = inLanguageOf(reader, chapters().get(at));
        return "<a rel=\"" + rel + "\" href=\"" + Markdown.relative(reader.html(), page.html()) + "\">" + before
                + Markup.escape(page.title()) + behind + "</a>";
    }
}

package mm.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
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
    private static final String CHAPTERS = "site.chapters";
    private static final String EXERCISES = "site.exercises";
    private static final String MORE = "site.more";
    private static final Set<String> OURS = Set.of(CHAPTERS, EXERCISES, MORE);

    private final Map<String, List<Path>> groups = new LinkedHashMap<>();
    private final Map<String, String> chinese = new HashMap<>();
    private final Map<Path, Page> pages;

    Navigation(Map<Path, Page> pages) {
        this.pages = pages;
        groups.put("", new ArrayList<>(List.of(HOME)));
        Page home = pages.get(HOME);
        List<String> headings = headings(home);
        List<String> translated = headings(pages.get(home.twin()));
        for (int i = 0; i < headings.size(); i++) {
            chinese.put(headings.get(i), translated.get(i));
        }
        for (Node node = home.document().getFirstChild(); node != null; node = node.getNext()) {
            String[] group = {CHAPTERS};
            node.accept(new AbstractVisitor() {
                @Override
                public void visit(StrongEmphasis strong) {
                    group[0] = heading(strong);
                }

                @Override
                public void visit(Link link) {
                    Path target = HOME.resolveSibling(link.getDestination()).normalize();
                    if (pages.containsKey(target) && !pages.get(target).isChinese()) {
                        String into = target.startsWith("exercises") ? EXERCISES : group[0];
                        groups.computeIfAbsent(into, name -> new ArrayList<>()).add(target);
                    }
                }
            });
        }
        addTheRest();
    }

    /** Returns what is strong on a page: it is the heading of the links after it. */
    private static List<String> headings(Page page) {
        List<String> headings = new ArrayList<>();
        page.document().accept(new AbstractVisitor() {
            @Override
            public void visit(StrongEmphasis strong) {
                headings.add(heading(strong));
            }
        });
        return headings;
    }

    private static String heading(StrongEmphasis strong) {
        return Markdown.text(strong).replaceAll("[:：]$", "");
    }

    /** Returns how a group is called: it has a key, or its heading on the first page, which is there in Chinese, too. */
    private String title(String group, boolean inChinese) {
        if (OURS.contains(group)) {
            return Words.say(group, inChinese);
        }
        return inChinese ? chinese.get(group) : group;
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
            groups.put(MORE, rest);
        }
    }

    /** Returns the chapters in the order in which they are read. */
    List<Path> chapters() {
        return groups.getOrDefault(CHAPTERS, List.of());
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
                html.append("<h2>" + Markup.escape(title(name, reader.isChinese())) + "</h2>\n");
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

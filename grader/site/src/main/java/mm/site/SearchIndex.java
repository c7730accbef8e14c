package mm.site;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** What the search looks through: a script that sets a list of all sections, as a page from a file may not read others. */
final class SearchIndex {
    private SearchIndex() {}

    static String of(Collection<Page> pages) {
        Set<java.nio.file.Path> all = new HashSet<>();
        pages.forEach(page -> all.add(page.path()));
        StringBuilder script = new StringBuilder("window.SECTIONS = [\n");
        for (Page page : pages) {
            for (Page.Section section : page.sections()) {
                script.append("{u:" + quote(page.html() + "#" + section.anchor()) + ",p:" + quote(page.title()) + ",h:"
                        + quote(section.heading()) + ",z:" + page.isChinese() + ",t:"
                        + all.contains(page.twin()) + ",x:"
                        + quote(section.text().replaceAll("\\s+", " ").strip()) + "},\n");
            }
        }
        return script.append("];\n").toString();
    }

    private static String quote(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("</", "<\\/") + "\"";
    }
}

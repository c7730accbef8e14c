package mm.site;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;

/**
 * A page of the handbook.
 *
 * @param path the Markdown file, relative to the folder of the kit
 * @param document what is in it
 * @param anchors the names of its headings
 * @param sections its headings with their texts
 */
record Page(Path path, Node document, Map<Node, String> anchors, List<Section> sections) {
    static Page of(Path path, String text) {
        Node document = Markdown.parse(text);
        Map<Node, String> anchors = Markdown.anchors(document);
        return new Page(path, document, anchors, sections(document, anchors));
    }

    /** A heading and the text up to the next one. */
    record Section(String heading, String anchor, int level, String text) {}

    boolean isChinese() {
        return path.toString().endsWith(".zh.md");
    }

    /** Returns where the same page in the other language would be. */
    Path twin() {
        String name = path.toString();
        return Path.of(isChinese() ? name.replace(".zh.md", ".md") : name.replace(".md", ".zh.md"));
    }

    Path html() {
        return Path.of(path.toString().replaceAll("\\.md$", ".html"));
    }

    String title() {
        return sections.isEmpty() ? path.toString() : sections.get(0).heading();
    }

    private static List<Section> sections(Node document, Map<Node, String> anchors) {
        List<Section> sections = new ArrayList<>();
        String heading = "";
        String anchor = "";
        int level = 1;
        StringBuilder text = new StringBuilder();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading next && next.getLevel() <= 3) {
                if (!heading.isEmpty()) {
                    sections.add(new Section(heading, anchor, level, text.toString()));
                }
                heading = Markdown.text(node);
                anchor = anchors.get(node);
                level = next.getLevel();
                text.setLength(0);
            } else {
                text.append(Markdown.text(node)).append(' ');
            }
        }
        if (!heading.isEmpty()) {
            sections.add(new Section(heading, anchor, level, text.toString()));
        }
        return sections;
    }
}

package mm.site;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomNode;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/** Reads Markdown as forges do: with tables, and with a name for each heading. */
final class Markdown {
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).build();

    private Markdown() {}

    static Node parse(String text) {
        return PARSER.parse(text);
    }

    /** Returns what a reader sees of a node, without any markup. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text words) {
                text.append(words.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak end) {
                text.append(' ');
            }

            @Override
            public void visit(FencedCodeBlock block) {
                text.append(block.getLiteral());
            }

            @Override
            public void visit(HtmlBlock block) {
                text.append(block.getLiteral().replaceAll("<[^>]*>", " "));
            }

            @Override
            public void visit(Paragraph paragraph) {
                visitChildren(paragraph);
                text.append(' ');
            }

            @Override
            public void visit(CustomNode cell) {
                visitChildren(cell);
                text.append(' ');
            }
        });
        return text.toString().strip();
    }

    /** Returns the names of the headings of a document, in the order of their nodes. */
    static Map<Node, String> anchors(Node document) {
        Map<Node, String> anchors = new HashMap<>();
        Map<String, Integer> seen = new HashMap<>();
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading) {
                String anchor = anchor(text(node));
                int before = seen.merge(anchor, 1, Integer::sum) - 1;
                anchors.put(node, before == 0 ? anchor : anchor + "-" + before);
            }
        }
        return anchors;
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}_ -]", "")
                .replace(' ', '-');
    }

    /** Renders a document; every link and every picture's source goes through a function. */
    static String html(Node document, Map<Node, String> anchors, UnaryOperator<String> link) {
        return HtmlRenderer.builder()
                .extensions(EXTENSIONS)
                .attributeProviderFactory(context -> (node, tag, attributes) -> {
                    if (anchors.containsKey(node)) {
                        attributes.put("id", anchors.get(node));
                    } else if (node instanceof Link && tag.equals("a")) {
                        attributes.computeIfPresent("href", (name, target) -> link.apply(target));
                    } else if (node instanceof Image) {
                        attributes.computeIfPresent("src", (name, target) -> link.apply(target));
                    } else if (node instanceof TableBlock && isWide(node)) {
                        attributes.put("class", "wide");
                    } else if (node instanceof TableCell cell && !cell.isHeader()) {
                        attributes.put("data-label", text(header(cell)));
                    }
                })
                .build()
                .render(document);
    }

    /** Tells whether a table would not fit a phone: its rows are shown one below the other there. */
    private static boolean isWide(Node table) {
        boolean[] wide = {false};
        int columns = 0;
        for (Node cell = table.getFirstChild().getFirstChild().getFirstChild(); cell != null; cell = cell.getNext()) {
            columns++;
        }
        int many = columns;
        table.accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                wide[0] |= node instanceof TableCell && text(node).length() > (many > 3 ? 40 : many > 2 ? 90 : 999);
                visitChildren(node);
            }
        });
        return wide[0];
    }

    private static Node header(TableCell cell) {
        Node above = cell.getParent()
                .getParent()
                .getParent()
                .getFirstChild()
                .getFirstChild()
                .getFirstChild();
        for (Node before = cell.getPrevious();
                before != null && above.getNext() != null;
                before = before.getPrevious()) {
            above = above.getNext();
        }
        return above;
    }

    /** Returns the way from a page to another file of the same tree. */
    static String relative(Path from, Path to) {
        Path folder = from.getParent() == null ? Path.of("") : from.getParent();
        return folder.relativize(to).toString().replace('\\', '/');
    }
}

package mm.site;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.Markup;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.CustomBlock;
import org.commonmark.node.CustomNode;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** The glossary of a language: each page's first use of a term leads to it, and says what it means. */
final class Glossary {
    /** Words that mean something else in most sentences. */
    private static final Set<String> EVERYDAY = Set.of(
            "accounted",
            "available",
            "bin",
            "break",
            "canonical",
            "ceiling",
            "clock",
            "coalescing",
            "entry",
            "exclusive",
            "floor",
            "leak",
            "page",
            "poison",
            "pressure",
            "slot",
            "top",
            "trim");

    private static final String SEPARATORS = "[,、，(（)）]";

    private final Page page;
    private final Map<String, Term> terms = new HashMap<>();
    private final Pattern words;

    /** A row of the glossary. */
    private record Term(String anchor, String meaning) {}

    /**
     * Reads a glossary, and gives each of its rows an anchor.
     *
     * @param page the glossary
     * @param english the glossary in English, row by row the same
     */
    Glossary(Page page, Page english) {
        this.page = page;
        List<Node> rows = rows(page);
        List<Node> englishRows = rows(english);
        for (int i = 0; i < rows.size(); i++) {
            Node word = rows.get(i).getFirstChild();
            Node englishWord = englishRows.get(i).getFirstChild();
            List<String> names = names(englishWord);
            String anchor = "term-" + names.get(0).toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
            page.anchors().put(rows.get(i), anchor);
            if (!EVERYDAY.containsAll(names)) {
                Term term = new Term(anchor, Markdown.text(word.getNext()));
                List<String> here = names(word);
                for (int j = 0; j < here.size(); j++) { // in both languages in the same order
                    boolean everyday =
                            EVERYDAY.contains(here.get(j)) || (j < names.size() && EVERYDAY.contains(names.get(j)));
                    if (!everyday && here.get(j).length() > 1) {
                        terms.putIfAbsent(here.get(j).toLowerCase(Locale.ROOT), term);
                    }
                }
            }
        }
        words = pattern(terms.keySet());
    }

    private static List<String> names(Node cell) {
        return List.of(Markdown.text(cell).split(SEPARATORS)).stream()
                .map(String::strip)
                .filter(name -> !name.isEmpty() && !name.equals("of the heap"))
                .toList();
    }

    private static List<Node> rows(Page page) {
        List<Node> rows = new ArrayList<>();
        page.document().accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow && node.getParent() instanceof TableBody) {
                    rows.add(node);
                }
                visitChildren(node);
            }
        });
        return rows;
    }

    /** Longer terms come first; a Latin word is a whole word, also with the s of many. */
    private static Pattern pattern(Set<String> terms) {
        List<String> sorted = new ArrayList<>(terms);
        sorted.sort(Comparator.comparing((String term) -> -term.length()).thenComparing(term -> term));
        List<String> either = new ArrayList<>();
        for (String term : sorted) {
            boolean latin = term.matches("[\\p{IsLatin}\\d_ -]+");
            either.add(
                    latin ? "(?<![A-Za-z0-9_-])" + Pattern.quote(term) + "s?(?![A-Za-z0-9_-])" : Pattern.quote(term));
        }
        return Pattern.compile(String.join("|", either), Pattern.CASE_INSENSITIVE);
    }

    /** Turns the first use of each term in a page's running text into a link; not in headings, code, tables and links. */
    void link(Page reader) {
        if (reader.path().equals(page.path())) {
            return;
        }
        String there = Markdown.relative(reader.html(), page.html());
        Set<String> seen = new HashSet<>();
        List<Text> texts = new ArrayList<>();
        reader.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Text text) {
                texts.add(text);
            }

            @Override
            public void visit(Heading heading) {}

            @Override
            public void visit(Code code) {}

            @Override
            public void visit(Link link) {}

            @Override
            public void visit(CustomBlock block) {
                if (!(block instanceof TableBlock)) {
                    visitChildren(block);
                }
            }
        });
        texts.forEach(text -> link(text, there, seen));
    }

    private void link(Text text, String there, Set<String> seen) {
        Matcher found = words.matcher(text.getLiteral());
        int at = 0;
        while (found.find()) {
            String said = found.group().toLowerCase(Locale.ROOT);
            Term term = terms.getOrDefault(said, terms.get(said.replaceFirst("s$", "")));
            if (seen.add(term.anchor())) {
                text.insertBefore(new Text(text.getLiteral().substring(at, found.start())));
                HtmlInline link = new HtmlInline();
                link.setLiteral("<a class=\"term\" href=\"" + there + "#" + term.anchor() + "\" data-tip=\""
                        + Markup.escape(term.meaning()) + "\">" + Markup.escape(found.group()) + "</a>");
                text.insertBefore(link);
                at = found.end();
            }
        }
        text.setLiteral(text.getLiteral().substring(at));
    }
}

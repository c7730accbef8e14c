package mm.grader.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How lines are matched, and which must never be. */
class CatalogTest {
    private static final Catalog CATALOG = new Catalog(List.of(
            new Po.Entry("", "page", "页"),
            new Po.Entry("", "{0} of {1} lines", "{1} 行中 {0} 行"),
            new Po.Entry("", "{0}: {1} of {2} lines", "{0}：{2} 行中 {1} 行"),
            new Po.Entry("by hand count", "{0} graded", "{0} 份已评分"),
            new Po.Entry("by hand raw", "printed: {0}", "打印了：{0}"),
            new Po.Entry("", "frames of {0}", "{0} 的页框"),
            new Po.Entry("code", "frames of code", "")));

    @Test
    void a_line_is_an_entry_or_of_its_form_or_made_of_parts_or_stays() {
        assertThat(CATALOG.translate("  page ")).isEqualTo("  页 ");
        assertThat(CATALOG.translate("\u001b[1mpage\u001b[0m")).isEqualTo("\u001b[1m页\u001b[0m");
        assertThat(CATALOG.translate("a.txt: 3 of 4 lines")).isEqualTo("a.txt：4 行中 3 行");
        assertThat(CATALOG.translate("frames of page")).isEqualTo("页 的页框");
        assertThat(CATALOG.translate("the last page of 3 lines")).isEqualTo("the last page of 3 lines");
        assertThat(CATALOG.translate("3 graded")).isEqualTo("3 份已评分");
        assertThat(CATALOG.translate("who is graded")).isEqualTo("who is graded");
        assertThat(CATALOG.translate("[page] ")).isEqualTo("[页] ");
        assertThat(CATALOG.translate("page: x")).isEqualTo("页：x");
        assertThat(CATALOG.translate("x (page)")).isEqualTo("x (页)");
        assertThat(CATALOG.translate("printed: page")).isEqualTo("打印了：page");
        assertThat(CATALOG.translate("whatever page it is")).isEqualTo("whatever page it is");
        assertThat(CATALOG.translate("")).isEmpty();
        assertThat(Catalog.NONE.translate("page")).isEqualTo("page");
    }

    @Test
    void a_line_made_to_be_slow_is_not() {
        String hostile = "a: b (c), ".repeat(2000) + " of ".repeat(2000) + "(".repeat(2000);
        assertThat(CATALOG.translate(hostile)).isNotEmpty();
        assertThat(Language.ZH.catalog().translate(hostile)).isNotEmpty();
    }

    @Test
    void a_writer_translates_whole_lines_and_what_is_flushed() throws IOException {
        StringWriter out = new StringWriter();
        try (TranslatingWriter writer = new TranslatingWriter(out, () -> Language.ZH)) {
            writer.write("not sta");
            writer.write("rted\nnot sta");
            writer.write("rted");
            writer.flush();
        }
        assertThat(out).hasToString("未开始\n未开始");
    }

    @Test
    void what_scripts_and_the_real_tools_print_stays_as_it_is() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String folder : List.of("grader/checks/src/main/resources/mm/grader/recordings", "docs/scripts")) {
            try (Stream<Path> all = Files.walk(Path.of("../..").resolve(folder))) {
                all.filter(file -> file.toString().matches(".*\\.(txt|mm)")).forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThan(100);
        Set<String> lines = new TreeSet<>();
        for (Path file : files) {
            lines.addAll(Files.readAllLines(file));
        }
        List<String> changed = lines.stream()
                .map(line -> line.replaceAll("\\d+", "7"))
                .distinct()
                .filter(line -> !Language.ZH.catalog().translate(line).equals(line))
                .map(line -> line + " -> " + Language.ZH.catalog().translate(line))
                .toList();
        assertThat(changed).isEmpty();
    }

    @Test
    void a_page_is_translated_where_it_shows_text() {
        String page =
                "<style>page{}</style><p title=\"page\">page</p>\n<svg><text>page</text></svg><td>\"frames of page\"</td>"
                        + "<td translate=\"no\">page</td><a translate=\"no\" href=\"page\"><b>page</b></a>"
                        + "<pre>page\n&lt;page&gt;\n</pre>";
        assertThat(CATALOG.html(page))
                .isEqualTo(
                        "<style>page{}</style><p title=\"page\">页</p>\n<svg><text>page</text></svg>"
                                + "<td>\"frames of page\"</td>"
                                + "<td translate=\"no\">page</td><a translate=\"no\" href=\"page\"><b>page</b></a><pre>页\n&lt;page&gt;\n</pre>");
        assertThat(Catalog.NONE.html(page)).isEqualTo(page);
    }

    @Test
    void wide_characters_take_two_columns() {
        assertThat(Width.of("页框 frame")).isEqualTo(10);
        assertThat(Width.of("\u001b[32m通过\u001b[0m")).isEqualTo(4);
        assertThat(Width.padded("页", 4)).isEqualTo("页  ");
    }

    @Test
    void a_broken_catalog_is_named_with_its_line() {
        assertThatThrownBy(() -> Po.parse("x.po", "msgid \"a\"\nmsgstr b"))
                .hasMessage("x.po:2: the text has to stand in quotes");
        assertThatThrownBy(() -> Po.parse("x.po", "\nwhat")).hasMessage("x.po:2: this is no line of a PO file");
    }
}

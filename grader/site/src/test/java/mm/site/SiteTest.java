package mm.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The site is whole: every link leads somewhere, every page can be reached, nothing comes from outside. */
final class SiteTest {
    private static final Path KIT = Path.of(System.getProperty("mm.home", "../.."));
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]*)\"");
    private static final Pattern ID = Pattern.compile("id=\"([^\"]*)\"");

    private static final Path SITE = KIT.resolve("grader/site/target/site");
    private static final Map<Path, String> PAGES = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        try (Stream<Path> files = Files.walk(SITE)) {
            for (Path file :
                    files.filter(any -> any.toString().endsWith(".html")).toList()) {
                PAGES.put(file, Files.readString(file));
            }
        }
    }

    private static Set<String> ids(String html) {
        return ID.matcher(html).results().map(id -> id.group(1)).collect(Collectors.toSet());
    }

    @Test
    void every_link_within_the_site_leads_to_a_file_and_every_anchor_is_there() {
        Map<Path, Set<String>> ids = new HashMap<>();
        Set<String> broken = new HashSet<>();
        PAGES.forEach((file, html) -> LINK.matcher(html)
                .results()
                .filter(match -> !match.group(1).startsWith("https://"))
                .forEach(match -> {
                    String[] parts = match.group(1).replace("&amp;", "&").split("#", 2);
                    Path target = parts[0].isEmpty()
                            ? file
                            : file.resolveSibling(parts[0]).normalize();
                    if (!Files.isRegularFile(target)) {
                        broken.add(SITE.relativize(file) + " -> " + match.group(1));
                    } else if (parts.length > 1
                            && !parts[1].matches("[st]=.*") // a script or a trace for the lab
                            && !ids.computeIfAbsent(target, any -> ids(PAGES.getOrDefault(any, "")))
                                    .contains(parts[1])) {
                        broken.add(SITE.relativize(file) + " -> " + match.group(1) + " (no such place in it)");
                    }
                }));
        assertThat(broken).isEmpty();
    }

    @Test
    void nothing_comes_from_the_network() throws IOException {
        for (String asset : List.of("style.css", "site.js")) {
            assertThat(Files.readString(SITE.resolve(asset)))
                    .doesNotContain("http://", "https://", "@import", "fetch(");
        }
        PAGES.forEach((file, html) -> assertThat(html).as(file.toString()).doesNotContainPattern("src=\"https?:"));
    }

    @Test
    void every_page_can_be_reached_from_the_first() {
        Set<Path> reached = new HashSet<>();
        reach(SITE.resolve("index.html"), reached);
        assertThat(PAGES.keySet()).allSatisfy(file -> assertThat(reached).contains(file));
        assertThat(reached).hasSizeGreaterThan(40);
    }

    private static void reach(Path page, Set<Path> reached) {
        if (PAGES.containsKey(page) && reached.add(page)) {
            LINK.matcher(PAGES.get(page))
                    .results()
                    .map(match -> match.group(1).split("#")[0])
                    .filter(link -> !link.isEmpty())
                    .forEach(link -> reach(page.resolveSibling(link).normalize(), reached));
        }
    }

    @Test
    void the_search_knows_every_section_of_every_page() throws IOException {
        String index = Files.readString(SITE.resolve("search-index.js"));
        assertThat(index).contains("docs/05-swap.html#the-cliff", "docs/rubric.html#", "exercises/06-oom/README.html#");
        assertThat(index.lines().filter(line -> line.startsWith("{u:"))).hasSizeGreaterThan(250);
        assertThat(Files.size(SITE.resolve("search-index.js"))).isLessThan(2_000_000);
    }

    @Test
    void a_page_that_is_there_in_chinese_links_to_it_and_back() {
        PAGES.forEach((file, html) -> {
            String name = file.getFileName().toString();
            Path twin = file.resolveSibling(
                    name.replaceFirst("(\\.zh)?\\.html$", name.contains(".zh.") ? ".html" : ".zh.html"));
            if (PAGES.containsKey(twin)) {
                String link = name.contains(".zh.") ? "hreflang=\"en\"" : "hreflang=\"zh\"";
                assertThat(html).as(file.toString()).contains(link + " href=\"" + twin.getFileName() + "\"");
            }
        });
        assertThat(PAGES.keySet().stream().filter(file -> file.toString().endsWith(".zh.html")))
                .hasSizeGreaterThan(30);
    }

    /** Between Chinese characters, stars beside a full stop are no emphasis to Markdown, and would be shown. */
    @Test
    void no_star_of_an_emphasis_is_shown() {
        PAGES.forEach((file, html) -> {
            String shown = html.replaceAll("(?s)<pre.*?</pre>|<code>.*?</code>|<[^>]*>", "");
            assertThat(file.toString().endsWith(".zh.html") && shown.contains("**"))
                    .as(file.toString())
                    .isFalse();
        });
    }

    @Test
    void each_script_of_the_handbook_can_be_played_in_both_languages() {
        List<String> players = PAGES.keySet().stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.contains(".play"))
                .toList();
        assertThat(players).contains("fork.play.html", "fork.play-zh.html").hasSizeGreaterThan(8);
        assertThat(PAGES.get(SITE.resolve("docs/scripts/fork.mm.html")))
                .contains("<iframe class=\"player\"", "href=\"fork.play-zh.html\"");
    }

    /** The words are links that a player makes itself, so that no link of a page names them. */
    @Test
    void each_word_that_a_player_explains_leads_to_its_place_in_a_chapter_of_its_language() {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            ResourceBundle words = ResourceBundle.getBundle(
                    "mm.grader.picture.messages",
                    locale,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            List<String> terms = words.keySet().stream()
                    .filter(key -> key.startsWith("ui.term-"))
                    .toList();
            assertThat(terms).hasSizeGreaterThan(15);
            for (String term : terms) {
                String[] link = words.getString(term).split("\\|")[1].split("#");
                Path page = SITE.resolve("docs").resolve(link[0]);
                assertThat(link[0].contains(".zh."))
                        .as("%s: %s", term, link[0])
                        .isEqualTo(locale.equals(Locale.CHINESE));
                assertThat(PAGES).as(term).containsKey(page);
                assertThat(link.length == 1 || ids(PAGES.get(page)).contains(link[1]))
                        .as("%s: %s#%s", term, page, link[link.length - 1])
                        .isTrue();
            }
        }
    }

    @Test
    void sources_are_escaped_as_all_that_the_kit_puts_into_a_page() {
        Pattern source = Pattern.compile("(?s)<pre class=\"source\"[^>]*>(.*?)</pre>");
        PAGES.forEach((file, html) -> source.matcher(html)
                .results()
                .map(match -> match.group(1).replaceAll("<[^>]*>", ""))
                .forEach(shown -> assertThat(shown).as(file.toString()).doesNotContain("'", "\"")));
    }

    @Test
    void the_keyboard_reaches_every_box_that_scrolls() {
        PAGES.forEach((file, html) -> assertThat(html.replaceAll("(?s)<script.*?</script>", ""))
                .as(file.toString())
                .doesNotContain("<pre>", "<pre class=\"source\">"));
    }

    @Test
    void each_page_says_its_language_and_has_one_heading_of_the_first_level() {
        PAGES.forEach((file, html) -> {
            if (!file.endsWith("site/index.html")) {
                assertThat(html).as(file.toString()).containsPattern("<html lang=\"(en|zh|zh-Hans)\"");
                assertThat(html.split("<h1", -1)).as(file.toString()).hasSize(2);
            }
        });
    }
}

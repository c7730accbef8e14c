package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.LoadedParts;
import mm.grader.cli.InProcess;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;

/** The table of the note's statements: each has a chapter and checks, and what is quoted of recordings is there. */
final class NoteTest {
    private static final Pattern CHECK = Pattern.compile("\\[([^]]+)]\\(rubric\\.md#([a-z0-9_]+)\\)");
    private static final Pattern RECORDED = Pattern.compile("\\[([a-z0-9-]+):(\\d+)]\\(\\S+\\) `([^`]*)`");

    private final Rubric rubric = Rubric.shipped();
    private final List<String> rows = Page.of(java.nio.file.Path.of("docs/the-note.md")).lines().stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| the note says"))
            .toList();

    @Test
    void each_statement_has_a_chapter_and_a_check_of_the_rubric() {
        assertThat(rows).hasSizeGreaterThan(30);
        for (String row : rows) {
            String[] cells = row.split("(?<!\\\\)\\|");
            assertThat(cells).as(row).hasSize(5);
            assertThat(cells[2]).as(row).contains(".md#");
            Matcher check = CHECK.matcher(cells[3]);
            assertThat(check.find()).as(row).isTrue();
            do {
                assertThat(rubric.checks()).extracting(CheckInfo::method).contains(check.group(2));
                assertThat(check.group(1)).isEqualTo(check.group(2).replace('_', ' '));
            } while (check.find());
        }
    }

    @Test
    void what_is_quoted_of_a_recording_stands_there() throws IOException {
        int quotes = 0;
        for (String row : rows) {
            for (Matcher quote = RECORDED.matcher(row); quote.find(); quotes++) {
                List<String> lines =
                        Files.readAllLines(AgreementPage.recordings().resolve(quote.group(1) + ".txt"));
                assertThat(lines.get(Integer.parseInt(quote.group(2)) - 1))
                        .as(quote.group())
                        .contains(quote.group(3).replace("\\|", "|"));
            }
        }
        assertThat(quotes).isGreaterThan(40);
    }

    /** Each build runs all checks on the solutions, in their modules; here are only those that the note names. */
    @Test
    void the_checks_that_prove_the_note_pass() {
        assumeTrue(System.getProperty("mm.quoted", "").equals("all"), "run with -Dmm.quoted=all");
        Set<String> named = rows.stream()
                .flatMap(row -> CHECK.matcher(row).results())
                .map(result -> result.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        for (Exercise exercise : EnumSet.allOf(Exercise.class)) {
            Map<String, Optional<Throwable>> results =
                    InProcess.run(rubric, exercise, new LoadedParts(KitHome.reference()));
            results.forEach((method, failure) -> {
                if (named.remove(method)) {
                    assertThat(failure).as(method).isEmpty();
                }
            });
        }
        assertThat(named).as("not run").isEmpty();
    }
}

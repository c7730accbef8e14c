package mm.grader.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each failed check in a report leads to the section that explains it, and to the contract that demands it. */
final class FurtherReadingTest {
    @Test
    void each_check_leads_to_the_contract_that_demands_it_and_to_a_section_that_is_there() throws IOException {
        for (Language language : Language.values()) {
            FurtherReading reading = new FurtherReading(language, new CheckTexts(Texts.in(language)), "./");
            int chapters = 0;
            for (CheckInfo check : Rubric.shipped().checks()) {
                List<FurtherReading.Place> places = reading.of(check);
                assertThat(places).as(check.id()).anyMatch(place -> place.text().contains("contracts"));
                chapters += places.get(0).text().contains("contracts") ? 0 : 1;
                for (FurtherReading.Place place : places) {
                    assertLeadsSomewhere(KitHome.root(), place.link());
                }
            }
            assertThat(chapters).isGreaterThan(180);
        }
    }

    private static void assertLeadsSomewhere(Path folder, String link) throws IOException {
        URI target = folder.toUri().resolve(link);
        Path file = Path.of(URI.create(target.toString().replaceFirst("#.*", "")));
        assertThat(file).as(link).isRegularFile();
        String anchor = target.getFragment();
        boolean there = file.toString().endsWith(".html")
                ? Files.readString(file).contains("id=\"" + anchor + "\"")
                : Files.readAllLines(file).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("#+ ", "").toLowerCase(Locale.ROOT))
                        .anyMatch(heading -> heading.replaceAll("[^\\p{L}\\p{N}_ -]", "")
                                .replace(' ', '-')
                                .equals(anchor));
        assertThat(there).as(link).isTrue();
    }

    @Test
    void a_report_links_from_its_folder_to_the_kit_and_one_that_goes_elsewhere_names_the_places(@TempDir Path folder)
            throws IOException {
        CheckInfo check = Rubric.shipped().checks().get(0);
        Verdict failed = Verdict.without(check, Status.FAILED, Message.verbatim("wrong"));
        ExerciseResult exercise = new ExerciseResult(Exercise.PAGE_TABLE, List.of(), List.of(failed));
        GradeResult result = new GradeResult(1, List.of(exercise), Message.verbatim(""), List.of(), false);
        Path reports = folder.resolve("my reports");
        Report report = new Report(result, List.of(), "", Language.EN);
        report.write(reports, Set.of(ReportFormat.HTML), true);
        List<String> links = Pattern.compile("<a href=\"(\\./[^\"]+)\"")
                .matcher(Files.readString(reports.resolve("report.html")))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).hasSizeGreaterThan(1);
        for (String link : links) {
            assertLeadsSomewhere(reports, link);
        }
        assertThat(ReportFormat.HTML.text(report))
                .contains("docs/01-page-table.md: ", "docs/contracts.md: 01 PageTable (")
                .doesNotContain("href=\"./");
    }
}

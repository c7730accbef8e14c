package mm.handbook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.cli.Sample;
import mm.grader.facts.Claim;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Rubric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each chapter has what a chapter has to have; its picture is what the kit draws; hints lead to sections that are there. */
final class HandbookTest {
    private static final boolean WRITE = Boolean.getBoolean("mm.write");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^]]+)]\\((pictures/[^)]+\\.svg)\\)");

    static List<Page> chapters() {
        return Page.all().stream()
                .filter(page -> page.path().toString().matches("docs/0\\d[^/.]*\\.md"))
                .toList();
    }

    static Stream<String> pictures() {
        return Page.of(Path.of("docs/pictures/README.md")).fences().stream().flatMap(fence -> fence.lines().stream());
    }

    @ParameterizedTest
    @MethodSource("chapters")
    void a_chapter_has_question_idea_picture_linux_limits_example_answers_and_exercise(Page chapter) {
        String text = String.join("\n", chapter.lines());
        assertThat(text)
                .contains("**The question.**", "**The idea.**", "**An everyday picture.**", "## In Linux")
                .contains("## By hand", "## Where it hurts", "## And today", "## What our model leaves out")
                .contains("## A worked example", "## Questions", "The exercise: [");
        assertThat(PICTURE.matcher(text).results().map(MatchResult::group)).isNotEmpty();
        assertThat(chapter.fences()).anyMatch(fence -> fence.language().equals("console"));
        assertThat(Pattern.compile("<details>.*?</details>", Pattern.DOTALL)
                        .matcher(text)
                        .results())
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void there_are_eleven_chapters_and_each_picture_of_theirs_is_made_here() {
        assertThat(chapters()).hasSize(11);
        List<String> made =
                pictures().map(command -> command.replaceAll(".* -o docs/", "")).toList();
        for (Page chapter : chapters()) {
            PICTURE.matcher(String.join("\n", chapter.lines()))
                    .results()
                    .forEach(picture -> assertThat(made).contains(picture.group(2)));
        }
    }

    @ParameterizedTest
    @MethodSource("pictures")
    void a_picture_is_what_the_kit_draws(String command, @TempDir Path folder) throws IOException {
        String[] words = command.split(" ");
        Path committed = KitHome.root().resolve(words[words.length - 1]);
        Path drawn = folder.resolve(committed.getFileName());
        words[words.length - 1] = drawn.toString();
        Sample.Ran ran =
                Sample.mm(Stream.of(words).skip(1).map(Quote::inTheHouse).toArray(String[]::new));
        assertThat(ran.code()).as(ran.err()).isZero();
        if (WRITE) {
            Files.write(committed, Files.readAllBytes(drawn));
        }
        assertThat(committed).as("drawn anew by -Dmm.write=true").hasSameBinaryContentAs(drawn);
    }

    @Test
    void each_chapter_names_claims_of_its_own_to_ask_the_machine_and_they_exist() {
        List<Claim> claims = Claim.all(KitHome.recorder().resolve("probes"));
        List<String> names = claims.stream().map(Claim::name).toList();
        Pattern command =
                Pattern.compile("(?m)mm facts((?: [a-z]+(?:-[a-z]+)+| promise| populated| hints| tcache)+)[`\n]");
        for (Page page : Page.all()) {
            command.matcher(String.join("\n", page.lines()) + "\n")
                    .results()
                    .flatMap(found -> Stream.of(found.group(1).strip().split(" ")))
                    .forEach(name -> assertThat(names).as(page.toString()).contains(name));
        }
        for (Page chapter : chapters()) {
            assertThat(String.join("\n", chapter.lines()))
                    .as(chapter.toString())
                    .containsPattern("(?m)^\\./mm facts ");
        }
    }

    @Test
    void hints_lead_to_sections_that_are_there() {
        Pattern hint = Pattern.compile("(docs/\\S+\\.md): (.*)");
        for (CheckInfo check : Rubric.shipped().checks()) {
            for (String text : check.hints()) {
                var section = hint.matcher(text);
                if (section.matches()) {
                    assertThat(Page.of(Path.of(section.group(1))).lines())
                            .as(check.id())
                            .anyMatch(line -> line.matches("#+ " + Pattern.quote(section.group(2))));
                }
            }
        }
    }
}

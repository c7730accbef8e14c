package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.grade.Verdict;
import mm.grader.report.ReportText;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a failure says in Chinese is Chinese, of whatever kind it is: a value, a list, an exception, a recording, random
 * calls, a step that is to do. Names of the kernel and of Java stay; words that only an English sentence has do not.
 * {@code -Dmm.planted=all} looks at all wrong implementations, an ordinary build at some.
 */
final class ChineseFailuresTest {
    private static final String SOME =
            "06/first-of-equals in reference|07/units-rounded in maps|01/lower-tables-leak in loops"
                    + "|02/no-asid-in-the-tlb in reference|07/other-gone-process-ends-the-list in reference";

    private static final Pattern ENGLISH = Pattern.compile(
            "(?<![\\w.\"'/-])(the|of|a|an|is|was|were|are|when|that|which|then|"
                    + "expected|but|and|with|after|before|exercise|operations?|lines?|failed|threw|to)(?![\\w.(\"'/-])");

    static Stream<Planted> wrong() {
        String only = System.getProperty("mm.planted", SOME);
        return Planted.all().stream()
                .filter(each -> only.equals("all") || each.toString().matches(".*(" + only + ").*"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void no_english_word_is_left(Planted planted, @TempDir Path folder) throws IOException {
        planted.writeTo(folder.resolve("in"), Integer.MAX_VALUE);
        demandChinese(Marking.of(planted.exercise(), folder.resolve("in"), folder.resolve("out")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("halfway")
    void nor_where_steps_are_to_do(Implementation half, @TempDir Path folder) throws IOException {
        half.writeTo(folder.resolve("in"), half.sources(1));
        demandChinese(Marking.of(half.exercise(), folder.resolve("in"), folder.resolve("out")));
    }

    static Stream<Implementation> halfway() {
        return Implementation.all().stream().filter(each -> each.toString().matches("loops/(01|06|07)"));
    }

    private static void demandChinese(Marking marking) {
        for (Verdict verdict : marking.result().verdicts()) {
            String said = ReportText.why(verdict, Texts.in(Language.ZH));
            List<String> words =
                    ENGLISH.matcher(said).results().map(MatchResult::group).toList();
            assertThat(words).as(verdict.check().id() + ":\n" + said).isEmpty();
        }
    }
}

package mm.grader.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;

/** A check that waits for an exception says which call it is about: AssertJ takes the words before the call, not after it. */
final class CallsNamedTest {
    private static final Pattern TOO_LATE = Pattern.compile("assertThatThrownBy\\([^;]*?\\)\\s*\\.as\\(");
    private static final Pattern NAMELESS = Pattern.compile("assertThatThrownBy\\(\\(\\) -> [^,;]*;");

    private static final Pattern DEMAND = Pattern.compile("assertThat\\((?:[^;\"]|\"(?:[^\"\\\\]|\\\\.)*\")*;");

    /** A list in AssertJ's own words is there four times, and in English alone: {@code Demand.list} shows what differs. */
    @Test
    void each_demand_says_what_it_is_about_and_a_list_is_shown_once() throws IOException {
        for (Path file : FileTrees.files(KitHome.root().resolve("grader/checks/src/main/java/mm/grader/checks"))) {
            Matcher demand = DEMAND.matcher(Files.readString(file));
            while (demand.find()) {
                assertThat(demand.group()).as(file.toString()).contains(".as(").doesNotContain(".containsExactly(");
            }
        }
    }

    @Test
    void no_check_says_too_late_which_call_must_throw() throws IOException {
        Path checks = KitHome.root().resolve("grader/checks/src/main/java/mm/grader/checks");
        int files = 0;
        for (Path file : FileTrees.files(checks)) {
            String text = Files.readString(file);
            assertThat(TOO_LATE.matcher(text).find() || NAMELESS.matcher(text).find())
                    .as(file + " has a demand without the name of its call")
                    .isFalse();
            files++;
        }
        assertThat(files).isGreaterThan(40);
    }
}

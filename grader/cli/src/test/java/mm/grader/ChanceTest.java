package mm.grader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import org.junit.jupiter.api.Test;

/** Tests fail for a reason, not by chance. */
final class ChanceTest {
    /** What a text must not contain: letters and digits that a sum in hexadecimal spells now and then. */
    private static final Pattern SPELLED_BY_SUMS =
            Pattern.compile("doesNotContain(?:IgnoringCase)?\\(\"(?=[0-9]*[a-fA-F])([0-9a-fA-F]{1,8})\"");

    @Test
    void what_a_page_must_not_contain_is_nothing_that_a_sum_can_spell() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path source : FileTrees.files(KitHome.root().resolve("grader/cli/src/test/java"))) {
            for (Matcher call = SPELLED_BY_SUMS.matcher(Files.readString(source)); call.find(); ) {
                found.add(source.getFileName() + ": " + call.group(1));
            }
        }
        assertThat(found).isEmpty();
        assertThat(SPELLED_BY_SUMS.matcher("doesNotContain" + "(\"ada\")").find())
                .isTrue();
        assertThat(SPELLED_BY_SUMS.matcher("doesNotContain(\"grace\")").find()).isFalse();
    }
}

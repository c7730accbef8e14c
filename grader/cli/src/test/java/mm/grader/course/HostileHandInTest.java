package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import mm.grader.course.handin.Attempt;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandIns;
import mm.grader.course.handin.OpenHandIn;
import mm.grader.kit.TemporaryFolders;
import mm.grader.kit.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each hostile hand-in by itself: it is opened, or refused with a sentence that names no file of the server. */
@Tag("slow")
final class HostileHandInTest {
    @TempDir
    private Path folder;

    /** What these are refused for, rather than for the time or the memory that they would take. */
    private static final Map<HostileHandIn, String> REASONS = Map.of(
            HostileHandIn.TAR_OF_MILLIONS_OF_FOLDERS, "more than 2000 folders",
            HostileHandIn.TREE_OF_GIGABYTES, "git ls-tree failed",
            HostileHandIn.COMMIT_OF_GIGABYTES, "commit");

    private static void open(HandIn handIn) {
        for (Attempt attempt : OpenHandIn.attempts(handIn, student -> null)) {
            OpenHandIn.open(attempt).close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_opened_or_refused_with_a_sentence(HostileHandIn kind) throws Exception {
        Path submissions = Files.createDirectories(folder.resolve("in"));
        kind.write(submissions, "eve");
        HandIn handIn = HandIns.in(submissions).stream()
                .filter(each -> each.student().startsWith("eve"))
                .findFirst()
                .orElseThrow();
        if (kind.graded) {
            assertThatCode(() -> open(handIn)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> open(handIn))
                    .isInstanceOfSatisfying(
                            UserError.class,
                            said -> assertThat(said.getMessage())
                                    .isNotBlank()
                                    .contains(REASONS.getOrDefault(kind, ""))
                                    .doesNotContain(
                                            folder.toString(),
                                            TemporaryFolders.place().toString()));
        }
    }
}

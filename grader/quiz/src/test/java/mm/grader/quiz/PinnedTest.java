package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.out.TextSheet;
import org.junit.jupiter.api.Test;

/**
 * The same seed gives the same questions for ever: a few of each kind, word for word but for the explanation. Written anew
 * with {@code -Dmm.write=true}, which a change of the questions' making needs, and a good reason.
 */
final class PinnedTest {
    private static final Path PINNED = Path.of("src/test/resources/mm/grader/quiz/pinned.txt");
    private static final long[] SEEDS = {1, 4_294_967_295L};
    private static final String[] KINDS_OF_SEED_1 = {
        "replace-clock", "split-64", "tlb-hits", "fork-copy", "tlb-hits", "split-64", "fork-copy", "replace-clock"
    };

    @Test
    void questions_of_a_seed_never_change() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Kind kind : Kinds.all()) {
            for (int level = 1; level <= Kind.LEVELS; level++) {
                Question question = Desks.QUESTIONS.ask(kind, level, SEEDS[level % SEEDS.length]);
                lines.addAll(TextSheet.question(question, level, Lang.EN));
                lines.add("= " + question.answer().show().en());
                lines.add("= " + question.answer().show().zh());
                lines.add("");
            }
        }
        String text = String.join("\n", lines) + "\n";
        if (Boolean.getBoolean("mm.write")) {
            Files.createDirectories(PINNED.getParent());
            Files.writeString(PINNED, text);
        }
        assertThat(text).isEqualTo(new String(Files.readAllBytes(PINNED), StandardCharsets.UTF_8));
    }

    @Test
    void a_quiz_of_a_seed_never_changes() {
        QuizOptions options = QuizOptions.of(1, 8, null, "split-64,tlb-hits,fork-copy,replace-clock");
        assertThat(Desks.QUESTIONS.quiz(options)).extracting(Question::kind).containsExactly(KINDS_OF_SEED_1);
        assertThat(Desks.QUESTIONS.quiz(options)).isEqualTo(Desks.QUESTIONS.quiz(options));
    }
}

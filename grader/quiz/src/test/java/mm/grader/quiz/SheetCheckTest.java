package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Collectors;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.QuizException;
import mm.grader.quiz.out.Format;
import mm.grader.quiz.out.Sheet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A sheet that was filled in, well or badly. */
final class SheetCheckTest {
    private static final QuizOptions OPTIONS = QuizOptions.of(9, 40, "1..2", null);
    private static final QuizOptions OTHERS = QuizOptions.of(9, 3, null, "tlb");
    private static final List<Question> QUIZ = Desks.QUESTIONS.quiz(OPTIONS);

    private static String sheet(Lang lang) {
        return Format.TEXT.write(new Sheet(OPTIONS.command(), List.of(QUIZ), lang));
    }

    /** Fills each line for an answer in with the right one. */
    private static String filled(Lang lang) {
        String text = sheet(lang);
        StringBuilder full = new StringBuilder();
        int question = 0;
        int part = 0;
        for (String line : text.split("\n")) {
            full.append(line);
            if ((line.startsWith("Answer") || line.startsWith("答案")) && line.endsWith(": ")) {
                List<QuizAnswer.Part> parts = QUIZ.get(question).answer().parts();
                full.append(parts.get(part).answer().show().in(lang));
                if (parts.get(part).answer() instanceof QuizAnswer.Choice choice) {
                    full.setLength(full.length() - choice.show().in(lang).length());
                    full.append(QuizAnswer.Choice.letter(choice.right()));
                }
                part = part + 1 == parts.size() ? 0 : part + 1;
                question += part == 0 ? 1 : 0;
            }
            full.append('\n');
        }
        return full.toString();
    }

    private static List<Mark> marks(SheetCheck check) {
        return check.marks().stream().map(SheetCheck.Marked::verdict).toList();
    }

    @ParameterizedTest
    @EnumSource
    void right_answers_are_right_whatever_the_editor_made_of_the_line_ends(Lang lang) {
        for (String text : List.of(
                filled(lang), filled(lang).replace("\n", "\r\n"), filled(lang).replace(": ", "：　"))) {
            SheetCheck check = new SheetCheck(Desks.QUESTIONS, text, 9, OTHERS);
            assertThat(marks(check)).hasSizeGreaterThan(40).containsOnly(Mark.RIGHT);
            assertThat(check.remarks()).isEmpty();
        }
    }

    @Test
    void an_empty_sheet_has_no_answers() {
        SheetCheck check = new SheetCheck(Desks.QUESTIONS, sheet(Lang.EN), 9, OTHERS);
        assertThat(marks(check)).containsOnly(Mark.MISSING);
    }

    @Test
    void missing_garbled_extra_and_double_answers_are_said_and_score_nothing() {
        String text = filled(Lang.EN)
                        .lines()
                        .filter(line -> !line.startsWith("Answer 1"))
                        .map(line -> line.startsWith("Answer 2") ? line.replaceFirst(": .*", ": ?!") : line)
                        .collect(Collectors.joining("\n"))
                + "\nAnswer 3: 123456789\nAnswer 77: 5\nAnswer 3z: 5\nAnswer the phone: now\n";
        SheetCheck check = new SheetCheck(Desks.QUESTIONS, text, 9, OTHERS);
        for (SheetCheck.Marked marked : check.marks()) {
            if (String.valueOf(marked.number()).startsWith("1")) {
                assertThat(marked.verdict()).isEqualTo(Mark.MISSING);
            } else if (String.valueOf(marked.number()).startsWith("2")) {
                assertThat(marked.verdict()).isIn(Mark.UNREADABLE, Mark.WRONG);
            } else {
                assertThat(marked.verdict()).isEqualTo(Mark.RIGHT);
            }
        }
        String remarks = check.remarks().toString();
        assertThat(remarks).contains("77").contains("3z");
    }

    @Test
    void the_seed_must_be_the_sheets_own() {
        assertThatThrownBy(() -> new SheetCheck(Desks.QUESTIONS, sheet(Lang.EN), 8, OTHERS))
                .isInstanceOf(QuizException.class)
                .hasMessage("the sheet was made with --seed 9, not with --seed 8");
        assertThatThrownBy(() -> new SheetCheck(Desks.QUESTIONS, "my homework", 9, OTHERS))
                .isInstanceOf(QuizException.class)
                .hasMessageContaining("no line on the sheet");
        assertThatThrownBy(() -> new SheetCheck(Desks.QUESTIONS, "mm quiz --seed x --count 3\nAnswer 1: 3", 9, OTHERS))
                .isInstanceOf(QuizException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void a_sheet_without_its_second_line_is_marked_by_the_options() {
        String text = filled(Lang.EN).replace(OPTIONS.command(), "");
        assertThat(marks(new SheetCheck(Desks.QUESTIONS, text, 9, OPTIONS))).containsOnly(Mark.RIGHT);
    }

    @Test
    void options_that_no_quiz_can_have_are_refused_in_both_languages() {
        for (int count : new int[] {0, -1, 10_000_000}) {
            assertThatThrownBy(() -> QuizOptions.of(1, count, null, null)).isInstanceOf(QuizException.class);
        }
        for (String level : List.of("0", "4", "", "3..1", "1..", "x")) {
            assertThatThrownBy(() -> QuizOptions.of(1, 1, level, null)).isInstanceOf(QuizException.class);
        }
        for (String kind : List.of("", "nothing", "split-32,,walk", "SPLIT 32")) {
            assertThatThrownBy(() -> Kinds.named(kind))
                    .isInstanceOfSatisfying(
                            QuizException.class, e -> assertThat(e.text().zh()).contains("题型"));
        }
        assertThat(Kinds.named("TLB, walk")).hasSize(5);
    }
}

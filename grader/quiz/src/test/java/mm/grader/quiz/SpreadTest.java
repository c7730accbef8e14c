package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.model.Text;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Over 1,000 seeds of each kind: no answer can be guessed or copied, and both languages say the same. */
final class SpreadTest {
    private static final int SEEDS = 1000;
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]+|[0-9]+");

    private static final Map<Kind, List<Question>> MADE = new HashMap<>();

    static Stream<Kind> kinds() {
        return Kinds.all().stream();
    }

    static List<Question> questions(Kind kind) {
        return MADE.computeIfAbsent(kind, unused -> {
            List<Question> questions = new ArrayList<>();
            for (int seed = 0; seed < SEEDS; seed++) {
                questions.add(Desks.QUESTIONS.ask(kind, 1 + seed % 3, seed));
            }
            return questions;
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void answers_are_spread_and_not_given_away(Kind kind) {
        List<Question> questions = questions(kind);
        Map<Integer, Map<String, Integer>> answers = new HashMap<>();
        Map<Integer, Integer> asked = new HashMap<>();
        for (Question question : questions) {
            String text = text(question.text(), Lang.EN);
            List<QuizAnswer.Part> parts = question.answer().parts();
            for (int part = 0; part < parts.size(); part++) {
                QuizAnswer answer = parts.get(part).answer();
                String shown = answer instanceof QuizAnswer.Choice choice
                        ? QuizAnswer.Choice.letter(choice.right())
                        : answer.show().en();
                answers.computeIfAbsent(part, unused -> new HashMap<>()).merge(shown, 1, Integer::sum);
                asked.merge(part, 1, Integer::sum);
                if (answer instanceof QuizAnswer.Number number
                        && number.digits().length() > 3) {
                    assertThat(words(text)).as(text).doesNotContain(number.digits());
                }
                if (answer instanceof QuizAnswer.Choice choice) {
                    assertThat(choice.options()).doesNotHaveDuplicates();
                }
            }
        }
        answers.forEach((part, counts) -> {
            String most = counts.entrySet().stream()
                    .max(Map.Entry.comparingByValue())
                    .orElseThrow()
                    .getKey();
            assertThat(counts.get(most) * 100 / asked.get(part))
                    .as(
                            "%s, part %d: %s of %d answers are %s",
                            kind.name(), part, counts.get(most), asked.get(part), most)
                    .isLessThanOrEqualTo(55);
            assertThat(counts.getOrDefault("0", 0) * 100 / asked.get(part))
                    .as("%s, part %d: share of answers that are 0", kind.name(), part)
                    .isLessThanOrEqualTo(40);
        });
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void both_languages_hold_the_same_numbers_and_no_sentence_is_missing(Kind kind) {
        assertThat(kind.title().en()).isNotEqualTo("kind." + kind.name());
        for (Question question : questions(kind).subList(0, 60)) {
            List<Block> all = new ArrayList<>(question.text());
            all.addAll(question.explanation());
            List<Text> texts = new ArrayList<>();
            all.forEach(block -> {
                if (block instanceof Block.Paragraph paragraph) {
                    texts.add(paragraph.text());
                } else if (block instanceof Block.Picture picture) {
                    texts.add(picture.description());
                    assertThat(picture.svg().en()).startsWith("<svg");
                    assertThat(picture.svg().zh()).startsWith("<svg").matches("(?s).*\\p{IsHan}.*");
                }
            });
            question.answer().parts().forEach(part -> texts.add(part.label()));
            for (Text text : texts) {
                assertThat(numbers(text.zh())).as(text.en() + "\n" + text.zh()).isEqualTo(numbers(text.en()));
                assertThat(text.en().isBlank()).isEqualTo(text.zh().isBlank());
                assertThat(text.en() + text.zh()).doesNotContain("{");
            }
            assertThat(question.explanation()).hasSizeGreaterThan(0);
            assertThat(text(question.text(), Lang.ZH)).matches("(?s).*\\p{IsHan}.*");
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_shown_answer_is_read_as_right_and_another_seeds_answer_is_not_always_so(Kind kind) {
        List<Question> questions = questions(kind).subList(0, 200);
        int wrong = 0;
        for (int i = 0; i < questions.size(); i++) {
            List<QuizAnswer.Part> parts = questions.get(i).answer().parts();
            List<QuizAnswer.Part> others =
                    questions.get((i + 3) % questions.size()).answer().parts();
            for (int part = 0; part < parts.size(); part++) {
                for (Lang lang : Lang.values()) {
                    QuizAnswer right = parts.get(part).answer();
                    String shown = right instanceof QuizAnswer.Choice choice
                            ? choice.options().get(choice.right()).in(lang)
                            : right.show().in(lang);
                    assertThat(Reading.judge(right, shown)).as(shown).isEqualTo(Mark.RIGHT);
                }
                String other =
                        part < others.size() ? others.get(part).answer().show().en() : "77";
                wrong += Reading.judge(parts.get(part).answer(), other) == Mark.RIGHT ? 0 : 1;
            }
        }
        assertThat(wrong).isGreaterThan(60);
    }

    private static List<String> words(String text) {
        return List.of(text.split("[^0-9a-zA-Z.]+"));
    }

    private static List<String> numbers(String text) {
        List<String> numbers = new ArrayList<>();
        Matcher matcher = NUMBER.matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group());
        }
        return numbers.stream().distinct().sorted().toList();
    }

    static String text(List<Block> blocks, Lang lang) {
        StringBuilder text = new StringBuilder();
        for (Block block : blocks) {
            if (block instanceof Block.Paragraph paragraph) {
                text.append(paragraph.text().in(lang)).append('\n');
            } else if (block instanceof Block.Code code) {
                text.append(String.join("\n", code.lines())).append('\n');
            } else if (block instanceof Block.Picture picture) {
                text.append(String.join("\n", picture.lines())).append('\n');
            }
        }
        return text.toString();
    }
}

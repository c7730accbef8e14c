package mm.grader.quiz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** For 200 seeds of each kind: who reads the question and computes as a textbook does comes to the same answer. */
final class IndependentTest {
    private static final int SEEDS = 200;
    private static final Map<String, Function<Given, List<String>>> BY_HAND = new HashMap<>();

    static {
        BY_HAND.putAll(HandAddresses.SOLVERS);
        BY_HAND.putAll(HandTables.SOLVERS);
        BY_HAND.putAll(HandSpaces.SOLVERS);
        BY_HAND.putAll(HandFaults.SOLVERS);
        BY_HAND.putAll(HandMalloc.SOLVERS);
        BY_HAND.putAll(HandReplacement.SOLVERS);
        BY_HAND.putAll(HandSwap.SOLVERS);
        BY_HAND.putAll(HandOom.SOLVERS);
        BY_HAND.putAll(HandTop.SOLVERS);
        BY_HAND.putAll(HandPromises.SOLVERS);
        BY_HAND.putAll(HandRemap.SOLVERS);
        BY_HAND.putAll(HandHuge.SOLVERS);
        BY_HAND.putAll(HandGroups.SOLVERS);
    }

    static Stream<Kind> kinds() {
        return Kinds.all().stream();
    }

    @Test
    void every_kind_is_solved_by_hand() {
        assertThat(BY_HAND.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Kinds.all().stream().map(Kind::name).toList());
        assertThat(BY_HAND).hasSizeGreaterThanOrEqualTo(30);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void the_answer_is_that_of_an_independent_computation(Kind kind) {
        for (int seed = 0; seed < SEEDS; seed++) {
            Question question = Desks.QUESTIONS.ask(kind, 1 + seed % 3, 5000 + seed);
            Given given = Given.of(question);
            List<String> byHand = BY_HAND.get(kind.name()).apply(given);
            List<QuizAnswer.Part> parts = question.answer().parts();
            assertThat(byHand).hasSameSizeAs(parts);
            for (int part = 0; part < parts.size(); part++) {
                QuizAnswer right = parts.get(part).answer();
                assertThat(Reading.judge(right, byHand.get(part)))
                        .as(
                                "%s %d, part %d: %s; by hand %s%n%s%n%s%n%s",
                                kind.name(),
                                given.level(),
                                part,
                                right.show().en(),
                                byHand.get(part),
                                given.text(),
                                String.join("\n", given.code()),
                                given.options())
                        .isEqualTo(Mark.RIGHT);
            }
        }
    }
}

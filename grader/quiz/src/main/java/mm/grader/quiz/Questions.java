package mm.grader.quiz;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Block;
import mm.grader.quiz.model.Desk;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.RandomNumbers;
import mm.grader.quiz.model.Reading;

/** Makes questions: the entry point for every program that asks, the browser's page too. */
public final class Questions {
    private static final int MAX_TRIES = 1000;
    private static final int MAX_ANOTHER = 50;

    private final Desk desk;

    /** Makes questions that are answered from a desk. */
    public Questions(Desk desk) {
        this.desk = desk;
    }

    /**
     * Makes one question. The same kind, level and seed are the same question for ever.
     *
     * @throws QuizException if there is no such kind
     */
    public Question ask(String kind, int level, long seed) {
        return ask(Kinds.of(kind), level, seed);
    }

    /** Makes one question. */
    public Question ask(Kind kind, int level, long seed) {
        RandomNumbers dice = new RandomNumbers(RandomNumbers.mix(RandomNumbers.mix(seed, kind.name()), level));
        for (int tries = 0; tries < MAX_TRIES; tries++) {
            Draft draft = new Draft(desk, dice, level);
            if (kind.maker().make(draft)) {
                Question question = draft.question(kind, seed);
                if (!givesItselfAway(question)) {
                    return question;
                }
            }
        }
        throw new IllegalStateException("no question of kind " + kind.name() + " for seed " + seed);
    }

    /** Makes the questions of a quiz; the first version of its sheet. */
    public List<Question> quiz(QuizOptions options) {
        return quiz(options, 0);
    }

    /**
     * Makes the questions of a version of a sheet: the same kinds and levels in the same order, with other numbers.
     *
     * @param version 0 for A, 1 for B and so on
     */
    public List<Question> quiz(QuizOptions options, int version) {
        RandomNumbers dice = new RandomNumbers(RandomNumbers.mix(options.seed(), "quiz"));
        List<Kind> deck = List.of();
        List<Question> questions = new ArrayList<>();
        Set<String> asked = new HashSet<>();
        for (int number = 0; number < options.count(); number++) {
            int card = number % options.kinds().size();
            if (card == 0) {
                deck = dice.shuffled(options.kinds());
            }
            int level = dice.from(options.firstLevel(), options.lastLevel());
            long seed = RandomNumbers.mix(options.seed(), number + version * (long) QuizOptions.MAX_COUNT) >>> 32;
            Question question = ask(deck.get(card), level, seed);
            for (int again = 0; again < MAX_ANOTHER && !asked.add(textOf(question)); again++) {
                question = ask(deck.get(card), level, ++seed);
            }
            questions.add(question);
        }
        return questions;
    }

    /** Tells whether a long number that is asked for can be copied from the question. */
    private static boolean givesItselfAway(Question question) {
        Set<String> words = new HashSet<>();
        for (String word : textOf(question).split("[^0-9a-zA-Z.]+")) {
            words.add(Reading.bare(word));
        }
        for (QuizAnswer.Part part : question.answer().parts()) {
            String answer = part.answer() instanceof QuizAnswer.Number number
                    ? number.digits()
                    : part.answer() instanceof QuizAnswer.Hex hex ? Long.toHexString(hex.value()) : "";
            if (answer.length() >= 4 && words.contains(answer)) {
                return true;
            }
        }
        return false;
    }

    private static String textOf(Question question) {
        StringBuilder text = new StringBuilder(question.kind());
        for (Block block : question.text()) {
            if (block instanceof Block.Paragraph paragraph) {
                text.append('\n').append(paragraph.text().en());
            } else if (block instanceof Block.Code code) {
                text.append('\n').append(String.join("\n", code.lines()));
            } else if (block instanceof Block.Picture picture) {
                text.append('\n').append(String.join("\n", picture.lines()));
            }
        }
        return text.toString();
    }
}

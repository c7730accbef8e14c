package mm.grader.quiz.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import mm.grader.picture.Words;
import mm.machine.Parts;

/** A question that is being written. */
public final class Draft {
    private final Desk desk;
    private final RandomNumbers dice;
    private final int level;
    private final List<Block> text = new ArrayList<>();
    private final List<Block> explanation = new ArrayList<>();
    private final List<QuizAnswer.Part> answers = new ArrayList<>();

    /** Begins a question. */
    public Draft(Desk desk, RandomNumbers dice, int level) {
        this.desk = desk;
        this.dice = dice;
        this.level = level;
    }

    /** Returns the random numbers to make it from. */
    public RandomNumbers dice() {
        return dice;
    }

    /** Returns how hard it is to be, 1 to 3. */
    public int level() {
        return level;
    }

    /** Returns one of three values, by the level. */
    public int byLevel(int one, int two, int three) {
        return level == 1 ? one : level == 2 ? two : three;
    }

    /** Returns the parts of the machine. */
    public Parts parts() {
        return desk.parts();
    }

    /** Returns the sentences of pictures in a language. */
    public Words words(Lang lang) {
        return desk.words().apply(lang);
    }

    /** Returns the text of a recording. */
    public String recording(String name) {
        return Objects.requireNonNull(desk.recordings().apply(name), name);
    }

    /** Adds a paragraph to the question; see {@link Text#say}. */
    public Draft ask(String key, Object... values) {
        text.add(new Block.Paragraph(Text.say(key, values)));
        return this;
    }

    /** Adds lines to the question. */
    public Draft askCode(List<String> lines) {
        text.add(new Block.Code(lines));
        return this;
    }

    /** Adds a picture to the question; the lines say the same for who does not see it. */
    public Draft askPicture(Text svg, Text description, List<String> lines) {
        text.add(new Block.Picture(svg, description, lines));
        return this;
    }

    /** Adds a step to the explanation; see {@link Text#say}. */
    public Draft because(String key, Object... values) {
        return because(Text.say(key, values));
    }

    /** Adds a step to the explanation. */
    public Draft because(Text step) {
        explanation.add(new Block.Paragraph(step));
        return this;
    }

    /** Adds lines to the explanation. */
    public Draft becauseCode(List<String> lines) {
        explanation.add(new Block.Code(lines));
        return this;
    }

    /** Sets the answer. */
    public Draft answer(QuizAnswer answer) {
        return part(Text.NONE, answer);
    }

    /** Adds an answer to those that the question asks for. */
    public Draft part(Text label, QuizAnswer answer) {
        answers.add(new QuizAnswer.Part(label, answer));
        return this;
    }

    /** Sets the answer to one of some sentences, in a random order. */
    public Draft choose(Text right, Text... wrong) {
        List<Text> options = new ArrayList<>(Arrays.asList(wrong));
        options.add(right);
        List<Text> mixed = dice.shuffled(options);
        return answer(new QuizAnswer.Choice(mixed, mixed.indexOf(right)));
    }

    /** Sets the answer to one of some sentences that stay in their order. */
    public Draft chooseInOrder(int right, Text... options) {
        return answer(new QuizAnswer.Choice(List.of(options), right));
    }

    /** Returns the finished question. */
    public Question question(Kind kind, long seed) {
        QuizAnswer answer = answers.size() == 1 && answers.get(0).label().equals(Text.NONE)
                ? answers.get(0).answer()
                : new QuizAnswer.Several(answers);
        return new Question(kind.name(), kind.topic(), level, seed, text, answer, explanation);
    }
}

package mm.grader.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.quiz.Questions;
import mm.grader.quiz.QuizTexts;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Desk;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.Question;
import mm.grader.quiz.model.Reading;
import mm.grader.quiz.out.QuizItem;

/** The questions of {@code mm quiz}, one at a time. */
final class Practice {
    private static final Map<String, String> RECORDINGS = new HashMap<>();
    private static final Questions QUESTIONS = new Questions(
            new Desk(ReferenceParts.ALL, RECORDINGS::get, lang -> PictureWords.of(lang == Lang.ZH ? "zh" : "en")));

    private Practice() {}

    /** Takes a recording that questions are made of. */
    static void give(String name, String text) {
        RECORDINGS.put(name, text);
    }

    /** Returns all kinds: name, topic and title. */
    static Map<String, Object> kinds(String language) {
        List<Object> kinds = new ArrayList<>();
        for (Kind kind : Kinds.all()) {
            kinds.add(Answers.entries(
                    "kind",
                    kind.name(),
                    "topic",
                    kind.topic().title().in(lang(language)),
                    "title",
                    kind.title().in(lang(language))));
        }
        return Answers.entries("kinds", kinds);
    }

    /** Returns a question; the same kind, level and seed are the same question for ever. */
    static Map<String, Object> ask(String kind, int level, String seed, String language) {
        return QuizItem.of(question(kind, level, seed), lang(language));
    }

    /** Returns the marks of the answers of a question, one a field: {@code mark} and {@code verdict}, a sentence. */
    static Map<String, Object> judge(String kind, int level, String seed, String[] given, String language) {
        Question question = question(kind, level, seed);
        List<Object> marks = new ArrayList<>();
        for (int i = 0; i < question.answer().parts().size(); i++) {
            String answer = i < given.length ? given[i] : "";
            Mark mark = answer.isBlank()
                    ? Mark.MISSING
                    : Reading.judge(question.answer().parts().get(i).answer(), answer);
            marks.add(Answers.entries(
                    "mark", mark.name(), "verdict", QuizTexts.verdict(mark).in(lang(language))));
        }
        return new LinkedHashMap<>(Map.of("marks", marks));
    }

    static Question question(String kind, int level, String seed) {
        return QUESTIONS.ask(kind, level, Long.parseLong(seed));
    }

    private static Lang lang(String language) {
        return language.equals("zh") ? Lang.ZH : Lang.EN;
    }
}

package mm.grader.lab;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import mm.grader.play.Json;
import mm.grader.quiz.model.QuizException;
import mm.script.ScriptException;
import mm.text.Catalogue;
import mm.text.Message;
import mm.text.Sentences;

/** Writes answers as JSON, and mistakes of the user's as well. */
final class Answers {
    private static Catalogue chinese;

    private Answers() {}

    static String english(Message sentence) {
        return Sentences.MACHINE.say(sentence);
    }

    static String chinese(Message sentence) {
        if (chinese == null) {
            chinese = Sentences.MACHINE.in(Locale.CHINESE);
        }
        return chinese.say(sentence);
    }

    /** Returns an answer, or {@code error}, {@code zh} and {@code line} if the input was wrong. */
    static String of(Supplier<Map<String, Object>> answer) {
        try {
            return Json.of(answer.get());
        } catch (ScriptException e) {
            return Json.of(entries("error", english(e.sentence()), "zh", chinese(e.sentence()), "line", e.line()));
        } catch (QuizException e) {
            return Json.of(entries("error", e.text().en(), "zh", e.text().zh(), "line", 0));
        }
    }

    /** Returns a map of keys and values in their order. */
    static Map<String, Object> entries(Object... keysAndValues) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            entries.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return entries;
    }
}

package mm.grader.quiz.model;

import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import mm.grader.picture.Words;
import mm.machine.Parts;

/**
 * What questions are answered from.
 *
 * @param parts the parts of the machine, from the reference
 * @param recordings gives the text of a recording of Linux by its name, for example {@code oom-1}; null for one that
 *     is not there
 * @param words gives the sentences of pictures in a language
 */
public record Desk(Parts parts, UnaryOperator<String> recordings, Function<Lang, Words> words) {
    /** Makes a desk whose pictures have their sentences from the message files. */
    public Desk(Parts parts, UnaryOperator<String> recordings) {
        this(parts, recordings, lang -> lang == Lang.ZH ? Words.of(Locale.forLanguageTag("zh")) : Words.english());
    }
}

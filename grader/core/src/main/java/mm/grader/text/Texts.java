package mm.grader.text;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import mm.grader.Labels;
import mm.text.Catalogue;
import mm.text.Sentences;

/** The catalogues of all that the grader says. */
public final class Texts {
    /** The files, one for each part of the kit that has something to say. */
    public static final List<String> FILES = List.of(
            "mm.grader.text.messages",
            "mm.grader.text.checks",
            "mm.grader.text.beliefs",
            "mm.grader.text.help",
            "mm.grader.text.pages",
            Labels.FILE,
            Sentences.MACHINE.file());

    private static final Map<Language, Catalogue> ALL = new EnumMap<>(Language.class);

    private Texts() {}

    /** Returns the sentences of a language. */
    public static synchronized Catalogue in(Language language) {
        return ALL.computeIfAbsent(language, each -> Catalogue.of(each.locale(), FILES));
    }

    /** Returns the English sentences, for what programs read and for logs. */
    public static Catalogue english() {
        return in(Language.EN);
    }
}

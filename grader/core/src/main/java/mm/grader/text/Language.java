package mm.grader.text;

import java.util.Locale;
import java.util.stream.Stream;

/** A language that the kit speaks. */
public enum Language {
    /** English, the language of the code. */
    EN,
    /** Simplified Chinese. */
    ZH;

    /** Returns the language of a locale; English where the kit does not speak it. */
    public static Language of(Locale locale) {
        return locale.getLanguage().equals("zh") ? ZH : EN;
    }

    /** Returns the language of a code; that of a locale if the code is none. */
    public static Language of(String code, Locale otherwise) {
        return Stream.of(values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElse(of(otherwise));
    }

    /** Returns the language's code, as {@code --lang} takes it and files are named. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns its locale. */
    public Locale locale() {
        return Locale.forLanguageTag(code());
    }
}

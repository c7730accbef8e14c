package mm.grader.lab;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import mm.grader.picture.Words;

/** The sentences of the pictures, as JavaScript hands them over: there are no resource bundles in a browser. */
final class PictureWords {
    private static final String BETWEEN_ENTRIES = "\u001e";
    private static final char AFTER_KEY = '\u001f';
    private static final Map<String, Words> GIVEN = new HashMap<>();

    private PictureWords() {}

    /** Returns entries as one text. */
    static String pack(Map<String, String> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((key, pattern) -> text.append(text.isEmpty() ? "" : BETWEEN_ENTRIES)
                .append(key)
                .append(AFTER_KEY)
                .append(pattern));
        return text.toString();
    }

    /** Takes the sentences of a language, as {@link #pack} returns them. */
    static void give(String language, String packed) {
        Map<String, String> entries = new HashMap<>();
        for (String entry : packed.split(BETWEEN_ENTRIES)) {
            int end = entry.indexOf(AFTER_KEY);
            entries.put(entry.substring(0, end), entry.substring(end + 1));
        }
        GIVEN.put(language, Words.of(new Locale(language), entries));
    }

    /** Returns the sentences of a language, English where it has none. */
    static Words of(String language) {
        return GIVEN.getOrDefault(language, GIVEN.get("en"));
    }
}

package mm.grader.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.picture.Words;
import mm.grader.text.Catalog;
import mm.grader.text.Po;

/** The sentences of the pictures, as JavaScript hands them over: there are no resource bundles in a browser. */
final class Sentences {
    private static final String BETWEEN_ENTRIES = "\u001e";
    private static final char AFTER_KEY = '\u001f';
    private static final Map<String, Words> GIVEN = new HashMap<>();
    private static Catalog chinese = Catalog.of(List.of());

    private Sentences() {}

    /** Returns entries as one text. */
    static String pack(Map<String, String> entries) {
        StringBuilder text = new StringBuilder();
        entries.forEach((key, pattern) -> text.append(text.isEmpty() ? "" : BETWEEN_ENTRIES)
                .append(key)
                .append(AFTER_KEY)
                .append(pattern));
        return text.toString();
    }

    /** Returns a catalog's entries as one text. */
    static String pack(List<Po.Entry> entries) {
        return entries.stream()
                .map(entry -> String.join("" + AFTER_KEY, entry.comment(), entry.id(), entry.text()))
                .collect(Collectors.joining(BETWEEN_ENTRIES));
    }

    /** Takes the Chinese catalog, as {@link #pack(List)} returns it. */
    static void giveCatalog(String packed) {
        List<Po.Entry> entries = new ArrayList<>();
        for (String entry : packed.split(BETWEEN_ENTRIES)) {
            String[] parts = entry.split("" + AFTER_KEY, -1);
            entries.add(new Po.Entry(parts[0], parts[1], parts[2]));
        }
        chinese = Catalog.of(entries);
    }

    /** Returns a sentence about a script in Chinese. */
    static String chinese(String sentence) {
        return chinese.translate(sentence);
    }

    /** Takes the sentences of a language, as {@link #pack(Map)} returns them. */
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

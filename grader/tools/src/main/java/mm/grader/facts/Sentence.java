package mm.grader.facts;

import java.util.ArrayList;
import java.util.List;
import mm.grader.text.Language;

/**
 * A sentence of the head of a probe, in both languages.
 *
 * @param english as the line has it
 * @param chinese as the next line has it, after {@code zh:}
 */
public record Sentence(String english, String chinese) {
    private static final String MARK = "   zh: ";

    /** Returns it in a language. */
    public String in(Language language) {
        return language == Language.ZH && !chinese.isEmpty() ? chinese : english;
    }

    /** Returns the lines with their translations, which follow them; empty ones where there is none. */
    static List<String[]> pairs(List<String> lines) {
        List<String[]> pairs = new ArrayList<>();
        for (String line : lines) {
            if (line.startsWith(MARK) && !pairs.isEmpty()) {
                pairs.get(pairs.size() - 1)[1] = line.substring(MARK.length());
            } else {
                pairs.add(new String[] {line, ""});
            }
        }
        return pairs;
    }
}

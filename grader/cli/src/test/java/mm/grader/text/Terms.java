package mm.grader.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The kernel's terms in both languages, from {@code terms.zh.po}: one word for one thing, in every text. */
public final class Terms {
    private static final List<Po.Entry> ALL = Po.read("terms.zh.po");

    private Terms() {}

    /**
     * Returns the terms of an English text whose translation has neither the glossary's word nor quotes the English one,
     * one sentence each.
     */
    public static List<String> missing(String english, String translation) {
        List<String> missing = new ArrayList<>();
        String left = english;
        for (Po.Entry term : ALL) { // the longer ones first: "page table" is no "page"
            Pattern word = Pattern.compile("(?i)\\b" + Pattern.quote(term.id()) + "s?\\b");
            if (word.matcher(left).find()) {
                left = word.matcher(left).replaceAll("_");
                if (!translation.toLowerCase(Locale.ROOT).contains(term.id())
                        && words(term).noneMatch(translation::contains)) {
                    missing.add("'" + term.id() + "' is '" + term.text() + "' in: " + english + " -> " + translation);
                }
            }
        }
        return missing;
    }

    /** Returns the words for an English one, any of which will do; none if it is no term. */
    public static List<String> of(String english) {
        return ALL.stream()
                .filter(term -> term.id().equals(english))
                .flatMap(Terms::words)
                .toList();
    }

    private static Stream<String> words(Po.Entry term) {
        return Arrays.stream(term.text().split("\\|"));
    }
}

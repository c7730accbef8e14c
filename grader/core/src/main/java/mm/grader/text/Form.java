package mm.grader.text;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An entry with placeholders. Each placeholder takes as little as it can, from left to right and for good: a line that a
 * student made costs no more than its length. What stands around an "of" are amounts, as in "3 of 4" and "2 blocks of 16
 * bytes", since any sentence may have that word.
 */
final class Form {
    private static final String OF = " of ";
    private static final Pattern NUMBER = Pattern.compile("-?[0-9][0-9.,]*");
    private static final Pattern AMOUNT = Pattern.compile(NUMBER + "( \\w+)?");

    private final Po.Entry entry;
    private final List<String> literals = new ArrayList<>();
    private final List<String> places = new ArrayList<>();

    Form(Po.Entry entry) {
        this.entry = entry;
        Matcher place = Catalog.PLACEHOLDER.matcher(entry.id());
        int end = 0;
        while (place.find()) {
            literals.add(entry.id().substring(end, place.start()));
            places.add(place.group());
            end = place.end();
        }
        literals.add(entry.id().substring(end));
    }

    /** Returns the translation of a text of this form; nothing if it is of another. */
    Optional<String> fill(String text, UnaryOperator<String> translation) {
        String last = literals.get(literals.size() - 1);
        if (!text.startsWith(literals.get(0)) || !text.endsWith(last)) {
            return Optional.empty();
        }
        Map<String, String> parts = new HashMap<>();
        int from = literals.get(0).length();
        for (int i = 0; i < places.size(); i++) {
            boolean atEnd = i == places.size() - 1;
            int to = atEnd ? text.length() - last.length() : text.indexOf(literals.get(i + 1), from);
            if (to < from) {
                return Optional.empty();
            }
            String part = text.substring(from, to);
            boolean besideOf = literals.get(i).equals(OF) || literals.get(i + 1).equals(OF);
            if (entry.isCount() && !NUMBER.matcher(part).matches()
                    || besideOf && !AMOUNT.matcher(part).matches()) {
                return Optional.empty();
            }
            parts.put(places.get(i), entry.isRaw() ? part : translation.apply(part));
            from = to + literals.get(i + 1).length();
        }
        return Optional.of(Catalog.PLACEHOLDER
                .matcher(entry.text())
                .replaceAll(place -> Matcher.quoteReplacement(parts.getOrDefault(place.group(), ""))));
    }
}

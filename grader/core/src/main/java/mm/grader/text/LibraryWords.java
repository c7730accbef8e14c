package mm.grader.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.text.Catalogue;

/**
 * What libraries say that know no keys: AssertJ of a failure, picocli of a wrong command line. Their lines are translated
 * as text, by the entries of {@code libraries.zh.po}; what is at a placeholder, and a line of another form, stays.
 */
public final class LibraryWords {
    private static final Pattern PLACE = Pattern.compile("\\{(\\d+)}");

    /** AssertJ leaves a blank after a label. */
    private static final Pattern BLANK_AFTER_LABEL = Pattern.compile("(?m)] $");

    private static final Map<Language, List<Form>> FORMS =
            new EnumMap<>(Map.of(Language.EN, List.of(), Language.ZH, forms("libraries.zh.po")));

    /** A line, as a pattern, and what it is in the other language. */
    private record Form(Pattern line, String other) {}

    private LibraryWords() {}

    private static List<Form> forms(String file) {
        List<Form> forms = new ArrayList<>();
        Po.read(file).stream()
                .sorted(Comparator.comparingInt(entry -> -entry.id().length()))
                .forEach(entry -> forms.add(new Form(line(entry.id()), entry.text())));
        return List.copyOf(forms);
    }

    /** Quotes all but the placeholders, each of which takes what is there, up to the next literal. */
    private static Pattern line(String id) {
        String quoted = PLACE.splitAsStream(id).map(Pattern::quote).collect(Collectors.joining("(.*?)"));
        return Pattern.compile("(\\s*)" + quoted + (id.endsWith("}") ? "(.*)" : "") + "(\\s*)");
    }

    /** Returns a text with the lines translated that a library has made. */
    public static String translated(String made, Catalogue texts) {
        String text = BLANK_AFTER_LABEL.matcher(made).replaceAll("]");
        List<Form> forms = FORMS.get(Language.of(texts.locale()));
        if (forms.isEmpty()) {
            return text;
        }
        return text.lines().map(line -> line(line, forms)).collect(Collectors.joining("\n", "", end(text)));
    }

    private static String end(String text) {
        return text.endsWith("\n") ? "\n" : "";
    }

    private static String line(String line, List<Form> forms) {
        for (Form form : forms) {
            Matcher matcher = form.line().matcher(line);
            if (matcher.matches()) {
                String said = PLACE.matcher(form.other())
                        .replaceAll(
                                place -> Matcher.quoteReplacement(matcher.group(2 + Integer.parseInt(place.group(1)))));
                return matcher.group(1) + said + matcher.group(matcher.groupCount());
            }
        }
        return line;
    }
}

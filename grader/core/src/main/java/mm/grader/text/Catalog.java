package mm.grader.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Translates lines.
 *
 * <pre>
 * apart from blanks and colours around it, a line is
 *   an entry                  its translation
 *   of the form of an entry   that, with what stands at the placeholders translated
 *   [A], A: B, A (B), A, B    its parts translated
 *   else                      what it was, as is a script's comment
 * </pre>
 */
public final class Catalog {
    private static final int DEEPEST = 4;

    /** A message is shorter; what is longer was made by a student's code. */
    private static final int LONGEST = 400;

    static final Pattern PLACEHOLDER = Pattern.compile("\\{(\\d+)}");
    private static final Pattern AROUND = Pattern.compile(
            "((?:\\s|\u001b\\[[0-9;]*[A-Za-z])*)(.*?)((?:\\s|\u001b\\[[0-9;]*[A-Za-z])*)", Pattern.DOTALL);
    private static final Pattern SHOWN = Pattern.compile(
            "<style>.*?</style>|<svg.*?</svg>|<(\\w+) translate=\"no\".*?</\\1>|(?<=>)([^<]+)(?=<)", Pattern.DOTALL);
    private static final List<Pattern> PARTS = List.of(
            Pattern.compile("(\\[)(.+)(])"),
            Pattern.compile("()(.+)( \\()(.+)(\\))"),
            Pattern.compile("()(.+?)( {2,})(.+)()"),
            Pattern.compile("()(.+?)(: +)(.+)()"),
            Pattern.compile("()(.+?)(, )(.+)()"));

    /** The catalog that translates nothing. */
    static final Catalog NONE = new Catalog(List.of());

    /** The files of the Chinese catalog. */
    public static final List<String> FILES = List.of("cli.zh.po", "checks.zh.po", "machine.zh.po");

    /** English into simplified Chinese. */
    static final Catalog CHINESE =
            new Catalog(FILES.stream().flatMap(name -> Po.read(name).stream()).toList());

    private final Map<String, String> texts = new HashMap<>();
    private final Map<Character, List<Form>> formsByStart = new HashMap<>();

    Catalog(List<Po.Entry> entries) {
        entries.stream()
                .filter(entry -> !entry.isCode() && !entry.text().isEmpty())
                .sorted(Comparator.comparingInt(entry -> -literals(entry.id())))
                .forEach(this::add);
    }

    /** How much of a text is not a placeholder: the entry that says most about a line is tried first. */
    private static int literals(String id) {
        return PLACEHOLDER.matcher(id).replaceAll("").length();
    }

    private void add(Po.Entry entry) {
        if (PLACEHOLDER.matcher(entry.id()).find()) {
            formsByStart
                    .computeIfAbsent(entry.id().charAt(0), start -> new ArrayList<>())
                    .add(new Form(entry));
        } else {
            texts.putIfAbsent(entry.id(), entry.text());
        }
    }

    /** Translates one line. */
    public String translate(String line) {
        if (texts.isEmpty() || line.length() > LONGEST || line.startsWith("#")) {
            return line;
        }
        Matcher around = AROUND.matcher(line);
        return around.matches() && !around.group(2).isEmpty()
                ? around.group(1) + known(around.group(2), DEEPEST).orElse(around.group(2)) + around.group(3)
                : line;
    }

    /**
     * Translates what a page shows: its text, line by line, without that of style sheets and pictures, and without the
     * elements whose first attribute is {@code translate="no"}.
     */
    public String html(String page) {
        return texts.isEmpty()
                ? page
                : SHOWN.matcher(page).replaceAll(found -> {
                    String text = found.group(2);
                    return Matcher.quoteReplacement(text == null ? found.group() : shown(text));
                });
    }

    private String shown(String escaped) {
        return escaped.lines()
                .map(line -> {
                    String text = line.replace("&lt;", "<")
                            .replace("&gt;", ">")
                            .replace("&quot;", "\"")
                            .replace("&#39;", "'")
                            .replace("&amp;", "&");
                    String translated = translate(text);
                    return translated.equals(text)
                            ? line
                            : translated
                                    .replace("&", "&amp;")
                                    .replace("<", "&lt;")
                                    .replace(">", "&gt;");
                })
                .collect(Collectors.joining("\n", "", escaped.endsWith("\n") ? "\n" : ""));
    }

    private Optional<String> known(String text, int depth) {
        String exact = texts.get(text);
        if (exact != null || depth == 0 || text.isBlank()) {
            return Optional.ofNullable(exact);
        }
        return Stream.of(text.charAt(0), '{') // a form that begins with a placeholder fits any start
                .flatMap(start -> formsByStart.getOrDefault(start, List.of()).stream())
                .map(form -> form.fill(text, part -> inner(part, depth - 1)))
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> parts(text, depth));
    }

    private Optional<String> parts(String text, int depth) {
        for (Pattern pattern : PARTS) {
            Matcher matcher = pattern.matcher(text);
            if (matcher.matches()) {
                StringBuilder result = new StringBuilder();
                for (int i = 1; i <= matcher.groupCount(); i++) {
                    String part = matcher.group(i);
                    boolean colon = part.equals(": ") && result.codePoints().anyMatch(Width::isWide);
                    result.append(i % 2 == 0 ? inner(part, depth - 1) : colon ? "：" : part);
                }
                if (!result.toString().equals(text)) {
                    return Optional.of(result.toString());
                }
            }
        }
        return Optional.empty();
    }

    private String inner(String text, int depth) {
        Matcher around = AROUND.matcher(text);
        return around.matches()
                ? around.group(1) + known(around.group(2), depth).orElse(around.group(2)) + around.group(3)
                : text;
    }
}

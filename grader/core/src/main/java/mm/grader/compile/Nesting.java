package mm.grader.compile;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How deeply a source is nested, found without recursion. The compiler calls itself for whatever is within something
 * else, so deep enough a source fills any stack; whether it does so near the limit depends on what was compiled before.
 * Sources within these limits need a small part of the stack that the compiler is given here, so they get the same
 * verdict in every run.
 *
 * <pre>
 *  brackets within brackets       at most 250
 *  words and signs of a statement at most 20,000, as operators, calls in a chain, casts and else-ifs nest without brackets
 * </pre>
 */
final class Nesting {
    static final int MAX_BRACKETS = 250;
    static final int MAX_TOKENS = 20_000;

    private static final Pattern ESCAPE = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*+)\\\\u+([0-9a-fA-F]{4})");

    private static final Set<String> GO_ON = Set.of("else", "instanceof");

    private final String text;
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int at;
    private int line = 1;
    private int tokens;
    private boolean afterEnd;

    private Nesting(String text) {
        this.text = text;
    }

    /** Returns the first line on which a source is nested too deeply; 0 if it nowhere is. */
    static int tooDeepAt(CharSequence source) {
        return new Nesting(unescaped(source.toString())).search();
    }

    /** An escape such as {@code \\u0028} is the sign itself to the compiler, wherever it is. */
    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape ->
                        Matcher.quoteReplacement(escape.group(1) + (char) Integer.parseInt(escape.group(2), 16)));
    }

    private int search() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                line++;
                at++;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else if (text.startsWith("//", at)) {
                skipLine();
            } else if (text.startsWith("/*", at)) {
                skipTo("*/", 2, 2);
            } else if (text.startsWith("\"\"\"", at)) {
                skipLiteral("\"\"\"");
            } else if (c == '"' || c == '\'') {
                skipLiteral(String.valueOf(c));
            } else {
                token(c);
            }
            if (outer.size() > MAX_BRACKETS || tokens > MAX_TOKENS) {
                return line;
            }
        }
        return 0;
    }

    private void token(char c) {
        String word = word();
        if (afterEnd && ((Character.isJavaIdentifierStart(c) && !GO_ON.contains(word)) || c == '@')) {
            tokens = 0; // a statement has ended, and another begins
        }
        afterEnd = false;
        at += word.length();
        tokens++;
        switch (c) {
            case '(', '[', '{' -> {
                outer.push(tokens);
                tokens = 0;
            }
            case ')', ']', '}' -> {
                tokens = outer.isEmpty() ? 0 : outer.pop();
                afterEnd = c == '}';
            }
            case ';' -> afterEnd = true;
            default -> {}
        }
    }

    private String word() {
        int end = at;
        while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
            end++;
        }
        return text.substring(at, Math.max(end, at + 1));
    }

    /** A line ends at a carriage return, too. */
    private void skipLine() {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
            end++;
        }
        moveTo(end);
    }

    private void skipTo(String end, int from, int behind) {
        int found = text.indexOf(end, at + from);
        moveTo(found < 0 ? text.length() : found + behind);
    }

    private void skipLiteral(String quote) {
        int next = at + quote.length();
        while (next < text.length() && !text.startsWith(quote, next)) {
            boolean ends = quote.length() == 1 && text.charAt(next) == '\n';
            if (ends) {
                break; // the compiler will say that it is not closed
            }
            next += text.charAt(next) == '\\' ? 2 : 1;
        }
        moveTo(Math.min(text.length(), next + quote.length()));
        tokens++;
        afterEnd = false;
    }

    private void moveTo(int next) {
        line += (int) text.substring(at, next).chars().filter(c -> c == '\n').count();
        at = next;
    }
}

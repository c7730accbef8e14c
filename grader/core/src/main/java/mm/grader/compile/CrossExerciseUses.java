package mm.grader.compile;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.submission.SourceText;
import mm.machine.Exercise;

/**
 * Looks whether exercises that were compiled together became what each would have become by itself. That is so if every
 * class is in its exercise's package and none is named as one of the kit's, and if no exercise's sources have a word in
 * them that is the name of another's class: whatever they could use of it, they would have to name.
 */
final class CrossExerciseUses {
    private final Map<Exercise, List<SourceText>> sources;
    private final Map<Exercise, Set<String>> names;

    /**
     * Prepares the search.
     *
     * @param sources the sources of each exercise
     * @param names the names of each exercise's classes
     */
    CrossExerciseUses(Map<Exercise, List<SourceText>> sources, Map<Exercise, Set<String>> names) {
        this.sources = sources;
        this.names = names;
    }

    /** Tells whether there is certainly none. */
    boolean none() {
        return names.keySet().stream().allMatch(this::isAtHome)
                && sources.keySet().stream().allMatch(this::isAlone);
    }

    private boolean isAtHome(Exercise exercise) {
        return names.get(exercise).stream()
                .allMatch(name -> name.startsWith(exercise.packageName() + ".") && !AllowList.isOfTheKit(name));
    }

    private boolean isAlone(Exercise exercise) {
        Set<String> others = names.entrySet().stream()
                .filter(other -> other.getKey() != exercise)
                .flatMap(other -> other.getValue().stream())
                .map(name -> name.substring(name.lastIndexOf('.') + 1))
                .flatMap(name -> Stream.of(name, name.replaceAll("\\$.*", ""))) // $ may be a letter of a name
                .collect(Collectors.toSet());
        return sources.get(exercise).stream()
                .map(source -> source.getCharContent(true).toString())
                .allMatch(text -> isPlain(text) && words(text).stream().noneMatch(others::contains));
    }

    /** Tells whether words are what they look like. */
    private static boolean isPlain(String text) {
        return !text.contains("\\u") && text.chars().noneMatch(Character::isIdentifierIgnorable);
    }

    /** Returns the words outside of comments and literals. The text compiles, so each of these has an end. */
    private static Set<String> words(String text) {
        Set<String> words = new HashSet<>();
        int at = 0;
        while (at < text.length()) {
            int start = at;
            if (text.startsWith("//", at)) {
                at = endOfLine(text, at);
            } else if (text.startsWith("/*", at)) {
                at = text.indexOf("*/", at + 2) + 2;
            } else if (text.startsWith("\"\"\"", at)) {
                at = behindLiteral(text, at, "\"\"\"");
            } else if (text.charAt(at) == '"' || text.charAt(at) == '\'') {
                at = behindLiteral(text, at, text.substring(at, at + 1));
            } else {
                while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
                    at++;
                }
                words.add(text.substring(start, at));
                at = Math.max(at, start + 1);
            }
        }
        return words;
    }

    private static int endOfLine(String text, int start) {
        int at = start;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        return at;
    }

    private static int behindLiteral(String text, int start, String quote) {
        int at = start + quote.length();
        while (!text.startsWith(quote, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        return at + quote.length();
    }
}

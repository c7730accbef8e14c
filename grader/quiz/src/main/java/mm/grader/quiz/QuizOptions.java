package mm.grader.quiz;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.kinds.Kinds;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizException;

/**
 * Which questions are asked.
 *
 * @param seed the seed; the same options and seed are the same questions
 * @param count how many
 * @param firstLevel the easiest level
 * @param lastLevel the hardest level
 * @param kinds the kinds, all of them if nobody chose
 */
public record QuizOptions(long seed, int count, int firstLevel, int lastLevel, List<Kind> kinds) {
    /** Most questions of one quiz. */
    public static final int MAX_COUNT = 2_000;

    /**
     * Checks the options.
     *
     * @throws QuizException if there can be no such quiz
     */
    public QuizOptions {
        kinds = List.copyOf(kinds);
        if (count < 1 || count > MAX_COUNT) {
            throw new QuizException("quiz-options.a-quiz-has-1-to-questions-not", MAX_COUNT, count);
        }
        if (firstLevel < 1 || lastLevel > Kind.LEVELS || firstLevel > lastLevel) {
            throw new QuizException("quiz-options.the-levels-are-1-2-and-3-or-a");
        }
        if (kinds.isEmpty()) {
            throw new QuizException("quiz-options.name-at-least-one-kind-of");
        }
    }

    /**
     * Reads options as commands have them.
     *
     * @param level {@code 2} or {@code 1..3}; null for all
     * @param names kinds or topics with commas; null for all
     */
    public static QuizOptions of(long seed, int count, String level, String names) {
        String text = level == null ? "1.." + Kind.LEVELS : level.trim();
        int dots = text.indexOf("..");
        int first = level(dots < 0 ? text : text.substring(0, dots));
        int last = level(dots < 0 ? text : text.substring(dots + 2));
        return new QuizOptions(seed, count, first, last, names == null ? Kinds.all() : Kinds.named(names));
    }

    private static int level(String text) {
        return switch (text) {
            case "1", "2", "3" -> text.charAt(0) - '0';
            default -> throw new QuizException("quiz-options.the-levels-are-1-2-and-3-or-a-2", text);
        };
    }

    /** Reads the options of a sheet from its line that begins like {@code mm quiz --seed 1}; null if there is none. */
    static QuizOptions ofSheet(List<String> lines) {
        for (String line : lines) {
            int start = line.indexOf("mm quiz --seed ");
            if (start >= 0) {
                return ofWords(line.substring(start).trim().split("\\s+"));
            }
        }
        return null;
    }

    private static QuizOptions ofWords(String[] words) {
        try {
            return of(
                    Long.parseLong(value(words, "--seed")),
                    Integer.parseInt(value(words, "--count")),
                    value(words, "--level"),
                    value(words, "--kind"));
        } catch (NumberFormatException e) {
            throw new QuizException("quiz-options.the-line-of-the-sheet-is", String.join(" ", words));
        }
    }

    private static String value(String[] words, String name) {
        for (int i = 0; i + 1 < words.length; i++) {
            if (words[i].equals(name)) {
                return words[i + 1];
            }
        }
        return null;
    }

    /** Returns the command that makes the same quiz. */
    public String command() {
        List<String> words = new ArrayList<>(List.of("mm", "quiz", "--seed", "" + seed, "--count", "" + count));
        if (firstLevel != 1 || lastLevel != Kind.LEVELS) {
            words.add("--level");
            words.add(firstLevel == lastLevel ? "" + firstLevel : firstLevel + ".." + lastLevel);
        }
        if (!kinds.equals(Kinds.all())) {
            words.add("--kind");
            words.add(String.join(",", kinds.stream().map(Kind::name).toList()));
        }
        return String.join(" ", words);
    }
}

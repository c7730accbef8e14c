package mm.grader.script;

import java.util.ArrayList;
import java.util.List;

/** In which of its values a line differs from another, where both have the same form: as many words, with names. */
public final class AnswerDifference {
    private static final List<String> AFTER_THE_BAR = List.of("VmSize", "VmRSS", "RssAnon", "VmPTE", "VmData", "VmStk");
    private static final String ARROW = "->";
    private static final String BAR = "|";
    private static final int MAX_WORDS = 40;

    private AnswerDifference() {}

    /**
     * Returns the values that differ, as {@code VmPTE 8 / 4}: Linux's, then the other one's.
     *
     * @return nothing if there is no more to say than the lines themselves do
     */
    public static List<String> of(String linux, String yours) {
        List<String> left = words(linux);
        List<String> right = words(yours);
        if (left.size() != right.size() || left.size() > MAX_WORDS) {
            return List.of();
        }
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < left.size(); i++) {
            if (!left.get(i).equals(right.get(i))) {
                differing.add(name(left, i) + left.get(i) + " / " + right.get(i));
            }
        }
        return isAnswer(left, right) ? differing : List.of();
    }

    private static List<String> words(String line) {
        return List.of(line.strip().split("\\s+"));
    }

    /** The questions must be equal, or the lines are of different operations. */
    private static boolean isAnswer(List<String> left, List<String> right) {
        int arrow = left.indexOf(ARROW);
        return arrow >= 0 && left.subList(0, arrow).equals(right.subList(0, Math.min(arrow, right.size())));
    }

    private static String name(List<String> words, int at) {
        int bar = words.indexOf(BAR);
        boolean isRow = bar >= 0 && words.size() - bar - 1 == AFTER_THE_BAR.size();
        if (isRow && at > bar) {
            return AFTER_THE_BAR.get(at - bar - 1) + " ";
        }
        String before = at > 0 ? words.get(at - 1) : ARROW;
        return Character.isLetter(before.charAt(0)) ? before + " " : "";
    }
}

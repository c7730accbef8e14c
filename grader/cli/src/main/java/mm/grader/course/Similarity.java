package mm.grader.course;

import java.util.List;

/** Pairs of hand-ins that are much alike. */
final class Similarity {
    /**
     * What was found.
     *
     * @param sentence how it was looked for; empty if it was not
     * @param pairs the pairs, the most alike first
     */
    record Report(String sentence, List<Pair> pairs) {
        static final Report NONE = new Report("", List.of());
    }

    /**
     * Two hand-ins of an exercise.
     *
     * @param exercise its number and title
     * @param first a student
     * @param second another
     * @param percent how much of the two is alike
     * @param excerpts the longest passages
     */
    record Pair(String exercise, String first, String second, double percent, List<Excerpt> excerpts) {}

    /** A passage of both: file and lines, and what is there. */
    record Excerpt(String firstPlace, String firstText, String secondPlace, String secondText) {}

    private Similarity() {}
}

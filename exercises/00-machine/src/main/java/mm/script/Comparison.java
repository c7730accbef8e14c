package mm.script;

import java.util.List;

/**
 * Two transcripts of one script, line by line: what is right, and what a machine answered.
 *
 * @param kind the format, which knows lines that depend on a clock; these agree whatever they say; null: there are none
 * @param right the transcript that is right: the recording, or the reference's
 * @param answered the other one
 */
public record Comparison(ScriptKind kind, List<String> right, List<String> answered) {
    /** Compares transcripts none of whose lines depends on a clock. */
    public Comparison(List<String> right, List<String> answered) {
        this(null, right, answered);
    }

    /** Returns how many lines there are to compare: those of the longer transcript. */
    public int total() {
        return Math.max(right.size(), answered.size());
    }

    /** Tells whether both have a line, counted from 0, and the two agree. */
    public boolean agreesAt(int line) {
        return line < right.size()
                && line < answered.size()
                && (right.get(line).equals(answered.get(line))
                        || (kind != null && kind.dependsOnClock(right.get(line))));
    }

    /** Returns the first line on which they disagree, counted from 0; -1 if there is none. */
    public int firstDifference() {
        for (int line = 0; line < total(); line++) {
            if (!agreesAt(line)) {
                return line;
            }
        }
        return -1;
    }

    /** Returns on how many lines they agree. */
    public int agreeing() {
        int agreeing = 0;
        for (int line = 0; line < total(); line++) {
            agreeing += agreesAt(line) ? 1 : 0;
        }
        return agreeing;
    }
}

package mm.grader;

import static mm.grader.Labels.say;

import java.util.List;

/** A line of a recording on which a machine and Linux disagree. */
public final class RecordingMismatch extends AssertionError {
    private static final long serialVersionUID = 1;

    /** The name of the recording's file. */
    private final String recording;
    /** The first line that differs, counted from 1. */
    private final int line;
    /** What Linux answered there. */
    private final String linux;
    /** What the code under test answered there. */
    private final String yours;

    /**
     * Makes the failure.
     *
     * @param recording the name of the file
     * @param line the line, from 1
     * @param what what is compared there; empty if it is the line itself
     * @param linux what Linux answered
     * @param yours what the code answered
     * @param state the state of the machine after that line, as far as there is something to show
     */
    public RecordingMismatch(String recording, int line, String what, String linux, String yours, List<String> state) {
        super(text(recording, line, what, linux, yours, state));
        this.recording = recording;
        this.line = line;
        this.linux = linux;
        this.yours = yours;
    }

    private static String text(
            String recording, int line, String what, String linux, String yours, List<String> state) {
        String head = say("recording-mismatch.recording-line", recording, line, what.isEmpty() ? "" : ": " + what);
        String answers = "\n  " + say("recording-mismatch.linux-yours", linux, yours);
        boolean isSaid = state.size() == 1 && yours.endsWith(state.get(0).strip());
        String after = state.isEmpty() || isSaid
                ? ""
                : "\n  " + say("recording-mismatch.your-state-after-that-line", String.join("\n    ", state));
        return head + answers + after;
    }

    /** Returns the name of the recording. */
    public String recording() {
        return recording;
    }

    /** Returns the line in it, from 1. */
    public int line() {
        return line;
    }

    /** Returns what Linux answered. */
    public String linux() {
        return linux;
    }

    /** Returns what the code answered. */
    public String yours() {
        return yours;
    }
}

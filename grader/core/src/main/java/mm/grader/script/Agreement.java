package mm.grader.script;

import java.util.List;
import mm.grader.child.ScriptAnswer;
import mm.grader.kit.UserError;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.ScriptKind;
import mm.script.Scripts;

/** Compares a recording with what a machine of some parts answers, line by line. */
public final class Agreement {
    private final Script recording;
    private final ScriptKind kind;
    private final List<String> answers;
    private final String stopped;
    private int agreeing;
    private int first = -1;

    /**
     * Runs the recording.
     *
     * @throws ScriptException if the recording is broken, was cut, or has no answers
     */
    public Agreement(Script recording, Parts parts) {
        this(recording, ScriptRunner.of(parts));
    }

    /**
     * Runs the recording.
     *
     * @throws ScriptException if the recording was cut, or has no answers
     * @throws UserError if it is broken
     */
    public Agreement(Script recording, ScriptRunner runner) {
        this.recording = recording;
        kind = Scripts.kindOf(recording);
        for (int i = 0; i < recording.lines().size(); i++) {
            if (recording.lines().get(i).endsWith(" ?")) {
                throw recording.error(i + 1, "the answer is left out here, so there is nothing to compare with");
            }
        }
        kind.requireWhole(recording);
        ScriptAnswer answer = runner.run(recording, ScriptAnswer.NO_STATE);
        if (!answer.invalid().isEmpty()) {
            throw new UserError(answer.invalid());
        }
        answers = answer.lines();
        stopped = answer.stopped();
        compare();
    }

    private void compare() {
        for (int i = 0; i < total(); i++) {
            String recorded = line(recording.lines(), i);
            if (recorded != null && kind.dependsOnClock(recorded)
                    || line(answers, i) != null && line(answers, i).equals(recorded)) {
                agreeing++;
            } else if (first < 0) {
                first = i;
            }
        }
    }

    private static String line(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : null;
    }

    public int total() {
        return Math.max(recording.lines().size(), answers.size());
    }

    public int agreeing() {
        return agreeing;
    }

    /** Returns the first line that differs, from 1; 0 if all agree. */
    public int firstDifference() {
        return first + 1;
    }

    public String recorded() {
        String line = line(recording.lines(), first);
        return line == null ? "(nothing: the recording ends)" : line;
    }

    public String answered() {
        String line = line(answers, first);
        if (line != null) {
            return line;
        }
        return stopped.isEmpty() ? "(nothing: the run ended)" : "(nothing: " + stopped + ")";
    }

    /** Runs once more, with any code, and returns the state before the operation that answered differently. */
    public List<String> stateBefore(ScriptRunner runner) {
        return runner.run(recording, first).state();
    }
}

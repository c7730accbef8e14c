package mm.grader.script;

import java.util.List;
import mm.grader.child.ScriptAnswer;
import mm.machine.Parts;
import mm.script.Script;

/** What a run printed, how it stopped, and what its machine looks like. */
public final class ScriptRun {
    private final ScriptAnswer answer;

    private ScriptRun(ScriptAnswer answer) {
        this.answer = answer;
    }

    /** Runs a script on a machine made of some parts. */
    public static ScriptRun of(Script script, Parts parts) {
        return withState(script, ScriptRunner.of(parts));
    }

    /** Runs a script, and asks for the state at its end. */
    static ScriptRun withState(Script script, ScriptRunner runner) {
        return new ScriptRun(runner.run(script, ScriptAnswer.AT_END));
    }

    /** Runs a script for its answers alone. */
    static ScriptRun of(Script script, ScriptRunner runner) {
        return new ScriptRun(runner.run(script, ScriptAnswer.NO_STATE));
    }

    public List<String> lines() {
        return answer.lines();
    }

    /** Returns why it stopped; null if it did not. */
    public String stopped() {
        if (!answer.invalid().isEmpty()) {
            return "no valid script: " + answer.invalid();
        }
        return answer.stopped().isEmpty() ? null : answer.stopped();
    }

    /** Returns the first line that differs, from 0; -1 if none does. */
    int firstDifference(ScriptRun other) {
        for (int i = 0; i < Math.max(lines().size(), other.lines().size()); i++) {
            if (i >= lines().size()
                    || i >= other.lines().size()
                    || !lines().get(i).equals(other.lines().get(i))) {
                return i;
            }
        }
        return -1;
    }

    String line(int at) {
        if (at >= 0 && at < lines().size()) {
            return lines().get(at).strip();
        }
        return stopped() == null ? "(nothing)" : "(nothing: " + stopped() + ")";
    }

    /** Returns the state that the machine is in, if it was asked for. */
    List<String> state() {
        return answer.state();
    }

    /** Says in one sentence why the student's code, or the reference, stopped. */
    public static String why(Throwable failure) {
        return ScriptAnswer.why(failure);
    }
}

package mm.grader.script;

import java.util.List;
import mm.grader.child.ScriptAnswer;
import mm.machine.Parts;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.ScriptKind;
import mm.script.Scripts;
import mm.text.Message;

/** What a run printed, how it stopped, and what its machine looks like. */
public final class ScriptRun {
    private final ScriptAnswer answer;

    private final ScriptKind kind;

    private ScriptRun(Script script, ScriptAnswer answer) {
        this.answer = answer;
        kind = answer.invalid().isEmpty() ? Scripts.kindOf(script) : null;
    }

    /** Runs a script on a machine made of some parts. */
    public static ScriptRun of(Script script, Parts parts) {
        return withState(script, ScriptRunner.of(parts));
    }

    /** Runs a script, and asks for the state at its end. */
    static ScriptRun withState(Script script, ScriptRunner runner) {
        return new ScriptRun(script, runner.run(script, ScriptAnswer.AT_END));
    }

    /** Runs a script for its answers alone. */
    static ScriptRun of(Script script, ScriptRunner runner) {
        return new ScriptRun(script, runner.run(script, ScriptAnswer.NO_STATE));
    }

    /** Returns the lines of the script with their answers, as far as the run came. */
    public List<String> lines() {
        return answer.lines();
    }

    /** Returns why it stopped; null if it did not. */
    public Message stopped() {
        if (!answer.invalid().isEmpty()) {
            return answer.invalid();
        }
        return answer.stopped().isEmpty() ? null : answer.stopped();
    }

    /** Returns how it ended, to be compared: by which exception, or else whether at all; empty if at the script's end. */
    String ending() {
        boolean atEnd = answer.invalid().isEmpty() && answer.stopped().isEmpty();
        return atEnd ? "" : answer.thrown().isEmpty() ? "no answer" : answer.thrown();
    }

    /** Returns the first line that differs, from 0; -1 if none does. */
    int firstDifference(ScriptRun other) {
        return new Comparison(kind, lines(), other.lines()).firstDifference();
    }

    AnswerLine line(int at) {
        if (at >= 0 && at < lines().size()) {
            return new AnswerLine(lines().get(at).strip(), null);
        }
        return new AnswerLine(null, stopped());
    }

    /** Returns the state that the machine is in, if it was asked for. */
    List<Message> state() {
        return answer.state();
    }

    /** Says what was thrown, where, and which exercise's code had called there. */
    public static Message why(Throwable failure) {
        return ScriptAnswer.why(failure);
    }
}

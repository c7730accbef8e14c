package mm.grader.script;

import java.util.List;
import mm.grader.child.ScriptAnswer;
import mm.grader.kit.UserError;
import mm.machine.Parts;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.ScriptKind;
import mm.script.Scripts;
import mm.text.Message;

/** Compares a recording with what a machine of some parts answers, line by line. */
public final class Agreement {
    private final Script recording;
    private final ScriptKind kind;
    private final List<String> answers;
    private final Message stopped;
    private final Comparison comparison;

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
                throw recording.error(i + 1, "recording.answer-left-out");
            }
        }
        kind.requireWhole(recording);
        ScriptAnswer answer = runner.run(recording, ScriptAnswer.NO_STATE);
        if (!answer.invalid().isEmpty()) {
            throw UserError.saying(answer.invalid());
        }
        answers = answer.lines();
        stopped = answer.stopped();
        comparison = new Comparison(kind, recording.lines(), answers);
    }

    private static String line(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : null;
    }

    /** Returns how many lines are compared: those of the recording or of the answers, whichever are more. */
    public int total() {
        return comparison.total();
    }

    /** Returns how many of these lines are the same in both. */
    public int agreeing() {
        return comparison.agreeing();
    }

    /** Returns the first line that differs, from 1; 0 if all agree. */
    public int firstDifference() {
        return comparison.firstDifference() + 1;
    }

    /** Returns the first line that differs, from 1, if the code has answered there; 0 if it has not, or all agree. */
    public int answeredOtherwiseFirst() {
        return comparison.firstDifference() < answers.size() ? firstDifference() : 0;
    }

    /** Returns the first line that differs as it was recorded, or says that the recording ends before it. */
    public Message recorded() {
        String line = line(recording.lines(), comparison.firstDifference());
        return line == null ? Message.of("agreement.nothing-the-recording-ends") : Message.verbatim(line);
    }

    /** Returns the first line that differs as the code answered it, or says why there is no answer. */
    public Message answered() {
        String line = line(answers, comparison.firstDifference());
        if (line != null) {
            return Message.verbatim(line);
        }
        return stopped.isEmpty()
                ? Message.of("agreement.nothing-the-run-ended")
                : Message.of("answer-line.none-because", stopped);
    }

    /** Runs once more, with any code, and returns the state before the operation that answered differently. */
    public List<Message> stateBefore(ScriptRunner runner) {
        return runner.run(recording, comparison.firstDifference()).state();
    }
}

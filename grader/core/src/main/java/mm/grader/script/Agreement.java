package mm.grader.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mm.machine.Parts;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.ScriptKind;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.Message;

/** Compares a recording with what a machine of some parts answers, line by line. */
public final class Agreement {
    private final Script recording;
    private final ScriptKind kind;
    private final List<String> answers = new ArrayList<>();
    private final List<Integer> statesAt = new ArrayList<>();
    private String stopped;
    private Comparison comparison;

    /**
     * Runs the recording.
     *
     * @throws ScriptException if the recording is broken, was cut, or has no answers
     */
    public Agreement(Script recording, Parts parts) {
        this.recording = recording;
        kind = Scripts.kindOf(recording);
        for (int i = 0; i < recording.lines().size(); i++) {
            if (recording.lines().get(i).endsWith(" ?")) {
                throw recording.error(i + 1, "the answer is left out here, so there is nothing to compare with");
            }
        }
        kind.requireWhole(recording);
        try {
            kind.run(recording, parts, new Transcript() {
                @Override
                public void line(String text) {
                    answers.add(text);
                }

                @Override
                public void state(Supplier<List<String>> state) {
                    statesAt.add(answers.size());
                }
            });
        } catch (ScriptException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            stopped = ScriptRun.why(e);
        }
        comparison = new Comparison(kind, recording.lines(), answers);
    }

    private static String line(List<String> lines, int i) {
        return i < lines.size() ? lines.get(i) : null;
    }

    public int total() {
        return comparison.total();
    }

    public int agreeing() {
        return comparison.agreeing();
    }

    /** Returns the first line that differs, from 1; 0 if all agree. */
    public int firstDifference() {
        return comparison.firstDifference() + 1;
    }

    public Message recorded() {
        String line = line(recording.lines(), comparison.firstDifference());
        return line == null ? Message.of("agreement.nothing-the-recording-ends") : Message.verbatim(line);
    }

    public Message answered() {
        String line = line(answers, comparison.firstDifference());
        if (line != null) {
            return Message.verbatim(line);
        }
        return stopped == null
                ? Message.of("agreement.nothing-the-run-ended")
                : Message.of("answer-line.none-because", stopped);
    }

    /** Runs once more, with any parts, and returns the state before the operation that answered differently. */
    public List<String> stateBefore(Parts parts) {
        int wanted = statesAt.stream()
                .filter(at -> at <= comparison.firstDifference())
                .reduce((a, b) -> b)
                .orElse(-1);
        StateCapture stop = new StateCapture(wanted);
        try {
            kind.run(recording, parts, stop);
        } catch (StateCapture.Enough e) {
            return stop.state();
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("? " + ScriptRun.why(e));
        }
        return stop.state();
    }
}

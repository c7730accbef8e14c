package mm.grader.script;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mm.machine.Parts;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.ScriptKind;
import mm.script.Scripts;
import mm.script.Transcript;

/** What a run printed, how it stopped, and what its machine looks like. */
public final class ScriptRun implements Transcript {
    private static final int MOST_LINES = 200_000;

    private final List<String> lines = new ArrayList<>();
    private Supplier<List<String>> state = List::of;
    private ScriptKind kind;
    private Throwable stopped;

    private ScriptRun() {}

    /** Runs a script on a machine made of some parts. */
    public static ScriptRun of(Script script, Parts parts) {
        ScriptRun outcome = new ScriptRun();
        try {
            outcome.kind = Scripts.kindOf(script);
            outcome.kind.run(script, parts, outcome);
        } catch (RuntimeException | StackOverflowError e) {
            outcome.stopped = e;
        }
        return outcome;
    }

    @Override
    public void line(String text) {
        if (lines.size() == MOST_LINES) {
            throw new IllegalStateException("more than " + MOST_LINES + " lines");
        }
        lines.add(text);
    }

    @Override
    public void state(Supplier<List<String>> newState) {
        state = newState;
    }

    public List<String> lines() {
        return lines;
    }

    /** Returns what it stopped with; null if it did not. */
    public Throwable stopped() {
        return stopped;
    }

    /** Returns the first line that differs, from 0; -1 if none does. */
    int firstDifference(ScriptRun other) {
        return new Comparison(kind, lines, other.lines).firstDifference();
    }

    AnswerLine line(int at) {
        if (at >= 0 && at < lines.size()) {
            return new AnswerLine(lines.get(at).strip(), null);
        }
        return new AnswerLine(null, stopped == null ? null : why(stopped));
    }

    /** Returns the state that the machine is in. */
    List<String> state() {
        try {
            return List.copyOf(state.get());
        } catch (RuntimeException | StackOverflowError e) {
            return List.of("? " + why(e));
        }
    }

    /** Says what was thrown, where, and which exercise's code had called there. */
    public static String why(Throwable failure) {
        String where = "";
        for (StackTraceElement frame : failure.getStackTrace()) {
            if (frame.getClassName().startsWith("mm.") && !frame.getClassName().startsWith("mm.script")) {
                where = " at " + frame.getFileName() + ":" + frame.getLineNumber();
                break;
            }
        }
        String name = failure.getClass().getSimpleName();
        String message = failure.getMessage();
        return name + (message == null ? "" : ": " + message) + where + StopCause.calledAt(failure);
    }
}

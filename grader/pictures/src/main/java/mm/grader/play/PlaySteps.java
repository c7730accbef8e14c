package mm.grader.play;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.script.Script;

/** The steps of a script as the player takes them, for a page that runs the machine itself. */
public final class PlaySteps {
    private PlaySteps() {}

    /**
     * Runs a script and returns its steps as {@link StepEncoder} writes them, with {@code cut} (1 if there were more) and
     * {@code stopped} (why a part stopped, or "").
     *
     * @param most how many steps at most
     * @param stopped says why a part threw what it threw
     * @throws mm.script.ScriptException if the script is broken
     */
    public static Map<String, Object> of(
            Script script, Parts parts, Words words, int most, Function<Throwable, String> stopped) {
        StepEncoder encoder = new StepEncoder();
        StepRecorder.End end = StepRecorder.record(script, parts, words, most, stopped, encoder::add);
        Map<String, Object> content = new LinkedHashMap<>(encoder.content());
        content.put("cut", end.cut() ? 1 : 0);
        content.put("stopped", end.stopped());
        return content;
    }
}

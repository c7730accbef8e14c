package mm.script;

import java.util.ArrayList;
import java.util.List;
import mm.machine.Parts;

/** The kinds of scripts there are. */
public final class Scripts {
    private static final List<ScriptKind> KINDS = List.of(
            new ProcessScript(),
            new MallocScript(),
            new SwapScript(),
            new ScoreScript(),
            new OomScript(),
            new GroupScript(),
            new ProcpsScript(),
            new MachineScript(),
            new OomLog()); // last, as a transcript of another kind may have such a log in it

    private Scripts() {}

    /**
     * Finds out what kind of script this is.
     *
     * @throws ScriptException if it is of no known kind
     */
    public static ScriptKind kindOf(Script script) {
        if (script.lines().isEmpty()) {
            throw script.error(0, "script.empty");
        }
        return KINDS.stream()
                .filter(kind -> kind.accepts(script))
                .findFirst()
                .orElseThrow(() ->
                        script.error(1, "script.unknown-kind", script.lines().get(0)));
    }

    /** Runs a script and returns its completed transcript. */
    public static List<String> run(Script script, Parts parts) {
        List<String> lines = new ArrayList<>();
        kindOf(script).run(script, parts, lines::add);
        return lines;
    }
}

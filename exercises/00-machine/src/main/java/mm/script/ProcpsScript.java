package mm.script;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import mm.machine.Parts;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.Tools;

/**
 * Recordings of free, top, ps, pmap and vmstat on a made-up /proc: sections {@code === file PATH} (a file under /proc),
 * {@code === later PATH} (the same file at top's second look) and {@code === run COMMAND} (what it prints).
 */
public final class ProcpsScript implements ScriptKind {
    private static final String FILE = "=== file ";
    private static final String LATER = "=== later ";
    private static final String RUN = "=== run ";

    private final Procps procps;

    /** Makes the kind as it was recorded, with procps 4. */
    public ProcpsScript() {
        this(Procps.V4);
    }

    /** Makes the kind with another generation of tools. */
    public ProcpsScript(Procps procps) {
        this.procps = procps;
    }

    @Override
    public String name() {
        return "procps";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().get(0).startsWith("=== ");
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        Map<String, String> files = new TreeMap<>();
        Map<String, String> later = new TreeMap<>();
        Tools tools = new Tools(parts, Host.DEBIAN, procps);
        List<String> lines = script.lines();
        for (int i = 0; i < lines.size(); ) {
            String head = lines.get(i);
            int begin = ++i;
            while (i < lines.size() && !lines.get(i).startsWith("=== ")) {
                i++;
            }
            List<String> content = lines.subList(begin, i);
            out.line(head);
            if (head.startsWith(RUN)) {
                Map<String, String> second = new TreeMap<>(files);
                second.putAll(later);
                try {
                    tools.run(ProcFs.of(files), ProcFs.of(second), head.substring(RUN.length()))
                            .forEach(line -> out.line(line.stripTrailing()));
                } catch (Tools.UsageException e) {
                    throw script.error(begin, e.getMessage());
                }
            } else if (head.startsWith(FILE)) {
                content.forEach(out::line);
                files.put(head.substring(FILE.length()), ProcFs.bytes(text(content)));
            } else if (head.startsWith(LATER)) {
                content.forEach(out::line);
                later.put(head.substring(LATER.length()), ProcFs.bytes(text(content)));
            } else {
                throw script.error(begin, "procps-script.unknown-section", head);
            }
        }
    }

    @Override
    public void requireWhole(Script script) {
        List<String> heads =
                script.lines().stream().filter(line -> line.startsWith("=== ")).toList();
        String last = script.lines().get(script.lines().size() - 1);
        if (!heads.get(heads.size() - 1).startsWith(RUN) || last.startsWith("=== ")) {
            throw script.error(script.lines().size(), "recording.no-output");
        }
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }
}

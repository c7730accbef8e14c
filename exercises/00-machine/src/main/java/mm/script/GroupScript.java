package mm.script;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;

/**
 * Scripts of the kind {@code group}: what is charged to memory cgroups, and whom the kernel kills when one is full.
 *
 * <p>What the kernel needs for itself is given, and so are its tables of the tasks, as in the kind {@code oom}. The
 * questions are each group's pages, which group is full and when, and who dies. All numbers are pages, but for limits,
 * which are kB.
 *
 * <pre>
 * groups swap 0 version 1
 * group web 8192 -> ok | web anon 0 file 0 shmem 0 usage 0
 * A: start web 0 -> ok | web anon 0 file 0 shmem 0 usage 0
 *   A rss 2185 pgtables_bytes 126976 swapents 0 oom_score_adj 0
 *   limit of web, kernel 0
 *   killed A
 * A: write 0 3000 -> killed | web anon 0 file 0 shmem 0 usage 0
 * </pre>
 */
final class GroupScript implements ScriptKind {
    private static final Pattern HEAD = Pattern.compile("groups swap (\\d{1,15})(?: version ([12]))?");
    private static final String KILLED = "  killed ";

    @Override
    public String name() {
        return "group";
    }

    @Override
    public boolean accepts(Script script) {
        return HEAD.matcher(script.lines().get(0)).matches();
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        if (!lines.get(lines.size() - 1).contains(" ->")) {
            throw script.error(lines.size(), "recording.cut");
        }
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        Matcher head = HEAD.matcher(script.lines().get(0));
        if (!head.matches()) {
            throw script.error(1, "script.unknown-kind", script.lines().get(0));
        }
        int version = head.group(2) == null ? 1 : Integer.parseInt(head.group(2));
        GroupRun run = new GroupRun(parts, Long.parseLong(head.group(1)), version, out);
        out.line(script.lines().get(0));
        List<GroupTable> tables = new ArrayList<>();
        List<String> kernel = new ArrayList<>();
        GroupTable table = new GroupTable();
        for (int line = 2; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            if (GroupRun.KERNEL.matcher(text).matches()) {
                kernel.add(text);
            } else if (text.startsWith(KILLED)) {
                tables.add(table);
                table = new GroupTable();
            } else if (!text.isBlank() && !table.take(text)) {
                run.run(Operation.parse(script, line), tables, kernel);
                tables.clear();
                kernel.clear();
            }
        }
    }
}

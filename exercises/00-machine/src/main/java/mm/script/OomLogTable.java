package mm.script;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.PhysicalMemory;
import mm.oom.OomTask;

/**
 * One table of tasks as the kernel logs it before it kills: a head that names the columns, and rows of numbers with the
 * name at the end. The columns have changed: {@code nr_ptes} until 4.14 (with {@code nr_pmds}, {@code nr_puds}) became
 * {@code pgtables_bytes}, and since 6.8 there are parts of {@code rss} as well.
 *
 * @linux mm/oom_kill.c dump_tasks
 */
final class OomLogTable {
    private static final Pattern HEAD = Pattern.compile(".*\\[\\s*pid\\s*\\]\\s+(.*\\bname)\\s*");
    private static final Pattern ROW = Pattern.compile(".*?\\[\\s*(\\d{1,9})\\]\\s+(\\d.*)");
    private static final Pattern BLANKS = Pattern.compile("\\s+");

    private final int line;
    private final List<String> columns;
    private final boolean rootIsSpared;
    private final List<OomTask> tasks = new ArrayList<>();
    private final List<Long> pageTableBytes = new ArrayList<>();

    private OomLogTable(int line, List<String> columns, boolean rootIsSpared) {
        this.line = line;
        this.columns = columns;
        this.rootIsSpared = rootIsSpared;
    }

    /**
     * Begins a table at its head; null if a line is not one.
     *
     * @param line its number
     * @param rootIsSpared whether the kernel is older than 4.17: then processes of root count 3 % less
     */
    static OomLogTable at(int line, String text, boolean rootIsSpared) {
        Matcher head = HEAD.matcher(text);
        return head.matches() && head.group(1).contains("rss")
                ? new OomLogTable(line, Arrays.asList(BLANKS.split(head.group(1))), rootIsSpared)
                : null;
    }

    int line() {
        return line;
    }

    List<OomTask> tasks() {
        return tasks;
    }

    /** Returns how many bytes of page tables the row of a task shows. */
    long pageTableBytes(int i) {
        return pageTableBytes.get(i);
    }

    /** Takes a row; a line that is none is one of another processor's in between, and is passed over. */
    void take(String text) {
        Matcher row = ROW.matcher(text);
        if (!row.matches()) {
            return;
        }
        String[] words = BLANKS.split(row.group(2), columns.size());
        int numbers = columns.size() - 1;
        for (int i = 0; i < numbers; i++) {
            if (i >= words.length || !words[i].matches("-?\\d{1,18}")) {
                return;
            }
        }
        add(Integer.parseInt(row.group(1)), words, words.length > numbers ? words[numbers].trim() : "");
    }

    private void add(int pid, String[] words, String name) {
        long page = PhysicalMemory.PAGE_SIZE;
        long bytes = columns.contains("pgtables_bytes")
                ? number(words, "pgtables_bytes")
                : (number(words, "nr_ptes") + number(words, "nr_pmds") + number(words, "nr_puds")) * page;
        long rss = number(words, "rss");
        long swapents = number(words, "swapents");
        if (rootIsSpared && number(words, "uid") == 0) {
            rss -= (rss + swapents + bytes / page) * 3 / 100;
        }
        int adj = (int) number(words, "oom_score_adj");
        tasks.add(new OomTask(pid, name, pid, number(words, "total_vm"), rss, swapents, bytes / page, adj));
        pageTableBytes.add(bytes);
    }

    private long number(String[] words, String column) {
        int i = columns.indexOf(column);
        return i < 0 ? 0 : Long.parseLong(words[i]);
    }
}

package mm.script;

import mm.machine.Parts;
import mm.procfs.SimulatedMachine;

/**
 * A script for a whole machine: processes, files and time, with the screens of free, top, ps, pmap and vmstat in between.
 *
 * <pre>
 * machine 64M [swap 64M] [min 200K] [procps 3]   boot; without swap nothing is reclaimed
 *         [tlb 16x4] [levels 4]         the processor: sets and ways of its TLB, 4 or 5 levels of tables
 * overcommit MODE [PERCENT]             count what is promised, before the first process; or change the rule
 * user 993 redis                        name a user
 * group NAME [SIZE]                     a memory cgroup (a/b is below a) and its limit; or what is charged to it
 * start NAME [pid N] [user NAME] [in GROUP]   a process, nothing of it touched yet
 * kthread NAME [pid N]                  a kernel thread
 * map TASK AREA SIZE [shared | file F]  mmap
 * mremap TASK AREA SIZE                 another length; it may move
 * mlock TASK AREA | munlock TASK AREA   reclaim leaves its pages alone
 * madvise TASK AREA free | dontfork | dofork | willneed | dontneed | hugepage | nohugepage
 * huge TASK AREA                        its first touches bring 2 MB at once, as by madvise hugepage
 * touch TASK AREA [SIZE [OFFSET]]       write a byte to each page
 * look TASK AREA [SIZE [OFFSET]]        read a byte of each page
 * read FILE SIZE                        read a file into the page cache
 * slab SIZE                             the kernel caches names
 * fork TASK CHILD | exit TASK | adj TASK N | score TASK | maps TASK
 * run TASK SECONDS                      the process uses processor time
 * running TASK                          show it in state R
 * wait SECONDS                          time passes
 * sample                                top takes its first look
 * in GROUP free ... | in GROUP cat FILE...    as in a container: free shows the machine, a file what the group may have
 * free ... | top ... | ps ... | pmap -x PID | vmstat ...
 * </pre>
 *
 * Sizes are bytes, or end with K, M or G, and are rounded up to whole pages; areas are counted from their start. When
 * an operation made the kernel kill, what the kernel logged is below the operation: the table of tasks, and the victim.
 * Lines that begin with {@code #} are comments; lines that begin with two blanks are recorded answers, and are answered
 * anew.
 */
public final class MachineScript implements ScriptKind {
    /** What the lines of a longer answer begin with. */
    static final String ANSWER = "  ";

    @Override
    public String name() {
        return "machine";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .filter(line -> line.startsWith("machine "))
                .isPresent();
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        play(script, parts, out);
    }

    /**
     * Runs the script and returns the machine as it is at the end.
     *
     * @throws ScriptException if a line is wrong
     */
    public static SimulatedMachine play(Script script, Parts parts, Transcript out) {
        MachineRun run = new MachineRun(parts, out);
        for (int line = 1; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            if (text.startsWith(ANSWER)) {
                continue;
            }
            if (text.isBlank() || text.startsWith("#")) {
                out.line(text);
            } else {
                run.run(Operation.parse(script, line));
            }
        }
        return run.machine();
    }
}

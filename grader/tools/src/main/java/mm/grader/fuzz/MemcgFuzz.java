package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes scripts about whom the OOM killer would take: {@code oom}, in a memory cgroup, and {@code score}. */
final class MemcgFuzz {
    private static final int LIMIT_KB = 98304;
    private static final int PAGE_KB = 4;
    private static final int MAX_SCORES = 20;

    private MemcgFuzz() {}

    /** Processes with different adjustments that touch more and more, until there is not enough for all. */
    static List<String> oom(Dice dice, int ops) {
        List<String> script = new ArrayList<>();
        int limit = LIMIT_KB / PAGE_KB;
        script.add("limit " + LIMIT_KB + " kB = " + limit + " pages");
        int processes = 3 + dice.below(4);
        for (int i = 0; i < processes; i++) {
            int adj = dice.of(0, 0, dice.below(1001), dice.below(300), 500, 1000);
            script.add("process " + name(i) + " joins oom_score_adj " + adj + " touches "
                    + dice.between(1000, limit * 3L / 4 / processes) + " pages");
        }
        for (int i = processes; dice.percent(30); i++) {
            script.add("process " + name(i) + " shares " + name(dice.below(processes)));
        }
        int touches = Math.min(ops, 4 + dice.below(6));
        for (int i = 0; i < touches; i++) {
            script.add("process " + name(dice.below(processes)) + " touches " + dice.between(2000, 12_000) + " pages");
        }
        return script;
    }

    /** Processes with pages and tables in all proportions, and those that are never killed. */
    static List<String> score(Dice dice, int ops) {
        List<String> script = new ArrayList<>(List.of("init", "kernel thread"));
        while (script.size() < Math.min(ops, MAX_SCORES)) {
            int adj = dice.of(0, 0, dice.below(1001), dice.below(40), 1000);
            script.add("process oom_score_adj " + adj + " touches " + dice.of(0L, dice.between(0, 60_000))
                    + " pages reads " + dice.of(0L, 0L, dice.between(1, 15_000)) + " tables");
        }
        return script;
    }

    private static char name(int i) {
        return (char) ('A' + i);
    }
}

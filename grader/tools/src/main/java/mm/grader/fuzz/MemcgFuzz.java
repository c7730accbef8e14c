package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Makes scripts for a memory cgroup: {@code oom} and {@code swap}. */
final class MemcgFuzz {
    private static final int LIMIT_KB = 98304;
    private static final int PAGE_KB = 4;
    private static final int PAGES = 4000;
    private static final int FILLED = 3000;
    private static final int BLOCK = 100;

    /** Below it there is so much pressure that the model is not exact: half of what was filled. */
    private static final int LEAST_KB = FILLED * PAGE_KB / 2;

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
        int touches = Math.min(ops, 4 + dice.below(6));
        for (int i = 0; i < touches; i++) {
            script.add("process " + name(dice.below(processes)) + " touches " + dice.between(2000, 12_000) + " pages");
        }
        return script;
    }

    private static char name(int i) {
        return (char) ('A' + i);
    }

    /** An area that is filled, and then gets less and less memory while some of it is used. */
    static List<String> swap(Dice dice, int ops) {
        List<String> script = new ArrayList<>();
        script.add("pages " + PAGES);
        List<Integer> blocks = new ArrayList<>();
        for (int first = 0; first < FILLED; first += BLOCK) {
            blocks.add(first);
        }
        if (dice.percent(70)) {
            Collections.shuffle(blocks, new Random(dice.below(1 << 30)));
        }
        blocks.forEach(first -> script.add("write " + first + " " + BLOCK));
        int limit = FILLED * PAGE_KB;
        int end = script.size() + Math.max(4, Math.min(ops, 60));
        while (script.size() < end) {
            int first = dice.below(FILLED);
            int count = 1 + dice.below(60);
            switch (dice.weighted(25, 25, 12, 4, 3, 4, 2)) {
                case 0 -> {
                    limit = Math.max(LEAST_KB, Math.min(FILLED * PAGE_KB, limit - (int) dice.between(-300, 700)));
                    script.add("limit " + limit);
                    script.add("state");
                }
                case 1 -> script.add("read " + first + " " + count + " 1");
                case 2 -> script.add("write " + first + " " + count + " 1");
                case 3 -> script.add("pageout " + first + " " + count);
                case 4 -> script.add("cold " + first + " " + count);
                case 5 -> script.add("dontneed " + first + " " + count);
                default -> script.add("write " + (FILLED + dice.below(PAGES - FILLED - 60)) + " " + count);
            }
        }
        script.add("state");
        return script;
    }
}

package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Makes scripts for a memory cgroup that swaps: an area is filled, its limit is lowered while some pages are in use, and
 * then one way of using memory follows, by which some rule of replacement shows.
 */
final class SwapFuzz {
    private static final int PAGE_KB = 4;
    private static final int PAGES = 6000;
    private static final int BLOCK = 100;

    private final Dice dice;
    private final List<String> script = new ArrayList<>();
    private int filled;
    private int limit;
    private int hot;
    private int hotPages;
    private int next;

    private SwapFuzz(Dice dice) {
        this.dice = dice;
    }

    static List<String> generate(Dice dice, int ops) {
        return new SwapFuzz(dice).script(Math.max(4, Math.min(ops, 45)));
    }

    private List<String> script(int ops) {
        int way = dice.below(8);
        script.add("pages " + PAGES);
        fill();
        if (way == 6) {
            few();
            everything();
        } else {
            warmUp(way == 3 ? (int) dice.between(35, 60) : (int) dice.between(5, 25));
        }
        int last = script.size() + ops;
        while (script.size() < last) {
            switch (way) {
                case 0 -> hotSetAndScan();
                case 1 -> loop();
                case 2 -> refault();
                case 3 -> scanOnly();
                case 4 -> anywhere();
                case 5 -> advice();
                default -> mixed();
            }
            script.add("state");
        }
        return script;
    }

    private void fill() {
        filled = BLOCK * (int) dice.between(9, 20);
        List<Integer> blocks = new ArrayList<>();
        for (int first = 0; first < filled; first += BLOCK) {
            blocks.add(first);
        }
        if (dice.percent(40)) {
            Collections.shuffle(blocks, new Random(dice.below(1 << 30)));
        }
        blocks.forEach(first -> script.add("write " + first + " " + BLOCK));
        next = filled;
        limit = filled * PAGE_KB;
    }

    /** Lowers the limit two to four times, and uses the hot pages before each: so they become active. */
    private void warmUp(int percentHot) {
        hotPages = filled * percentHot / 100;
        hot = dice.below(filled - hotPages);
        for (int times = (int) dice.between(2, 4); times > 0; times--) {
            script.add("read " + hot + " " + hotPages);
            limit(-(int) dice.between(200, 900));
            script.add("state");
        }
    }

    private void limit(int change) {
        limit = Math.max(filled * PAGE_KB / 3, limit + change);
        script.add("limit " + limit);
    }

    /** Writes pages for the first time; where there are no more, some from the beginning. */
    private void scan(int count) {
        if (next + count > PAGES) {
            script.add("read " + dice.below(filled - count) + " " + count);
            return;
        }
        script.add("write " + next + " " + count);
        next += count;
    }

    private void use(int first, int count) {
        script.add((dice.percent(80) ? "read " : "write ") + Math.max(0, first) + " " + count);
    }

    private void hotSetAndScan() {
        scan((int) dice.between(30, 70));
        scan((int) dice.between(30, 70));
        if (dice.percent(40)) {
            int count = (int) dice.between(5, Math.max(6, hotPages));
            use(hot + dice.below(1 + hotPages - Math.min(count, hotPages)), Math.min(count, hotPages));
        }
    }

    /** Round and round over a few more pages than fit. */
    private void loop() {
        int length = Math.min(next, limit / PAGE_KB + limit / PAGE_KB / dice.of(5, 10, 30));
        int part = length / 4;
        use(part * (script.size() / 2 % 4), part);
    }

    /** Brings pages back: some went just now, some long ago. */
    private void refault() {
        scan((int) dice.between(20, 60));
        int size = limit / PAGE_KB;
        int back = dice.percent(60) ? size - hotPages + dice.below(1 + hotPages) : size + dice.below(1 + next / 2);
        int count = (int) dice.between(5, 40);
        use(Math.max(0, next - back - count), count);
    }

    /** The hot pages, which are many, are not used again. */
    private void scanOnly() {
        scan((int) dice.between(40, 90));
        if (dice.percent(15)) {
            use(hot, (int) dice.between(1, 20));
        }
    }

    private void anywhere() {
        int count = (int) dice.between(1, 60);
        int stride = dice.percent(20) ? (int) dice.between(2, 9) : 1;
        int first = dice.below(Math.max(1, next - count * stride));
        script.add(dice.of("read ", "write ") + first + " " + count + " " + stride);
        if (dice.percent(25)) {
            limit((int) dice.between(-500, 300));
        }
    }

    private void advice() {
        int count = (int) dice.between(1, 60);
        int first = dice.percent(50) ? hot + dice.below(1 + hotPages) : dice.below(next - count);
        script.add(dice.of("pageout ", "cold ", "dontneed ", "cold ") + first + " " + Math.min(count, next - first));
        scan((int) dice.between(20, 60));
        use(first, Math.min(count, next - first));
    }

    /** A list so short that all passes but the last look at nothing. */
    private void few() {
        int count = (int) dice.between(2, 9);
        script.add("dontneed 0 " + filled);
        script.add("write 0 " + count);
        script.add("limit 8");
        script.add("state");
        limit = filled * PAGE_KB;
        script.add("limit " + limit);
        script.add("write 0 " + filled);
    }

    /** Lets every page be looked at once, and uses all that are left: nothing can go at first. */
    private void everything() {
        hot = 2 * BLOCK;
        hotPages = filled - hot;
        limit(-(int) dice.between(64, 160));
        script.add("dontneed 0 " + hot);
        script.add("read " + hot + " " + hotPages);
        limit = (hotPages - (int) dice.between(10, 60)) * PAGE_KB;
        script.add("limit " + limit);
        script.add("state");
    }

    private void mixed() {
        switch (dice.weighted(4, 2, 3, 2, 2, 1)) {
            case 0 -> hotSetAndScan();
            case 1 -> loop();
            case 2 -> refault();
            case 3 -> anywhere();
            case 4 -> limit((int) dice.between(-400, 200));
            default -> advice();
        }
    }
}

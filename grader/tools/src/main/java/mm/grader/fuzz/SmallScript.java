package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes scripts of {@code small} programs. Heap and stack grow towards each other, and a few pages are written again and
 * again, before and after forks.
 */
final class SmallScript {
    private static final int MOST = 6;
    private static final long HEAP_END = Layout.SMALL_HEAP_START + 0x22000;
    /** How far the heap can grow until it comes near the stack as that is at the start: 33 pages, and 256 of its gap. */
    private static final long ROOM = Layout.STACK_END - 0x21000 - 0x100000 - HEAP_END;

    private final Dice dice;
    private final RandomCalls few;
    private final RandomCalls between;
    private final List<String> alive = new ArrayList<>(List.of("A"));
    private final List<String> script = new ArrayList<>();
    private char next = 'B';

    private SmallScript(Dice dice) {
        this.dice = dice;
        few = new RandomCalls(dice, RandomPlaces.arena(0x10000000, 8, 4), 0, true);
        between = new RandomCalls(dice, aboveTheHeap(), 0, true);
    }

    /** In and below the stack, but not in the program. */
    private static RandomPlaces aboveTheHeap() {
        return new RandomPlaces() {
            @Override
            public long page(Dice dice) {
                return Math.max(
                        HEAP_END + PAGE * dice.below(64), RandomPlaces.stack().page(dice));
            }

            @Override
            public long length(Dice dice) {
                return RandomPlaces.stack().length(dice);
            }

            @Override
            public long reach(Dice dice) {
                return RandomPlaces.stack().reach(dice);
            }
        };
    }

    static List<String> generate(Dice dice, int ops) {
        return new SmallScript(dice).generate(ops);
    }

    private List<String> generate(int ops) {
        script.add("A: mmap 0x10000000 0x8000 rw- fixed");
        while (script.size() < ops) {
            String who = dice.of(alive);
            switch (dice.weighted(5, alive.size() > 1 ? 3 : 0, 92)) {
                case 0 -> fork(who);
                case 1 -> exit(who);
                default -> script.add(who + ": " + call());
            }
        }
        Collections.reverse(alive);
        alive.forEach(who -> script.add(who + ": exit"));
        return script;
    }

    private String call() {
        return switch (dice.weighted(50, 4, 3, 18, 17, 2, 2, 2, 1, 1)) {
            case 0 -> few.access(70);
            case 1 -> few.mmap();
            case 2 -> few.dontneed();
            case 3 -> brk();
            case 4 -> between.access(50);
            case 5 -> between.mmap();
            case 6 -> between.munmap();
            case 7 -> between.mprotect();
            case 8 -> between.limit("stack");
            default -> dropOutside();
        };
    }

    /** Where a range begins below all mappings, with some in it, or above all. */
    private String dropOutside() {
        return "dontneed "
                + dice.of(
                        "0x0 0x20000000",
                        "0x1000 0x10002000",
                        "0x7ffffffff000 0x1000",
                        "0xffff800000000000 0x1000",
                        "0xffffffffff600000 0x1000");
    }

    /** A little, up to about where the stack begins to be near, or most of that way back. */
    private String brk() {
        long bytes = switch (dice.weighted(30, 30, 40)) {
            case 0 -> dice.between(1, 0x3000);
            case 1 -> PAGE * dice.between(1, 0x40);
            default -> ROOM / dice.of(1, 1, 2, 4) + PAGE * dice.between(-12, 12) + dice.of(0L, 0L, 0L, 1L);
        };
        return "brk " + (dice.percent(35) ? "-" : "+") + "0x" + Long.toHexString(bytes);
    }

    private void fork(String who) {
        if (alive.size() < MOST && next <= 'Z') {
            String child = String.valueOf(next++);
            alive.add(child);
            script.add(who + ": fork " + child);
        }
    }

    private void exit(String who) {
        if (!who.equals("A")) {
            alive.remove(who);
            script.add(who + ": exit");
        }
    }
}

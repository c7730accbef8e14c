package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes scripts of promises: {@code commit}. Small mappings that meet in one place, large ones a TB from each other, whose
 * lengths are told by the recorder where they are to be all of the memory, or just what is still promised.
 *
 * <p>No page is written twice: a fork that is refused leaves pages write-protected in Linux, and not in our machine.
 */
final class CommitScript {
    private static final int MOST = 5;
    private static final int PAGES = 40;
    private static final long ARENA = 0x10000000;
    private static final long LARGE = 0x100_0000_0000L;
    private static final int SLOTS = 4;
    /** All of a place for a large mapping, and nothing of the next. */
    private static final long SLOT = 0x100_0000_0000L;

    private final Dice dice;
    private final RandomCalls small;
    private final RandomCalls stack;
    private final Map<String, Set<Long>> written = new HashMap<>(Map.of("A", new HashSet<>()));
    private final List<String> alive = new ArrayList<>(List.of("A"));
    private final List<String> script = new ArrayList<>();
    private char next = 'B';
    private boolean strict;

    private CommitScript(Dice dice) {
        this.dice = dice;
        small = new RandomCalls(dice, RandomPlaces.arena(ARENA, PAGES, 8), dice.of(0, 0, 8), true);
        stack = new RandomCalls(dice, RandomPlaces.stack(), 0, true);
    }

    static List<String> generate(Dice dice, int ops) {
        return new CommitScript(dice).generate(ops);
    }

    private List<String> generate(int ops) {
        while (script.size() < ops) {
            String who = dice.of(alive);
            switch (dice.weighted(40, 34, 8, 5, alive.size() > 1 ? 3 : 0, 6, 1)) {
                case 0 -> script.add(who + ": " + smallCall());
                case 1 -> script.add(who + ": " + largeCall());
                case 2 -> write(who);
                case 3 -> fork(who);
                case 4 -> exit(who);
                case 5 -> overcommit();
                default -> script.add("maps");
            }
        }
        Collections.reverse(alive);
        alive.forEach(who -> script.add(who + ": exit"));
        return script;
    }

    private String smallCall() {
        return switch (dice.weighted(26, 8, 8, 14, 20, 2, 10, 8, 4)) {
            case 0 -> small.mmap();
            case 1 -> small.mmap() + " noreserve";
            case 2 -> small.mmapShared();
            case 3 -> small.munmap();
            case 4 -> small.mprotect();
            case 5 -> small.dontneed();
            case 6 -> small.brk(0x8000);
            case 7 -> stack.access(0);
            default -> small.mmapPopulated();
        };
    }

    private String largeCall() {
        long place = LARGE + SLOT * dice.below(SLOTS);
        String at = "0x" + Long.toHexString(place);
        String part = "0x" + Long.toHexString(place + PAGE * dice.below(3));
        return switch (dice.weighted(46, 26, 18, 6, 4)) {
            case 0 ->
                "mmap " + at + " " + large() + " " + dice.of("rw-", "rw-", "rw-", "r--", "---") + " fixed"
                        + dice.of("", "", "", "", "", " noreserve", " shared");
            case 1 -> "munmap " + (dice.percent(75) ? at + " 0x" + Long.toHexString(SLOT) : part + " " + large());
            case 2 -> "mprotect " + part + " " + large() + " " + dice.of("rw-", "rw-", "r--", "---");
            case 3 -> "brk +" + large();
            default -> "mmap 0 " + large() + " rw-";
        };
    }

    /** A length near a border, or just large. */
    private String large() {
        String near = dice.of("", "", "-0x1000", "-0x1000", "-0x2000", "+0x1000", "-0x200000");
        return switch (dice.weighted(strict ? 50 : 0, strict ? 6 : 40, 40)) {
            case 0 -> "room" + near;
            case 1 -> "all" + near;
            default -> "0x" + Long.toHexString(dice.of(0x8000000L, 0x20000000L, 0x40000000L, 0x40001000L));
        };
    }

    private void write(String who) {
        long page = ARENA + PAGE * dice.below(PAGES);
        if (written.get(who).add(page)) {
            script.add(who + ": write 0x" + Long.toHexString(page));
        }
    }

    private void overcommit() {
        int mode = dice.of(0, 1, 2, 2, 2);
        strict = mode == 2;
        if (strict && dice.percent(70)) {
            script.addAll(alive.stream()
                    .map(who -> "%s: munmap 0x%x 0x%x".formatted(who, LARGE, SLOT * SLOTS))
                    .toList());
        }
        String limit = switch (dice.weighted(45, 45, 10)) {
            case 0 -> " ratio share+" + dice.of(8, 20, 33, 50, 100, 250);
            case 1 -> " kbytes start+" + dice.of(0x180000L, 0x200000L, 0x300001L, 0x600000L, 0x2000000L);
            default -> "";
        };
        script.add("overcommit " + mode + limit);
    }

    private void fork(String who) {
        if (alive.size() < MOST && next <= 'Z') {
            String child = String.valueOf(next++);
            alive.add(child);
            written.put(child, new HashSet<>(written.get(who)));
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

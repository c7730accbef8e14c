package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes scripts of memory that asks for huge pages, and of all that splits them: {@code huge}.
 *
 * <p>Nearly everything happens at the borders of 2 MB in one arena: mappings that have a huge page whole, or but for a
 * page; advice for a part; halves and single pages that are dropped, unmapped, protected, moved.
 */
final class HugeScript {
    private static final long HUGE = 2L << 20;
    private static final int MOST = 8;
    private static final int SLOTS = 6;
    /** Just below a border of 1 GB, so that some of the arena lies on its other side. */
    private static final long ARENA = 0x40000000L - 3 * HUGE;

    private static final long AWAY = 0x80000000L;

    private final Dice dice;
    private final List<String> alive = new ArrayList<>(List.of("A"));
    private final List<String> script = new ArrayList<>();
    private final int forks;
    private final boolean locks;
    private char next = 'B';

    private HugeScript(Dice dice) {
        this.dice = dice;
        forks = dice.of(0, 3, 6);
        locks = dice.percent(25);
    }

    static List<String> generate(Dice dice, int ops) {
        return new HugeScript(dice).generate(ops);
    }

    private List<String> generate(int ops) {
        script.add("A: mmap " + hex(ARENA) + " " + hex(SLOTS * HUGE) + " rw- fixed");
        script.add("A: madvise " + hex(ARENA) + " " + hex(SLOTS * HUGE) + " hugepage");
        while (script.size() < ops) {
            String who = dice.of(alive);
            switch (dice.weighted(90, alive.size() < MOST ? forks : 0, alive.size() > 1 ? 3 : 0, 1, 7)) {
                case 0 -> script.add(who + ": " + call());
                case 1 -> fork(who);
                case 2 -> exit(who);
                case 4 -> renew(who);
                default -> script.add("maps");
            }
        }
        if (dice.percent(50)) {
            script.add("maps");
        }
        Collections.reverse(alive);
        alive.forEach(who -> script.add(who + ": exit"));
        return script;
    }

    /** Maps some huge pages anew, and asks for them: or all that asks is cut to pieces at last. */
    private void renew(String who) {
        String range = hex(slot()) + " " + hex(HUGE * (1 + dice.below(3)));
        script.add(who + ": mmap " + range + " rw- fixed");
        script.add(who + ": madvise " + range + " hugepage");
    }

    private String call() {
        int locking = locks ? 4 : 0;
        return switch (dice.weighted(46, 7, 10, 12, 8, 5, 9, 1, locking, locking)) {
            case 0 -> dice.of("write ", "write ", "read ") + hex(page());
            case 1 -> mmap();
            case 2 -> "madvise " + range() + dice.of(" hugepage", " hugepage", " hugepage", " nohugepage");
            case 3 -> "dontneed " + range();
            case 4 -> "mprotect " + range() + dice.of(" r--", " rw-", " rw-", " ---");
            case 5 -> "munmap " + range();
            case 6 -> mremap();
            case 7 -> "brk " + dice.of("+", "+", "-") + hex(dice.of(PAGE, HUGE, HUGE + PAGE, 2 * HUGE));
            case 8 -> "mlock " + range();
            default -> "munlock " + range();
        };
    }

    private long slot() {
        return switch (dice.weighted(84, 8, 8)) {
            case 0 -> ARENA + HUGE * dice.below(SLOTS);
            case 1 -> AWAY + HUGE * dice.below(3);
            default -> 3 * HUGE + HUGE * dice.below(2); // where the heap grows to
        };
    }

    /** A page where something happens: the first and the last of 2 MB, one in the middle, any. */
    private long page() {
        return slot() + PAGE * dice.of(0, 0, 1, 255, 256, 510, 511, 511, dice.below(512));
    }

    /** Where a range begins: on a border, a page from it, or in the middle. */
    private long start() {
        return slot() + PAGE * dice.of(0, 0, 0, 0, 1, -1, 256, 0, dice.below(512));
    }

    private long length() {
        return switch (dice.weighted(34, 22, 18, 14, 12)) {
            case 0 -> HUGE * (1 + dice.below(3));
            case 1 -> PAGE * (1 + dice.below(3));
            case 2 -> HUGE / 2;
            case 3 -> HUGE * (1 + dice.below(2)) + dice.of(PAGE, -PAGE);
            default -> PAGE * (1 + dice.below(700));
        };
    }

    private String range() {
        return hex(start()) + " " + hex(length());
    }

    private String mmap() {
        String prot = dice.of(" rw-", " rw-", " rw-", " rw-", " r--", " ---");
        return dice.percent(85)
                ? "mmap " + range() + prot + dice.of(" fixed", " fixed", " fixed", " fixed_noreplace")
                : "mmap 0 " + hex(length()) + prot;
    }

    /** Moves by whole huge pages, by a page, or not at all; cuts and grows. */
    private String mremap() {
        long from = start();
        long old = length();
        long size = switch (dice.weighted(60, 15, 25)) {
            case 0 -> old;
            case 1 -> old + dice.of(PAGE, HUGE, HUGE / 2);
            default -> Math.max(PAGE, old - dice.of(PAGE, HUGE, HUGE / 2));
        };
        long inSlot = from & (HUGE - 1);
        long to = AWAY + HUGE * dice.below(4) + dice.of(inSlot, inSlot, inSlot, inSlot + PAGE, 0L);
        if (dice.percent(35)) {
            to = ARENA + HUGE * dice.below(SLOTS) + dice.of(inSlot, inSlot, inSlot + PAGE);
        }
        String how = dice.of("", " maymove", " maymove fixed " + hex(to), " maymove fixed " + hex(to));
        return "mremap " + hex(from) + " " + hex(old) + " " + hex(size) + how;
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private void fork(String who) {
        if (next <= 'Z') {
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

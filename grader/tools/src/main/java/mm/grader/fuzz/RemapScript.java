package mm.grader.fuzz;

import static mm.grader.fuzz.Dice.PAGE;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Makes scripts of mappings that are moved, resized and locked: {@code remap}.
 *
 * <p>Shared memory is moved, cut and doubled, but never longer than it was: what lies beyond its end is no memory
 * (SIGBUS), which the machine does not know.
 */
final class RemapScript {
    private static final int MOST = 4;
    private static final long ARENA = 0x10000000;
    private static final long STACKS = 0x30000000;
    /** Where no other call of a script comes: a mapping that only might be shared may not grow either. */
    private static final long SHARED = 0x2000_0000_0000L;

    private static final int SHARED_PAGES = 16;
    /** Where mappings without an address lie: below the kernel's own. */
    private static final long TOP = Layout.VVAR_START - 32 * PAGE;

    private static final long HUGE = 2L << 20;
    private static final List<Long> FAR = List.of(0x40000000L, 0x140000000L, 0x8000000000L, 0x8040000000L);

    private final Dice dice;
    private final boolean far;
    private final RandomPlaces arena;
    private final List<RandomCalls> areas;
    private final RandomCalls stacks;
    private final List<String> alive = new ArrayList<>(List.of("A"));
    private final List<String> script = new ArrayList<>();
    /** What was mapped lately, and may still be there. */
    private final List<Range> mapped = new ArrayList<>();

    private char next = 'B';

    private record Range(long start, long length) {}

    private RemapScript(Dice dice) {
        this.dice = dice;
        int wild = dice.of(0, 0, 6);
        far = dice.percent(30);
        arena = far ? RandomPlaces.borders() : RandomPlaces.arena(ARENA, 40, 8);
        stacks = new RandomCalls(dice, RandomPlaces.arena(STACKS, 700, 8), 0, true);
        areas = List.of(
                new RandomCalls(dice, arena, wild, true),
                new RandomCalls(dice, arena, wild, true),
                new RandomCalls(dice, RandomPlaces.arena(TOP, 32, 8), 0, true),
                stacks);
    }

    static List<String> generate(Dice dice, int ops) {
        return new RemapScript(dice).generate(ops);
    }

    private List<String> generate(int ops) {
        script.add("A: mmap 0x%x 0x%x rw- fixed shared".formatted(SHARED, SHARED_PAGES * PAGE));
        while (script.size() < ops) {
            String who = dice.of(alive);
            switch (dice.weighted(90, alive.size() < MOST ? 3 : 0, alive.size() > 1 ? 2 : 0, 1)) {
                case 0 -> script.add(who + ": " + call(dice.of(areas)));
                case 1 -> fork(who);
                case 2 -> exit(who);
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

    private String call(RandomCalls calls) {
        return switch (dice.weighted(16, 5, 6, 24, 30, 4, 8, 4, 6, 2, 1, 2, 1)) {
            case 0 -> mmap(calls);
            case 1 -> calls.munmap();
            case 2 -> calls.mprotect();
            case 3 -> calls.access(65);
            case 4 -> mremap();
            case 5 -> sharedCall();
            case 6 -> lock("mlock");
            case 7 -> lock("munlock");
            case 8 -> "madvise " + range() + dice.of(" free", " dontfork", " dofork", " willneed", " dontneed");
            case 9 -> "limit memlock " + hex(PAGE * dice.of(0, 4, 12, 40, 2047) + dice.of(0L, 0L, 4095L));
            case 10 ->
                dice.percent(50)
                        ? calls.limit(dice.of("as", "data"))
                        : "limit stack " + hex(dice.of(0x8000L, 0x40000L, 0x800000L));
            case 11 -> calls.brk(0x5000);
            default -> calls.dontneed();
        };
    }

    private String mmap(RandomCalls calls) {
        RandomCalls where = dice.percent(20) ? stacks : calls;
        String more = where == stacks ? dice.of(" growsdown", " growsdown", "", " growsdown locked") : "";
        String call = where.mmap();
        String[] words = call.split(" ");
        if (call.contains(" fixed")) {
            remember(number(words[1]), number(words[2]));
        }
        return call + (dice.percent(12) && more.isEmpty() ? " locked" : more);
    }

    private static long number(String hex) {
        return Long.parseUnsignedLong(hex.substring(2), 16);
    }

    private void remember(long start, long length) {
        if (start > 0 && start % PAGE == 0 && length > 0 && length <= Layout.LONGEST) {
            mapped.add(new Range(start, (length + PAGE - 1) & -PAGE));
        }
        if (mapped.size() > 8) {
            mapped.remove(dice.below(8));
        }
    }

    /** A part of what was mapped lately, most often all of it; or any place. */
    private Range source() {
        if (mapped.isEmpty() || dice.percent(25)) {
            return new Range(page(), length());
        }
        Range whole = dice.of(mapped);
        long first = dice.percent(70) ? 0 : Math.min(whole.length - PAGE, PAGE * dice.below(4));
        long left = whole.length - first;
        return new Range(whole.start + first, dice.percent(75) ? left : Math.min(left, PAGE * (1 + dice.below(4))));
    }

    /** The start of a page where something may be mapped. */
    private long page() {
        return switch (dice.weighted(70, 12, 8, 6, 4)) {
            case 0 -> arena.page(dice);
            case 1 -> TOP + PAGE * dice.below(32);
            case 2 -> STACKS + PAGE * dice.below(700);
            case 3 -> Layout.HEAP_START + PAGE * dice.below(0x30);
            default -> Layout.STACK_END - PAGE * (1 + dice.below(40));
        };
    }

    private long length() {
        return dice.percent(80) ? PAGE * (1 + dice.below(9)) : arena.length(dice);
    }

    private static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }

    private String range() {
        for (int i = 0; i < 100; i++) {
            long start = page();
            long length = length();
            if (!Layout.mustNotTouch(start, length)) {
                return hex(start) + " " + hex(length);
            }
        }
        return hex(ARENA) + " " + hex(PAGE);
    }

    private String lock(String name) {
        return name + " " + (dice.percent(10) ? hex(ARENA + 100) + " " + hex(5000) : range());
    }

    private String mremap() {
        for (int i = 0; i < 100; i++) {
            Range source = source();
            long from = source.start;
            long old = source.length;
            long size = switch (dice.weighted(30, 40, 20, 3)) {
                case 0 -> old;
                case 1 -> old + PAGE * (1 + dice.below(4));
                case 2 -> Math.max(PAGE, old - PAGE * (1 + dice.below(4)));
                default -> dice.of(0L, 1L, old - 1, length());
            };
            long to = target(from);
            boolean odd = dice.percent(3);
            from += odd ? dice.of(0L, 1L, 0x800L) : 0;
            to += odd ? dice.of(0L, 1L, 0x800L) : 0;
            old = dice.percent(2) ? 0 : old;
            if (!Layout.mustNotTouch(from, Math.max(old, size)) && !Layout.mustNotTouch(to, size)) {
                String flags = switch (dice.weighted(12, 40, 45, 2, 1)) {
                    case 0 -> "";
                    case 1 -> " maymove";
                    case 2 -> " maymove fixed " + hex(to);
                    case 3 -> " fixed " + hex(to);
                    default -> " maymove " + dice.of("0x8", "0x10", "0x80000000");
                };
                if (flags.contains("fixed")) {
                    remember(to, size);
                }
                return "mremap " + hex(from) + " " + hex(old) + " " + hex(size) + flags;
            }
        }
        return "mremap " + hex(ARENA) + " " + hex(PAGE) + " " + hex(PAGE);
    }

    /** Where to: near, or in another table but at the same place in it, so that whole tables may move. */
    private long target(long from) {
        if (far && dice.percent(60)) {
            return dice.of(FAR) + HUGE * dice.below(4) + (from & (dice.of(HUGE, 1L << 30) - 1));
        }
        return page();
    }

    /** Moves, cuts or doubles a part of the shared memory. */
    private String sharedCall() {
        int first = dice.below(SHARED_PAGES);
        long old = PAGE * (1 + dice.below(SHARED_PAGES - first));
        long from = SHARED + PAGE * first;
        String to = " maymove fixed " + hex(SHARED + PAGE * (32 + dice.below(32)));
        return switch (dice.weighted(30, 20, 20, 10, 30)) {
            case 0 -> "mremap " + hex(from) + " " + hex(old) + " " + hex(old) + to;
            case 1 -> "mremap " + hex(from) + " " + hex(old) + " " + hex(PAGE) + dice.of("", to, " maymove");
            case 2 -> "mremap " + hex(from) + " 0x0 " + hex(old) + dice.of("", to, to);
            case 3 -> "mlock " + hex(from) + " " + hex(old);
            default -> dice.of("read ", "write ") + hex(SHARED + PAGE * dice.below(64));
        };
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

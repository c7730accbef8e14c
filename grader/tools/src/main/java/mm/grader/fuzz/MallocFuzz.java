package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Makes scripts of malloc and free: {@code malloc-a} to {@code malloc-d}, each harder than the one before. */
final class MallocFuzz {
    /** Blocks from here on are too large for the tcache. */
    private static final long UNCACHED = 1033;

    private static final int MAX_BLOCKS = 400;

    private final Dice dice;
    private final List<Integer> alive = new ArrayList<>();
    private final List<String> script = new ArrayList<>();
    private int next;

    private MallocFuzz(Dice dice) {
        this.dice = dice;
    }

    /** Blocks are never freed. */
    static List<String> onlyMalloc(Dice dice, int ops) {
        MallocFuzz fuzz = new MallocFuzz(dice);
        while (fuzz.script.size() < ops) {
            fuzz.allocate("malloc", fuzz.size(8));
        }
        return fuzz.script;
    }

    /** The last one is freed first, and none is small. */
    static List<String> lastInFirstOut(Dice dice, int ops) {
        MallocFuzz fuzz = new MallocFuzz(dice);
        while (fuzz.script.size() < ops) {
            if (fuzz.alive.isEmpty() || dice.percent(50)) {
                fuzz.allocate("malloc", UNCACHED + fuzz.size(200));
            } else {
                fuzz.free(fuzz.alive.size() - 1);
            }
        }
        return fuzz.script;
    }

    /** Freed in any order; none is small. */
    static List<String> anyOrder(Dice dice, int ops) {
        MallocFuzz fuzz = new MallocFuzz(dice);
        while (fuzz.script.size() < ops) {
            if (fuzz.alive.isEmpty() || dice.percent(52)) {
                fuzz.allocate("malloc", UNCACHED + fuzz.size(200));
            } else {
                fuzz.free(dice.below(fuzz.alive.size()));
            }
        }
        return fuzz.script;
    }

    /** Everything there is. */
    static List<String> everything(Dice dice, int ops) {
        MallocFuzz fuzz = new MallocFuzz(dice);
        while (fuzz.script.size() < ops) {
            int choice = fuzz.alive.isEmpty() ? 0 : dice.weighted(38, 40, 10, 12);
            switch (choice) {
                case 0 -> fuzz.allocate("malloc", fuzz.size(8));
                case 1 -> fuzz.free(dice.below(fuzz.alive.size()));
                case 2 -> fuzz.calloc();
                default -> fuzz.script.add("realloc " + dice.of(fuzz.alive) + " " + Math.max(1, fuzz.size(8)));
            }
        }
        if (dice.percent(30)) {
            fuzz.freeTwice();
        }
        return fuzz.script;
    }

    /** Small sizes more often than large ones, and now and then one near a border. */
    private long size(int least) {
        return switch (dice.weighted(55, 20, 8, 6, 4, 7)) {
            case 0 -> dice.below(least * 40);
            case 1 -> dice.below(5000);
            case 2 -> dice.between(60_000, 140_000);
            case 3 -> dice.between(120_000, 600_000);
            case 4 -> dice.of(0L, 24L, 25L, 1016L, 1032L, 1033L, 65_528L, 131_032L, 131_048L, 131_049L, 33_554_400L);
            default -> 16L * dice.below(70) + 8;
        };
    }

    /** Now and then of several things, and of so many that their size is beyond 64 bits: then there is no block. */
    private void calloc() {
        long size = size(8);
        if (size > 1 && dice.percent(5)) {
            script.add("calloc " + next++ + " " + size + " 0x" + Long.toHexString(Long.divideUnsigned(-1, size) + 1));
            return;
        }
        int most = script.size();
        allocate("calloc", size);
        if (script.get(most).startsWith("calloc") && dice.percent(30)) {
            script.set(most, script.get(most) + " " + dice.of(0, 1, 2, 3, 10));
        }
    }

    /** The end of every program. */
    private void freeTwice() {
        allocate("malloc", dice.of(1L, 24L, 100L, 1032L));
        int last = next - 1;
        if (alive.remove(Integer.valueOf(last))) {
            script.addAll(List.of("free " + last, "free " + last));
        }
    }

    private void allocate(String call, long size) {
        if (alive.size() == MAX_BLOCKS) {
            free(dice.below(alive.size()));
            return;
        }
        alive.add(next);
        script.add(call + " " + next++ + " " + size);
    }

    private void free(int i) {
        script.add("free " + alive.remove(i));
    }
}

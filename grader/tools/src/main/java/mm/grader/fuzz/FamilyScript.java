package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes scripts of several processes: {@code cow}. */
final class FamilyScript {
    private static final int MOST = 12;

    private final Dice dice;
    private final List<RandomCalls> areas;
    private final long shared;
    private final int sharedPages;
    private final List<String> alive = new ArrayList<>(List.of("A"));
    private final List<String> script = new ArrayList<>();
    private char next = 'B';

    private FamilyScript(Dice dice) {
        this.dice = dice;
        int wild = dice.of(0, 0, 8, 20);
        sharedPages = dice.of(8, 8, 24, 64);
        shared = 0x40000000 - Dice.PAGE * dice.of(0, 0, 0, 5, 16);
        areas = List.of(
                new RandomCalls(dice, RandomPlaces.arena(0x10000000, 8, 4), wild, true),
                new RandomCalls(dice, RandomPlaces.arena(0x1000c000, 8, 4), wild, true),
                new RandomCalls(dice, RandomPlaces.arena(shared, sharedPages, 4), wild, true));
    }

    static List<String> generate(Dice dice, int ops) {
        return new FamilyScript(dice).generate(ops);
    }

    private List<String> generate(int ops) {
        script.add("A: mmap 0x10000000 0x8000 rw- fixed");
        script.add("A: mmap 0x1000c000 0x8000 rw- fixed");
        script.add("A: mmap 0x%x 0x%x rw- fixed shared".formatted(shared, sharedPages * Dice.PAGE));
        int alone = ops / 12;
        int odd = dice.of(0, 0, 1);
        for (int i = script.size(); i < ops; i++) {
            String who = dice.of(alive);
            RandomCalls calls = dice.of(areas);
            int change = dice.weighted(78, 5, 3, 2, 3, i < alone ? 0 : 6, alive.size() > 1 ? 2 : 0, odd, odd, odd);
            switch (change) {
                case 5 -> fork(who);
                case 6 -> exit(who);
                default -> script.add(who + ": " + call(calls, change));
            }
        }
        if (dice.percent(20)) {
            script.add("maps");
        }
        Collections.reverse(alive);
        alive.forEach(who -> script.add(who + ": exit"));
        return script;
    }

    private String call(RandomCalls calls, int choice) {
        return switch (choice) {
            case 0 -> calls.access(65);
            case 1 -> calls.dontneed();
            case 2 -> calls.mmap();
            case 3 -> calls.munmap();
            case 7 -> calls.mmapShared();
            case 8 -> calls.mmapPopulated();
            case 9 -> calls.brk(0x5000);
            default -> calls.mprotect();
        };
    }

    private void fork(String who) {
        if (alive.size() == MOST || next > 'Z') {
            return;
        }
        String child = String.valueOf(next++);
        alive.add(child);
        script.add(who + ": fork " + child);
    }

    private void exit(String who) {
        if (!who.equals("A")) {
            alive.remove(who);
            script.add(who + ": exit");
        }
    }
}

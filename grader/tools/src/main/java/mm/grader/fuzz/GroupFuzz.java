package mm.grader.fuzz;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes scripts of memory cgroups. What is asked decides what is in them: who is charged, for which no limit is needed; or
 * what happens at a limit, up to which memory is filled to the page. Near a limit no page of the file is read twice, since
 * which of them the kernel keeps then is the question of other scripts.
 */
final class GroupFuzz {
    private static final int PAGE_KB = 4;
    private static final int SHARED_PAGES = 2000;
    private static final List<String> GROUPS = List.of("web", "web/api", "web/db", "jobs");

    private final Dice dice;
    private final List<String> script = new ArrayList<>();
    private final List<String> groups = new ArrayList<>();
    private int processes;
    private int written; // pages from 0 on that no process has of its own yet
    private int read; // pages of the file from 0 on that nobody has read yet
    private int shared;

    private GroupFuzz(Dice dice) {
        this.dice = dice;
    }

    static List<String> generate(Dice dice, int ops) {
        return new GroupFuzz(dice).script(Math.max(3, Math.min(ops, 40)));
    }

    private List<String> script(int ops) {
        int way = dice.below(6);
        int swap = way == 4 ? dice.of(4095, 16383) : 0;
        script.add("groups swap " + swap);
        switch (way) {
            case 0, 1 -> charges(ops);
            case 2 -> filled(ops);
            case 3 -> cached(ops);
            case 4 -> swapped(ops);
            default -> sharing(ops);
        }
        return script;
    }

    private void group(String limits) {
        String name = GROUPS.get(groups.size());
        groups.add(name);
        script.add("group " + name + limits);
    }

    private String kb(long pages) {
        return " " + pages * PAGE_KB;
    }

    private void start(String group, int adj) {
        script.add((char) ('A' + processes++) + ": start " + group + " " + adj);
    }

    private int adj() {
        return dice.of(0, 0, 0, dice.below(1001), dice.below(200), 1000);
    }

    private String anybody() {
        return (char) ('A' + dice.below(processes)) + ": ";
    }

    private int some() {
        return dice.of(1 + dice.below(3), 1 + dice.below(60), 50 + dice.below(350));
    }

    /** Who is charged: first touches, copies after fork, moves, ends. */
    private void charges(int ops) {
        while (groups.size() < 3 || groups.size() < GROUPS.size() && dice.percent(50)) {
            group("");
        }
        for (int i = 0; i < 3; i++) {
            start(dice.of(groups), 0);
        }
        while (script.size() < ops + 8) {
            int first = dice.below(300);
            switch (dice.weighted(22, 14, 14, 10, 8, 8, 4, 3, 4, 3, 3, 2)) {
                case 0 -> script.add(anybody() + "write " + first + " " + some());
                case 1 -> script.add(anybody() + "read " + first + " " + some());
                case 2 -> script.add(anybody() + "share " + first + " " + some());
                case 3 -> script.add(anybody() + "drop " + first + " " + some());
                case 4 -> script.add(anybody() + "move " + dice.of(groups));
                case 5 -> fork();
                case 6 -> script.add("cache");
                case 7 -> script.add(anybody() + "exit");
                case 8 -> script.add("forget " + first + " " + some());
                case 9 -> script.add("empty " + dice.of(groups));
                case 10 -> start(dice.of(groups), 0);
                default -> script.add("remove " + dice.of("web", groups.get(groups.size() - 1)));
            }
        }
    }

    private void fork() {
        if (processes < 20) {
            String parent = anybody();
            script.add(parent + "fork " + (char) ('A' + processes++));
        }
    }

    /** A tree of groups with limits, filled to the page, and beyond. */
    private void filled(int ops) {
        int limit = (int) dice.between(600, 3000);
        group(kb(limit));
        group(dice.of("", kb(limit / dice.of(2, 3)), kb(limit)));
        if (dice.percent(60)) {
            group(dice.of("", kb(limit * 2L), kb(limit / 2)));
        }
        for (int i = 0; i < 3 + dice.below(3); i++) {
            start(dice.of(groups), adj());
        }
        fill(limit);
        while (script.size() < Math.min(ops, 18) + 6) {
            switch (dice.weighted(12, 2, 2, 2, 2)) {
                case 0 -> write(dice.of(1, 1, some(), limit / 3));
                case 1 -> script.add(anybody() + "move " + dice.of(groups));
                case 2 -> script.add(anybody() + "drop " + dice.below(written) + " " + some());
                case 3 -> fork();
                default -> script.add("limit web" + kb(limit + dice.of(-100, -1, 0, 1, 64, 500)));
            }
        }
    }

    private void write(int count) {
        script.add(anybody() + "write " + written + " " + count);
        written += count;
    }

    /** Fills a group up to a page before its limit, if all processes are in it, or to the limit itself. */
    private void fill(int limit) {
        int left = limit - dice.below(3);
        while (left > 0) {
            int count = Math.min(left, (int) dice.between(limit / 8, limit / 2));
            write(count);
            left -= count;
        }
    }

    /** A file of which the pages go before anybody is killed. */
    private void cached(int ops) {
        int limit = (int) dice.between(200, 1200);
        group(kb(limit));
        group(dice.of("", "", kb(limit * 2L / 3)));
        for (int i = 0; i < 3; i++) {
            start(dice.of(groups), adj());
        }
        while (script.size() < Math.min(ops, 24) + 5) {
            switch (dice.weighted(12, 8, 2, 2, 3)) {
                case 0 -> read();
                case 1 -> write(Math.min(some(), limit / 4));
                case 2 -> script.add("limit web" + kb(limit - (long) dice.of(0, 1, 50, limit / 2, limit * 3 / 4)));
                case 3 -> script.add(dice.percent(80) ? "cache" : "empty " + dice.of(groups));
                default -> script.add("forget " + dice.below(read + 1) + " " + dice.below(50));
            }
        }
    }

    private void read() {
        int count = Math.min(some(), 4000 - read);
        if (count > 0) {
            script.add(anybody() + "read " + read + " " + count);
            read += count;
        }
    }

    /** Groups that may swap: what their members compete for is their limit and what they may swap. */
    private void swapped(int ops) {
        int limit = (int) dice.between(700, 2000);
        int swap = dice.of(256, 1024, 3000);
        group(kb(limit) + dice.of("", " swap" + kb(swap), " swap" + kb(swap)));
        group("");
        for (int i = 0; i < 4; i++) {
            start(dice.of(groups), dice.of(0, 0, dice.below(500), dice.below(1001)));
        }
        while (script.size() < Math.min(ops, 14) + 8) {
            write(written > 6000 ? 1 : (int) dice.between(50, 700));
        }
    }

    /** Memory that processes share, and that nobody's death gives back. */
    private void sharing(int ops) {
        int limit = (int) dice.between(250, 900);
        group(kb(limit));
        group(dice.of("", kb(limit / 2)));
        group("");
        for (int i = 0; i < 4; i++) {
            start(dice.of(groups), adj());
        }
        while (script.size() < Math.min(ops, 20) + 8) {
            int count = Math.min(some(), SHARED_PAGES - shared);
            switch (dice.weighted(6, 8, 2, 1)) {
                case 0 -> {
                    script.add(anybody() + "share " + shared + " " + Math.min(count, limit / 4));
                    shared += Math.min(count, limit / 4);
                }
                case 1 -> write(Math.min(some(), limit / 3));
                case 2 -> script.add(anybody() + "share " + dice.below(shared + 1) + " 40");
                default -> script.add(anybody() + "exit");
            }
        }
    }
}

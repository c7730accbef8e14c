package mm.grader.quiz.kinds;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import mm.grader.quiz.model.Hexes;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;
import mm.machine.Parts;

/** A string of pages through a few frames, under one policy. */
final class PolicyRun {
    /** A policy that questions know. */
    enum Policy {
        /** First in, first out: the exact LRU of the reference that is told of no use after the first. */
        FIFO,
        /** Least recently used. */
        LRU,
        /** A hand and a bit. */
        CLOCK,
        /** The page needed again last. */
        OPT,
        /** Linux's two lists. */
        TWO_LISTS
    }

    private final Policy policy;
    private final Parts parts;
    private final List<Integer> pages;
    private final int frames;
    private final int bound;
    private final ReplacementPolicy machine;
    private final TreeSet<Integer> resident = new TreeSet<>();
    private final List<String> history = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private int faults;
    private boolean ambiguous;

    PolicyRun(Parts parts, Policy policy, List<Integer> pages, int frames) {
        this.parts = parts;
        this.policy = policy;
        this.pages = pages;
        this.frames = frames;
        bound = pages.stream().mapToInt(Integer::intValue).max().orElse(0) + 2;
        machine = make();
        for (int i = 0; i < pages.size(); i++) {
            step(i);
        }
    }

    private ReplacementPolicy make() {
        return switch (policy) {
            case OPT -> null;
            case CLOCK -> parts.replacementPolicy(PolicyKind.CLOCK, bound);
            case TWO_LISTS -> parts.replacementPolicy(PolicyKind.TWO_LISTS, bound);
            default -> parts.replacementPolicy(PolicyKind.LRU, bound);
        };
    }

    private void step(int i) {
        int page = pages.get(i);
        String line = Hexes.right(i + 1, 3) + ". page " + page;
        if (resident.contains(page)) {
            if (machine != null && policy != Policy.FIFO) {
                machine.touch(page);
                history.add("t" + page);
            }
            line += "  hit         ";
        } else {
            faults++;
            line += "  fault";
            if (resident.size() == frames) {
                int victim = machine == null ? farthest(i) : machine.evict();
                history.add("e");
                resident.remove(victim);
                line += "  out " + victim;
            } else {
                line += "       ";
            }
            if (machine != null) {
                machine.insert(page);
                history.add("i" + page);
            }
            resident.add(page);
        }
        steps.add(line + "  in memory " + resident.stream().map(String::valueOf).collect(Collectors.joining(" "))
                + order());
    }

    /** Returns the resident page whose next use is the farthest away, or that is never used again. */
    private int farthest(int now) {
        int farthest = -1;
        int when = -1;
        for (int page : resident) {
            int next = pages.subList(now, pages.size()).indexOf(page);
            next = next < 0 ? Integer.MAX_VALUE : next;
            ambiguous |= next == when;
            if (next > when) {
                when = next;
                farthest = page;
            }
        }
        return farthest;
    }

    /** Returns a policy that has seen all that was done so far. */
    private ReplacementPolicy again() {
        ReplacementPolicy copy = make();
        for (String event : history) {
            int page = event.length() == 1 ? 0 : Integer.parseInt(event.substring(1));
            switch (event.charAt(0)) {
                case 't' -> copy.touch(page);
                case 'i' -> copy.insert(page);
                default -> copy.evict();
            }
        }
        return copy;
    }

    /** Returns the pages in the order in which they would go if no page were used any more. */
    List<Integer> nextVictims() {
        return drained(again());
    }

    private static List<Integer> drained(ReplacementPolicy copy) {
        List<Integer> order = new ArrayList<>();
        for (int page = copy.evict(); page != ReplacementPolicy.NO_PAGE; page = copy.evict()) {
            order.add(page);
        }
        return order;
    }

    private String order() {
        if (machine == null) {
            return "";
        }
        if (policy == Policy.CLOCK) {
            return "  from the hand " + ring();
        }
        return "  next to go " + nextVictims().stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /**
     * Returns the clock's pages from the hand on, those whose bit is set with a star. A clock shows neither, so both are
     * found out by asking copies: without bits pages go in the order of the ring; and a page whose bit alone is set goes
     * after one that comes in later.
     */
    String ring() {
        ReplacementPolicy bare = again();
        resident.forEach(bare::cold);
        StringBuilder text = new StringBuilder();
        for (int page : drained(bare)) {
            ReplacementPolicy copy = again();
            copy.insert(bound - 1);
            copy.cold(bound - 1);
            resident.stream().filter(other -> other != page).forEach(copy::cold);
            List<Integer> order = drained(copy);
            boolean set = order.indexOf(page) > order.indexOf(bound - 1);
            text.append(text.length() == 0 ? "" : " ").append(page).append(set ? "*" : "");
        }
        return text.toString();
    }

    int faults() {
        return faults;
    }

    /** Tells whether OPT had to choose between pages that are never needed again: then only the faults are certain. */
    boolean isAmbiguous() {
        return ambiguous;
    }

    List<String> steps() {
        return steps;
    }

    List<Integer> resident() {
        return List.copyOf(resident);
    }
}

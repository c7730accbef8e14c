package mm.grader.script;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import mm.grader.DeltaDebugger;

/**
 * Makes a script that fails as small as it gets: operations are left out as {@link DeltaDebugger} does, and then each
 * process's parent tries to do what the process did.
 */
public final class Shrinker {
    private static final int FORK = 1;

    private Shrinker() {}

    /**
     * Shrinks a script.
     *
     * @param script operations that fail
     * @param fails tells whether others still do; must be false for scripts that cannot be run
     */
    public static List<String> shrink(List<String> script, Predicate<List<String>> fails) {
        List<String> smaller = leaveOut(script, fails);
        for (List<String> next = adopt(smaller, fails); next != smaller; next = adopt(smaller, fails)) {
            smaller = leaveOut(next, fails);
        }
        return smaller;
    }

    private static List<String> leaveOut(List<String> script, Predicate<List<String>> fails) {
        return DeltaDebugger.shorten(script, Shrinker::without, fails);
    }

    /** Leaves out a range, and what processes do that now are never made or have ended. */
    private static List<String> without(List<String> script, int from, int to) {
        Set<String> alive = new HashSet<>(Set.of("A"));
        List<String> left = new ArrayList<>();
        for (int i = 0; i < script.size(); i++) {
            String line = script.get(i);
            boolean named = line.length() > 1 && line.charAt(1) == ':';
            String who = named ? line.substring(0, 1) : "A";
            if ((i >= from && i < to) || !alive.contains(who)) {
                continue;
            }
            if (named && line.startsWith("fork ", 3)) {
                alive.add(line.substring(8));
            }
            if (named && line.startsWith("exit", 3)) {
                alive.remove(who);
            }
            left.add(line);
        }
        return left;
    }

    /** Lets a parent do what a child did; the same script if that never fails. */
    private static List<String> adopt(List<String> script, Predicate<List<String>> fails) {
        for (int i = 0; i < script.size(); i++) {
            String[] words = script.get(i).split(" ");
            if (words.length <= FORK || !words[FORK].equals("fork")) {
                continue;
            }
            String child = words[2] + ":";
            List<String> candidate = new ArrayList<>();
            for (int j = 0; j < script.size(); j++) {
                String line = script.get(j);
                if (j != i && !line.equals(child + " exit")) {
                    candidate.add(line.startsWith(child) ? words[0] + line.substring(child.length()) : line);
                }
            }
            if (fails.test(candidate)) {
                return candidate;
            }
        }
        return script;
    }
}

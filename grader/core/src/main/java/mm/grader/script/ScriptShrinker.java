package mm.grader.script;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;
import mm.script.Script;

/**
 * The smallest script that fails as a recording does: some code answers otherwise than the reference.
 *
 * <pre>
 *  cut the script after the first answer that differs
 *  leave operations out, as long as the same kind of operation still gets a wrong answer
 *  then make numbers smaller
 *  stop when the time is over
 * </pre>
 *
 * <p>The reference runs here, the code that fails in a child, so neither sees the other. What Linux would say to a script that was never recorded comes from the reference, which agrees with every
 * recording of the kernel.
 */
public final class ScriptShrinker {
    private static final Pattern NUMBER = Pattern.compile("(?<=[ \t])[1-9][0-9]*(?=[ \t]|$)", Pattern.MULTILINE);
    private static final long PAGE = 4096;

    private final String name;
    private final ShrinkableScript all;
    private final ScriptRunner reference;
    private final ScriptRunner tested;
    private final long deadline;
    private List<String> pieces;
    private String reason;

    private ScriptShrinker(Script script, ScriptRunner reference, ScriptRunner tested, Duration time) {
        name = script.name();
        all = ShrinkableScript.of(script);
        pieces = all.all();
        this.reference = reference;
        this.tested = tested;
        deadline = System.nanoTime() + time.toNanos();
    }

    /** Shrinks a recording with code that is loaded here; null if it answers as the reference does. */
    public static ScriptShrinker of(Script script, Parts reference, Parts tested, Duration time) {
        return of(script, ScriptRunner.of(reference), ScriptRunner.of(tested), time);
    }

    /** Shrinks a recording; null if the code answers it as the reference does. */
    public static ScriptShrinker of(Script script, ScriptRunner reference, ScriptRunner tested, Duration time) {
        ScriptShrinker shrunk = new ScriptShrinker(script, reference, tested, time);
        shrunk.reason = shrunk.difference(shrunk.pieces);
        if (shrunk.reason == null) {
            return null;
        }
        shrunk.cut();
        shrunk.pieces = Shrinker.shrink(shrunk.pieces, shrunk::failsAlike);
        List<String> finer = shrunk.all.finer(shrunk.pieces);
        shrunk.pieces = Shrinker.shrink(finer, some -> shrunk.all.isWhole(finer, some) && shrunk.failsAlike(some));
        shrunk.smallerNumbers();
        List<String> small = shrunk.pieces;
        shrunk.pieces = Shrinker.shrink(small, some -> shrunk.all.isWhole(small, some) && shrunk.failsAlike(some));
        return shrunk;
    }

    /** Leaves out all after the first wrong answer, by halving. */
    private void cut() {
        int fails = pieces.size();
        int passes = 0;
        while (fails - passes > 1) {
            int middle = (fails + passes) / 2;
            if (difference(pieces.subList(0, middle)) != null) {
                fails = middle;
            } else {
                passes = middle;
            }
        }
        pieces = List.copyOf(pieces.subList(0, fails));
        String exact = difference(pieces);
        reason = exact == null ? reason : exact;
    }

    private void smallerNumbers() {
        for (int i = 0; i < pieces.size(); i++) {
            Matcher number = NUMBER.matcher(pieces.get(i));
            for (int from = 0; number.find(from); ) {
                int start = number.start();
                while (smallerAt(i, start, number.end())) {
                    number = NUMBER.matcher(pieces.get(i));
                    number.find(start);
                }
                from = number.end();
            }
        }
    }

    /** Tries smaller numbers for the one that is there, and tells whether one of them still fails. */
    private boolean smallerAt(int i, int start, int end) {
        String line = pieces.get(i);
        long value = end - start > 18 ? Long.MAX_VALUE : Long.parseLong(line.substring(start, end));
        long[] candidates = value < PAGE ? new long[] {1, value / 2} : new long[] {PAGE, value / 2 & -PAGE};
        for (long smaller : candidates) {
            List<String> candidate = new ArrayList<>(pieces);
            candidate.set(i, line.substring(0, start) + smaller + line.substring(end));
            if (smaller > 0 && smaller < value && failsAlike(candidate)) {
                pieces = candidate;
                return true;
            }
        }
        return false;
    }

    private boolean failsAlike(List<String> candidate) {
        return System.nanoTime() < deadline && reason.equals(difference(candidate));
    }

    /** Returns what differs first: the question, and how the code ended; null if nothing, or no valid script. */
    private String difference(List<String> candidate) {
        Script script = script(candidate);
        if (script.lines().isEmpty()) {
            return null;
        }
        ScriptRun right = ScriptRun.of(script, reference);
        if (right.stopped() != null) {
            return null;
        }
        ScriptRun ours = ScriptRun.of(script, tested);
        int at = right.firstDifference(ours);
        if (at < 0) {
            return null;
        }
        return (at < right.lines().size() ? all.question(right.lines(), at) : "") + " " + ours.ending();
    }

    private Script script(List<String> some) {
        return new Script(name, all.script(some));
    }

    /** Returns the lines of the script, to be run again. */
    public List<String> lines() {
        return all.script(pieces);
    }

    /** Returns the whole story: the operations, both answers, both states. */
    public SmallestFailure story() {
        ScriptRun right = ScriptRun.withState(script(pieces), reference);
        ScriptRun ours = ScriptRun.withState(script(pieces), tested);
        int at = right.firstDifference(ours);
        List<String> shown = pieces;
        return new SmallestFailure(all.what(), shown, right.line(at), ours.line(at), right.state(), ours.state());
    }
}

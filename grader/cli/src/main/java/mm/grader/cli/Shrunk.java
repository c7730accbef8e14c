package mm.grader.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.fuzz.Shrinker;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.script.Transcript;

/**
 * The smallest script that fails as a recording does: some code answers otherwise than the reference.
 *
 * <pre>
 *  cut the script behind the first answer that differs
 *  leave operations out, as long as the same kind of operation still gets a wrong answer
 *  then make numbers smaller
 *  stop when the time is over
 * </pre>
 *
 * <p>What Linux would say to a script that was never recorded comes from the reference, which agrees with every
 * recording of the kernel.
 */
final class Shrunk {
    private static final Pattern NUMBER = Pattern.compile("(?<= )[1-9][0-9]*(?= |$)");
    private static final long PAGE = 4096;

    private final String name;
    private final List<String> head;
    private final Parts reference;
    private final Parts tested;
    private final long deadline;
    private List<String> operations;
    private String reason;

    private Shrunk(Script script, Parts reference, Parts tested, Duration time) {
        name = script.name();
        this.reference = reference;
        this.tested = tested;
        deadline = System.nanoTime() + time.toNanos();
        int start = headLines(script.lines());
        head = script.lines().subList(0, start);
        operations = new ArrayList<>();
        for (String line : script.lines().subList(start, script.lines().size())) {
            if (!line.startsWith("  ")) {
                operations.add(Script.operation(line));
            }
        }
    }

    /** Shrinks a recording; nothing if the code answers it as the reference does, or it is of a kind that cannot be cut. */
    static Shrunk of(Script script, Parts reference, Parts tested, Duration time) {
        Shrunk shrunk = new Shrunk(script, reference, tested, time);
        shrunk.reason = shrunk.difference(shrunk.operations);
        if (shrunk.reason == null) {
            return null;
        }
        shrunk.cut();
        shrunk.operations = Shrinker.shrink(shrunk.operations, shrunk::failsAlike);
        shrunk.smallerNumbers();
        shrunk.operations = Shrinker.shrink(shrunk.operations, shrunk::failsAlike);
        return shrunk;
    }

    private static int headLines(List<String> lines) {
        int i = 1;
        if (lines.size() > 1 && lines.get(1).equals("maps")) {
            for (i = 2; i < lines.size() && lines.get(i).startsWith("  "); ) {
                i++;
            }
            while (i < lines.size() && lines.get(i).startsWith("start ")) {
                i++;
            }
        }
        return i;
    }

    /** Leaves out all behind the first wrong answer, by halving. */
    private void cut() {
        int fails = operations.size();
        int passes = 0;
        while (fails - passes > 1) {
            int middle = (fails + passes) / 2;
            if (difference(operations.subList(0, middle)) != null) {
                fails = middle;
            } else {
                passes = middle;
            }
        }
        operations = List.copyOf(operations.subList(0, fails));
        String exact = difference(operations);
        reason = exact == null ? reason : exact;
    }

    private void smallerNumbers() {
        for (int i = 0; i < operations.size(); i++) {
            Matcher number = NUMBER.matcher(operations.get(i));
            for (int from = 0; number.find(from); from = number.end()) {
                int start = number.start();
                long value = value(number.group());
                for (long smaller : new long[] {1, PAGE, value / 2 & -PAGE}) {
                    String line = operations.get(i);
                    String changed = line.substring(0, start) + smaller + line.substring(number.end());
                    List<String> candidate = new ArrayList<>(operations);
                    candidate.set(i, changed);
                    if (smaller > 0 && smaller < value && (value < PAGE || smaller >= PAGE) && failsAlike(candidate)) {
                        operations = candidate;
                        break;
                    }
                }
                number = NUMBER.matcher(operations.get(i));
                if (!number.find(start)) {
                    break;
                }
            }
        }
    }

    private static long value(String digits) {
        return digits.length() > 18 ? Long.MAX_VALUE : Long.parseLong(digits);
    }

    private boolean failsAlike(List<String> candidate) {
        return System.nanoTime() < deadline && reason.equals(difference(candidate));
    }

    /** Returns what differs first: the operation's name, and how the code ended; null if nothing, or no valid script. */
    private String difference(List<String> candidate) {
        Outcome right = run(candidate, reference);
        if (right.stopped != null) {
            return null;
        }
        Outcome ours = run(candidate, tested);
        int at = right.firstDifference(ours);
        if (at < 0) {
            return null;
        }
        String stopped = ours.stopped == null ? "" : ours.stopped.replaceAll(":.*", "");
        String line = at < right.lines.size() ? right.lines.get(at) : "";
        return line.replaceAll("^(\\w: )?(\\w+).*", "$2") + " " + stopped;
    }

    private Script script(List<String> candidate) {
        List<String> lines = new ArrayList<>(head);
        candidate.forEach(line -> lines.add(line.equals("maps") || line.endsWith(" maps") ? line : line + " -> ?"));
        return new Script(name, lines);
    }

    private Outcome run(List<String> candidate, Parts parts) {
        Outcome outcome = new Outcome();
        try {
            Script script = script(candidate);
            Scripts.kindOf(script).run(script, parts, outcome);
        } catch (ScriptException e) {
            outcome.stopped = "no valid script: " + e.getMessage();
        } catch (RuntimeException | StackOverflowError e) {
            outcome.stopped = WithOption.stopped(e);
        }
        return outcome;
    }

    /** Returns the script's lines, to be run again. */
    List<String> lines() {
        return script(operations).lines();
    }

    /** Returns the whole story: the operations, both answers, both states. */
    List<String> explain() {
        Outcome right = run(operations, reference);
        Outcome ours = run(operations, tested);
        int at = right.firstDifference(ours);
        List<String> text = new ArrayList<>();
        text.add("the smallest script that goes wrong in the same way, " + operations.size() + " operations:");
        operations.forEach(line -> text.add("    " + line));
        text.add("  Linux:     " + right.line(at) + "   (by the reference, which agrees with all recordings)");
        text.add("  this code: " + ours.line(at));
        text.add("  the state behind it, Linux left, this code right, ! where they differ:");
        SideBySide.of(right.state(), ours.state()).forEach(line -> text.add("    " + line));
        return text;
    }

    /** What a run printed, how it stopped, and what its machine looks like. */
    private static final class Outcome implements Transcript {
        private final List<String> lines = new ArrayList<>();
        private Supplier<List<String>> state = List::of;
        private String stopped;

        @Override
        public void line(String text) {
            lines.add(text);
        }

        @Override
        public void state(Supplier<List<String>> newState) {
            state = newState;
        }

        int firstDifference(Outcome other) {
            for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
                if (i >= lines.size()
                        || i >= other.lines.size()
                        || !lines.get(i).equals(other.lines.get(i))) {
                    return i;
                }
            }
            return -1;
        }

        String line(int at) {
            if (at >= 0 && at < lines.size()) {
                return lines.get(at).strip();
            }
            return stopped == null ? "(nothing)" : "(nothing: " + stopped + ")";
        }

        List<String> state() {
            try {
                return state.get();
            } catch (RuntimeException | StackOverflowError e) {
                return List.of("(cannot be shown: " + WithOption.stopped(e) + ")");
            }
        }
    }
}

package mm.grader.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mm.grader.LoadedParts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.machine.Todo;
import mm.script.MachineScript;
import mm.script.Script;

/**
 * What {@code free} and {@code top} show of a machine made of the submission's parts, after a standard workload. The
 * workload is a transcript that the reference has printed, so a line that differs can be named.
 */
final class ClosingScreens {
    private ClosingScreens() {}

    /**
     * Returns the screens; below each line that the reference shows otherwise, what the reference shows. Where the
     * submission's free or top stops, the reference's take their place.
     */
    static String show(Parts parts, ClassLoader reference) {
        Played own = Played.with(parts);
        if (own.stopped.isEmpty()) {
            return own.text();
        }
        Played helped = Played.with(parts.with(Exercise.FREE_TOP, new LoadedParts(reference)));
        return helped.stopped.isEmpty()
                ? "(exercise 07 stopped: " + own.stopped + "; the reference's free and top stand in)\n" + helped.text()
                : helped.text();
    }

    /** One run of the workload: what it printed, and why it stopped, if it did. */
    private record Played(List<String> lines, String stopped) {
        static Played with(Parts parts) {
            List<String> lines = new ArrayList<>();
            try {
                MachineScript.play(workload(), parts, lines::add);
                return new Played(lines, "");
            } catch (Todo e) {
                return new Played(lines, e.getMessage());
            } catch (RuntimeException | StackOverflowError e) {
                return new Played(lines, e.toString());
            }
        }

        String text() {
            List<String> expected = workload().lines();
            List<String> text = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                text.add(lines.get(i));
                if (i >= expected.size() || !lines.get(i).equals(expected.get(i))) {
                    text.add("  the reference: " + (i < expected.size() ? expected.get(i) : "(nothing)"));
                }
            }
            if (!stopped.isEmpty()) {
                text.add("the machine stopped here: " + stopped);
            }
            return String.join("\n", text);
        }
    }

    private static Script workload() {
        try (InputStream in = ClosingScreens.class.getResourceAsStream("closing.txt")) {
            return Script.of("closing.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

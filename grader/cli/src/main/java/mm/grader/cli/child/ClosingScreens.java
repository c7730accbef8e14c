package mm.grader.cli.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import mm.machine.Parts;
import mm.script.MachineScript;
import mm.script.Script;

/**
 * What {@code free} and {@code top} show of a machine made of the submission's parts, after a standard workload. The
 * workload is a transcript that the reference has printed, so a line that differs can be named.
 */
final class ClosingScreens {
    private ClosingScreens() {}

    /** Returns the screens; below each line that the reference shows otherwise, what the reference shows. */
    static String show(Parts parts) {
        List<String> expected = workload().lines();
        List<String> lines = new ArrayList<>();
        String end = "";
        try {
            MachineScript.play(workload(), parts, lines::add);
        } catch (RuntimeException | StackOverflowError e) {
            end = "\nthe machine stopped here: " + e;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < lines.size(); i++) {
            text.append(i == 0 ? "" : "\n").append(lines.get(i));
            if (i >= expected.size() || !lines.get(i).equals(expected.get(i))) {
                text.append("\n  the reference: ").append(i < expected.size() ? expected.get(i) : "(nothing)");
            }
        }
        return text + end;
    }

    private static Script workload() {
        try (InputStream in = ClosingScreens.class.getResourceAsStream("closing.txt")) {
            return Script.of("closing.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

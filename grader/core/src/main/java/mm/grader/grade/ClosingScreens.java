package mm.grader.grade;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.child.ScriptAnswer;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.Message;

/**
 * What {@code free} and {@code top} show of a machine made of the submission's parts, after a standard workload. The
 * workload is a transcript that the reference has printed, so a line that differs can be named. A child gets the
 * operations only; the answers stay here.
 */
final class ClosingScreens {
    private ClosingScreens() {}

    /** Returns the workload without its answers. */
    static Script questions() {
        return new Script(
                "closing.txt",
                workload().lines().stream()
                        .filter(line -> !line.startsWith("  "))
                        .map(line -> line.replaceFirst(" -> .*", ""))
                        .toList());
    }

    /** Returns the screens, and says whose exercises these are if they are not all. */
    static Message of(Set<Exercise> own, ScriptAnswer answer) {
        Message screens = text(answer);
        String numbers = own.stream().map(Exercise::number).collect(Collectors.joining(" "));
        return own.size() == Exercise.values().length
                ? screens
                : Message.joined(List.of(Message.of("machine.parts", own.isEmpty() ? "-" : numbers), "\n", screens));
    }

    /** Returns the screens; below each line that the reference shows otherwise, what the reference shows. */
    static Message text(ScriptAnswer answer) {
        List<String> expected = workload().lines();
        List<Object> text = new ArrayList<>();
        for (int i = 0; i < answer.lines().size(); i++) {
            String line = answer.lines().get(i);
            text.add((i == 0 ? "" : "\n") + line);
            if (i >= expected.size() || !line.equals(expected.get(i))) {
                text.add("\n  ");
                text.add(
                        i < expected.size()
                                ? Message.of("machine.reference", expected.get(i))
                                : Message.of("machine.reference-nothing"));
            }
        }
        if (!answer.stopped().isEmpty()) {
            text.add("\n");
            text.add(Message.of("machine.stopped-here", answer.stopped()));
        }
        return Message.joined(text);
    }

    private static Script workload() {
        try (InputStream in = ClosingScreens.class.getResourceAsStream("closing.txt")) {
            return Script.of("closing.txt", new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

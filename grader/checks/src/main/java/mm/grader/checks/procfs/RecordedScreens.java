package mm.grader.checks.procfs;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import mm.grader.RecordingMismatch;
import mm.grader.Recordings;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;

/** The screens that the real free and top have shown of made-up machines. */
final class RecordedScreens {
    private RecordedScreens() {}

    /** Demands that a tool shows the same on each of them. */
    static void demandAgreement(Parts parts, String command) {
        for (Script recording : Recordings.of("procps")) {
            List<String> expected = recording.lines();
            List<String> actual = Scripts.run(keep(recording, command), parts);
            int line = 0;
            String section = "";
            for (int i = 0; i < expected.size(); i++) {
                if (expected.get(i).startsWith("=== ")) {
                    section = expected.get(i);
                }
                if (!section.startsWith("=== run ") || section.startsWith("=== run " + command)) {
                    String answer = line < actual.size() ? actual.get(line) : "(nothing)";
                    if (!answer.equals(expected.get(i))) {
                        throw new RecordingMismatch(
                                recording.name(),
                                i + 1,
                                say("recorded-screens.in", section),
                                expected.get(i),
                                answer,
                                List.of());
                    }
                    line++;
                }
            }
            assertThat(actual)
                    .as(say("recorded-screens.lines-of-all-sections", recording.name()))
                    .hasSize(line);
        }
    }

    /** Drops the runs of other commands. */
    private static Script keep(Script recording, String command) {
        Predicate<String> other = head -> head.startsWith("=== run ") && !head.startsWith("=== run " + command);
        boolean[] skip = {false};
        return new Script(
                recording.name(),
                recording.lines().stream()
                        .filter(line -> {
                            skip[0] = line.startsWith("=== ") ? other.test(line) : skip[0];
                            return !skip[0];
                        })
                        .toList());
    }
}

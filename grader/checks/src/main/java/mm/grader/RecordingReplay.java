package mm.grader;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;
import mm.script.Transcript;
import org.assertj.core.api.Assertions;

/** Runs recordings of the real kernel and demands the same answers, line by line. */
public final class RecordingReplay {
    private RecordingReplay() {}

    /** Fails with the first line, in any recording of the kind, on which the parts and Linux disagree. */
    public static void demandAgreement(String kind, Parts parts) {
        List<Script> recordings = Recordings.of(kind);
        Assertions.assertThat(recordings).as("recordings of " + kind).isNotEmpty();
        for (Script recording : recordings) {
            new Comparison(recording).run(parts);
        }
    }

    /** Compares one run with its recording, and stops at the first difference. */
    private static final class Comparison implements Transcript {
        private final Script recording;
        private final List<String> printed = new ArrayList<>();
        private Supplier<List<String>> state = List::of;

        Comparison(Script recording) {
            this.recording = recording;
        }

        void run(Parts parts) {
            Scripts.kindOf(recording).run(recording, parts, this);
            Assertions.assertThat(printed)
                    .as("number of lines of " + recording.name())
                    .hasSameSizeAs(recording.lines());
        }

        @Override
        public void state(Supplier<List<String>> newState) {
            state = newState;
        }

        @Override
        public void line(String text) {
            int number = printed.size();
            String linux = number < recording.lines().size() ? recording.lines().get(number) : "(nothing)";
            printed.add(text);
            if (text.equals(linux)) {
                return;
            }
            throw new RecordingMismatch(
                    recording.name(), number + 1, "", linux.strip(), text.strip(), List.copyOf(state.get()));
        }
    }
}

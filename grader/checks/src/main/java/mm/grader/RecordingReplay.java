package mm.grader;

import static mm.grader.Labels.say;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import mm.machine.Parts;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.Scripts;
import mm.script.Transcript;
import mm.text.Message;
import mm.text.Sentences;
import org.assertj.core.api.Assertions;

/** Runs recordings of the real kernel and demands the same answers, line by line. */
public final class RecordingReplay {
    private RecordingReplay() {}

    /** Fails with the first line, in any recording of the kind, on which the parts and Linux disagree. */
    public static void demandAgreement(String kind, Parts parts) {
        List<Script> recordings = Recordings.of(kind);
        Assertions.assertThat(recordings)
                .as(say("recording-replay.recordings-of", kind))
                .isNotEmpty();
        for (Script recording : recordings) {
            new Run(recording).run(parts);
        }
    }

    /** Compares one run with its recording, and stops at the first difference. */
    private static final class Run implements Transcript {
        private final Script recording;
        private final List<String> printed = new ArrayList<>();
        private final Comparison comparison;
        private Supplier<List<Message>> state = List::of;

        Run(Script recording) {
            this.recording = recording;
            comparison = new Comparison(Scripts.kindOf(recording), recording.lines(), printed);
        }

        void run(Parts parts) {
            comparison.kind().run(recording, parts, this);
            Assertions.assertThat(printed)
                    .as(say("recording-replay.number-of-lines-of", recording.name()))
                    .hasSameSizeAs(recording.lines());
        }

        @Override
        public void state(Supplier<List<Message>> newState) {
            state = newState;
        }

        @Override
        public void line(String text) {
            int number = printed.size();
            printed.add(text);
            if (comparison.agreesAt(number)) {
                return;
            }
            String linux = number < recording.lines().size() ? recording.lines().get(number) : "(nothing)";
            throw new RecordingMismatch(
                    recording.name(),
                    number + 1,
                    "",
                    linux.strip(),
                    text.strip(),
                    state.get().stream().map(Sentences.MACHINE::say).toList());
        }
    }
}

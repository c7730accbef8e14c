package mm.grader.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.Status;
import mm.grader.submission.Note;
import mm.grader.text.Texts;
import mm.text.Message;

/** Our own format; the schema is {@code docs/report.schema.json}. */
record JsonReport(Report report) {
    private static final int VERSION = 1;

    private record All(
            int version,
            long seed,
            int points,
            @JsonProperty("most") int maxPoints,
            int bonus,
            List<String> setting,
            List<OfExercise> exercises) {}

    private record OfExercise(
            String number,
            String title,
            int points,
            @JsonProperty("most") int maxPoints,
            int bonus,
            List<String> notes,
            List<OfCheck> checks) {
        OfExercise(ExerciseResult result) {
            this(
                    result.exercise().number(),
                    result.exercise().title(),
                    result.points(),
                    result.maxPoints(),
                    result.bonus(),
                    result.notes().stream()
                            .map(Note::message)
                            .map(JsonReport::said)
                            .toList(),
                    result.verdicts().stream().map(OfCheck::new).toList());
        }
    }

    private record OfCheck(
            String id,
            int step,
            String sentence,
            String status,
            Status code,
            int points,
            @JsonProperty("most") int maxPoints,
            boolean bonus,
            String message,
            String location) {
        OfCheck(Verdict verdict) {
            this(
                    verdict.check().id(),
                    verdict.check().step(),
                    verdict.check().sentence(),
                    verdict.status().title(),
                    verdict.status(),
                    verdict.points(),
                    verdict.check().points(),
                    verdict.check().bonus(),
                    said(verdict.why()),
                    verdict.place().position());
        }
    }

    private static String said(Message message) {
        return Untrusted.text(Texts.english().say(message));
    }

    String text() {
        return JsonText.of(new All(
                VERSION,
                report.result().seed(),
                report.result().points(),
                report.result().maxPoints(),
                report.result().bonus(),
                report.result().setting().stream().map(JsonReport::said).toList(),
                report.result().exercises().stream().map(OfExercise::new).toList()));
    }
}

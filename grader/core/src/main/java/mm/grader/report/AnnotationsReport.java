package mm.grader.report;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Untrusted;
import mm.grader.rubric.Status;
import mm.grader.submission.Note;
import mm.grader.text.Texts;

/**
 * The annotations of GitHub Actions, a command a line: one for each check that failed; where nothing could run, one for
 * each thing that keeps it from running.
 */
record AnnotationsReport(Report report) {
    private static final Set<Status> NOTHING_RAN = EnumSet.of(Status.DOES_NOT_COMPILE, Status.FORBIDDEN);

    String text() {
        StringBuilder text = new StringBuilder();
        for (ExerciseResult exercise : report.result().exercises()) {
            List<Note> notes = exercise.notes().stream()
                    .filter(note -> !note.file().isEmpty() && note.line() > 0)
                    .toList();
            boolean ran = exercise.verdicts().stream().noneMatch(verdict -> NOTHING_RAN.contains(verdict.status()));
            if (!ran && !notes.isEmpty()) {
                notes.forEach(note -> text.append(annotation(note, exercise)));
            } else {
                exercise.verdicts().stream()
                        .filter(verdict -> verdict.status() != Status.PASSED)
                        .forEach(verdict -> text.append(annotation(verdict)));
            }
        }
        return text.toString();
    }

    private String annotation(Note note, ExerciseResult exercise) {
        String kind = note.kind() == Note.Kind.FORBIDDEN ? "forbidden: " : "";
        return annotation(
                note.file(),
                note.line(),
                exercise.exercise().folder(),
                kind + Texts.english().say(note.what()));
    }

    private String annotation(Verdict verdict) {
        return annotation(
                verdict.place().file(),
                verdict.place().line(),
                verdict.check().id(),
                ReportText.verdict(verdict, Texts.english()));
    }

    private String annotation(String file, long line, String title, String message) {
        String place = file.isEmpty() ? "" : "file=" + property(report.prefix() + file) + ",line=" + line + ",";
        return "::error " + place + "title=" + property(title) + "::" + data(message) + "\n";
    }

    private static String data(String text) {
        return Untrusted.text(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}

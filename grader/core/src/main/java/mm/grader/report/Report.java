package mm.grader.report;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.OutputFile;
import mm.grader.text.Language;

/**
 * A result with all that is told of it.
 *
 * @param result the result
 * @param feedback what its failures teach
 * @param prefix of the student's files, as seen from the present folder
 * @param language of what people read; what programs read is in English
 */
public record Report(GradeResult result, List<ExerciseFeedback> feedback, String prefix, Language language) {
    /** Copies the list. */
    public Report {
        feedback = List.copyOf(feedback);
    }

    /** Returns the report on a submission; its files are named by their path from the present folder, if below it. */
    public static Report of(GradeResult result, List<ExerciseFeedback> feedback, Path submission, Language language) {
        Path here = Path.of("").toAbsolutePath();
        Path root = submission.toAbsolutePath().normalize();
        boolean below = root.startsWith(here) && !root.equals(here);
        return new Report(result, feedback, below ? here.relativize(root) + "/" : "", language);
    }

    /** Writes files of some formats into a folder. */
    public void write(Path folder, Set<ReportFormat> formats) {
        formats.forEach(format -> OutputFile.write(folder.resolve(format.file()), format.text(this)));
    }

    /** Returns all verdicts, exercise by exercise. */
    List<Verdict> verdicts() {
        return result.exercises().stream()
                .flatMap(exercise -> exercise.verdicts().stream())
                .toList();
    }
}

package mm.grader.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.kit.OutputFile;
import mm.grader.picture.Words;
import mm.grader.play.PlayPage;
import mm.grader.script.SubmittedParts;
import mm.grader.text.Language;
import mm.script.Script;

/**
 * A result with all that is told of it.
 *
 * @param result the result
 * @param feedback what its failures teach
 * @param prefix of the files of the student, as seen from the present folder
 * @param language of what people read; what programs read is in English
 * @param root the folder of the submission, whose sources are quoted; or null
 * @param student whose submission it is, or ""
 * @param kit where the kit is, seen from the page, ending with a slash; "" if nobody knows
 */
public record Report(
        GradeResult result,
        List<ExerciseFeedback> feedback,
        String prefix,
        Language language,
        Path root,
        String student,
        String kit) {
    private static final int MAX_STEPS = 1000;

    /** Makes a report of which nothing but the result is known. */
    public Report(GradeResult result, List<ExerciseFeedback> feedback, String prefix, Language language) {
        this(result, feedback, prefix, language, null, "", "");
    }

    /** Copies the list. */
    public Report {
        feedback = List.copyOf(feedback);
    }

    /** Returns the report on a submission; its files are named by their path from the present folder, if below it. */
    public static Report of(GradeResult result, List<ExerciseFeedback> feedback, Path submission, Language language) {
        Path here = Path.of("").toAbsolutePath();
        Path root = submission.toAbsolutePath().normalize();
        boolean below = root.startsWith(here) && !root.equals(here);
        Path name = root.getFileName();
        String prefix = below ? here.relativize(root) + "/" : "";
        return new Report(result, feedback, prefix, language, root, name == null ? "" : name.toString(), "");
    }

    /** Returns the same report under another name: that of the file or folder that was handed in. */
    public Report of(Path handedIn) {
        Path name = handedIn.toAbsolutePath().normalize().getFileName();
        String called = name == null ? "" : name.toString().replaceFirst("\\.(zip|tar\\.gz|tgz)$", "");
        return new Report(result, feedback, prefix, language, root, called, kit);
    }

    /** Returns the same report as one that lies in a folder of the kit's own machine, so that it can link to the handbook. */
    private Report in(Path folder) {
        Path from = folder.toAbsolutePath().normalize();
        Path home = KitHome.root().toAbsolutePath().normalize();
        if (!Objects.equals(from.getRoot(), home.getRoot())) {
            return this;
        }
        StringBuilder seen = new StringBuilder("./");
        for (Path name : from.relativize(home)) {
            String quoted =
                    URLEncoder.encode(name.toString(), StandardCharsets.UTF_8).replace("+", "%20");
            seen.append(quoted).append(quoted.isEmpty() ? "" : "/");
        }
        return new Report(result, feedback, prefix, language, root, student, seen.toString());
    }

    /**
     * Writes files of some formats into a folder.
     *
     * @param links whether they are read there; what goes to somebody else, as the reports of a class do, links to nothing on
     *     this machine
     */
    public void write(Path folder, Set<ReportFormat> formats, boolean links) {
        Report here = links ? in(folder) : this;
        formats.forEach(format -> OutputFile.write(folder.resolve(format.file()), format.text(here)));
        if (formats.contains(ReportFormat.HTML)) {
            feedback.stream().filter(lesson -> !lesson.script().isEmpty()).forEach(lesson -> scripts(lesson, folder));
        }
    }

    /** Writes the smallest script of an exercise, and the page that plays it on the reference, beside the report. */
    private void scripts(ExerciseFeedback lesson, Path folder) {
        OutputFile.write(folder.resolve(lesson.scriptFile()), lesson.script());
        PlayPage.Options options = new PlayPage.Options(lesson.scriptFile(), MAX_STEPS, "", Throwable::toString);
        Script script = Script.of(lesson.scriptFile(), lesson.script());
        Words words = Words.of(language.locale());
        OutputFile.write(
                folder.resolve(lesson.playerFile()),
                PlayPage.of(script, SubmittedParts.reference(), words, options).html());
    }

    /** Returns all verdicts, exercise by exercise. */
    List<Verdict> verdicts() {
        return result.exercises().stream()
                .flatMap(exercise -> exercise.verdicts().stream())
                .toList();
    }
}

package mm.grader.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.feedback.ExerciseFeedback;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.rubric.Status;
import mm.grader.text.Language;

/** Writes a result as files that other programs read. All of them show the one total of {@link GradeResult}. */
public final class Reports {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A note of the compiler's or on what is forbidden, with file and line. */
    private static final Pattern NOTE = Pattern.compile("(forbidden: )?([^:]*\\.java):([0-9]+): (.*)", Pattern.DOTALL);

    /** A format: its file. */
    public enum Format {
        /** JUnit's XML, which GitLab reads, too. */
        JUNIT("junit.xml"),
        /** Our own. */
        JSON("report.json"),
        /** Gradescope's. */
        GRADESCOPE("results.json"),
        /** The job summary of GitHub Actions. */
        SUMMARY("github-summary.md"),
        /** The annotations of GitHub Actions, to be printed. */
        ANNOTATIONS("github-annotations.txt"),
        /** GitHub Classroom's autograding result, in base64. */
        CLASSROOM("classroom.txt"),
        /** Autolab's last line. */
        AUTOLAB("autolab.txt"),
        /** For a browser. */
        HTML("report.html");

        private final String file;

        Format(String file) {
            this.file = file;
        }

        public String file() {
            return file;
        }
    }

    private final GradeResult result;
    private final List<ExerciseFeedback> lessons;

    private final String prefix;

    private Reports(GradeResult result, List<ExerciseFeedback> lessons, String prefix) {
        this.result = result;
        this.lessons = lessons;
        this.prefix = prefix;
    }

    /**
     * Writes the files.
     *
     * @param submission the submission's folder; files below the present one are annotated by their path from here
     * @param language of the page for a browser; what machines read is in English
     */
    public static void write(
            GradeResult result,
            List<ExerciseFeedback> lessons,
            Path submission,
            Path folder,
            Set<Format> formats,
            Language language) {
        Path here = Path.of("").toAbsolutePath();
        Path root = submission.toAbsolutePath().normalize();
        String prefix = root.startsWith(here) && !root.equals(here) ? here.relativize(root) + "/" : "";
        for (Format format : formats) {
            OutputFile.write(folder.resolve(format.file()), text(result, lessons, prefix, format, language));
        }
    }

    /** Returns what a file of the format holds. */
    public static String text(GradeResult result, List<ExerciseFeedback> lessons, String prefix, Format format) {
        return text(result, lessons, prefix, format, Language.EN);
    }

    /** Returns what a file of the format holds, in a language if people read it. */
    public static String text(
            GradeResult result, List<ExerciseFeedback> lessons, String prefix, Format format, Language language) {
        Reports reports = new Reports(result, lessons, prefix);
        return switch (format) {
            case JUNIT -> reports.junit();
            case JSON -> json(reports.own());
            case GRADESCOPE -> json(reports.gradescope());
            case SUMMARY -> reports.summary();
            case ANNOTATIONS -> reports.annotations();
            case CLASSROOM ->
                Base64.getEncoder().encodeToString(json(reports.classroom()).getBytes(StandardCharsets.UTF_8)) + "\n";
            case AUTOLAB -> json(Map.of("scores", reports.scores())) + "\n";
            case HTML -> reports.html(language);
        };
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Verdict> verdicts() {
        return result.exercises().stream().flatMap(e -> e.verdicts().stream()).toList();
    }

    /** Returns what a verdict says. */
    static String output(Verdict verdict) {
        String text =
                verdict.status() == Status.PASSED ? "ok" : verdict.status().title() + "\n" + verdict.message();
        return printable(verdict.location().isEmpty() ? text : text + "\nat " + verdict.location());
    }

    /** XML has no control characters, and no terminal should see any. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\n\t]]|[\\ud800-\\udfff\\ufffe\\uffff]", "?");
    }

    private Map<String, Object> own() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 1);
        all.put("seed", result.seed());
        all.put("points", result.points());
        all.put("most", result.most());
        all.put("bonus", result.bonus());
        all.put("setting", result.setting());
        List<Object> exercises = new ArrayList<>();
        for (ExerciseResult exercise : result.exercises()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("number", exercise.exercise().number());
            one.put("title", exercise.exercise().title());
            one.put("points", exercise.points());
            one.put("most", exercise.most());
            one.put("bonus", exercise.bonus());
            one.put("notes", exercise.notes());
            one.put("checks", exercise.verdicts().stream().map(Reports::own).toList());
            exercises.add(one);
        }
        all.put("exercises", exercises);
        return all;
    }

    private static Map<String, Object> own(Verdict verdict) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", verdict.check().id());
        one.put("step", verdict.check().step());
        one.put("sentence", verdict.check().sentence());
        one.put("status", verdict.status().title());
        one.put("points", verdict.points());
        one.put("most", verdict.check().points());
        one.put("bonus", verdict.check().bonus());
        one.put("message", printable(verdict.message()));
        one.put("location", verdict.location());
        return one;
    }

    private Map<String, Object> gradescope() {
        List<Object> tests = new ArrayList<>();
        for (Verdict verdict : verdicts()) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", verdict.check().id().replace('_', ' '));
            test.put("score", verdict.points());
            test.put("max_score", verdict.check().bonus() ? 0 : verdict.check().points());
            test.put("status", verdict.status() == Status.PASSED ? "passed" : "failed");
            test.put("output", output(verdict));
            test.put("output_format", "text");
            test.put(
                    "tags",
                    List.of(
                            verdict.check().exercise().folder(),
                            verdict.status().title()));
            test.put("visibility", "visible");
            tests.add(test);
        }
        StringWriter text = new StringWriter();
        new TextReport(new PrintWriter(text)).print(result);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("score", result.points() + result.bonus());
        all.put("visibility", "visible");
        all.put("stdout_visibility", "hidden");
        all.put("output", text.toString());
        all.put("output_format", "text");
        all.put("tests", tests);
        return all;
    }

    private Map<String, Object> classroom() {
        List<Object> tests = new ArrayList<>();
        for (Verdict verdict : verdicts()) {
            Map<String, Object> test = new LinkedHashMap<>();
            test.put("name", verdict.check().id());
            test.put("status", verdict.status() == Status.PASSED ? "pass" : "fail");
            test.put("score", verdict.points());
            test.put("message", output(verdict));
            test.put("line_no", line(verdict.location()));
            test.put("test_code", verdict.check().sentence());
            tests.add(test);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("version", 1);
        all.put("status", result.exitCode() == Exit.OK ? "pass" : "fail");
        all.put("max_score", result.most());
        all.put("tests", tests);
        return all;
    }

    private Map<String, Object> scores() {
        Map<String, Object> scores = new LinkedHashMap<>();
        result.exercises().stream()
                .filter(exercise -> !exercise.verdicts().isEmpty())
                .forEach(exercise -> scores.put(exercise.exercise().folder(), exercise.points() + exercise.bonus()));
        return scores;
    }

    private String junit() {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
        for (ExerciseResult exercise : result.exercises()) {
            long broken = exercise.verdicts().stream()
                    .filter(v -> v.status() == Status.NOT_RUN)
                    .count();
            long failed = exercise.verdicts().stream()
                            .filter(v -> v.status() != Status.PASSED)
                            .count()
                    - broken;
            xml.append("<testsuite name=\"%s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"0\">%n"
                    .formatted(exercise.exercise().folder(), exercise.verdicts().size(), failed, broken));
            for (Verdict verdict : exercise.verdicts()) {
                xml.append("<testcase classname=\"%s\" name=\"%s\" time=\"0\">"
                        .formatted(
                                exercise.exercise().folder(),
                                escaped(verdict.check().sentence())));
                if (verdict.status() != Status.PASSED) {
                    String tag = verdict.status() == Status.NOT_RUN ? "error" : "failure";
                    xml.append("<%s message=\"%s\" type=\"%s\">%s</%s>"
                            .formatted(
                                    tag,
                                    escaped(verdict.status().title()),
                                    verdict.status().name(),
                                    escaped(output(verdict)),
                                    tag));
                }
                xml.append("</testcase>\n");
            }
            xml.append("</testsuite>\n");
        }
        return xml.append("</testsuites>\n").toString();
    }

    private String summary() {
        StringBuilder text = new StringBuilder("## " + total() + "\n\n| check | points | verdict |\n|---|---|---|\n");
        for (Verdict verdict : verdicts()) {
            text.append("| %s | %d of %d | %s |%n"
                    .formatted(
                            verdict.check().id().replace('_', ' '),
                            verdict.points(),
                            verdict.check().points(),
                            verdict.status().title()));
        }
        return text.toString();
    }

    /** One for each check that failed; where nothing could run, one for each thing that keeps it from running. */
    private String annotations() {
        StringBuilder text = new StringBuilder();
        for (ExerciseResult exercise : result.exercises()) {
            List<Matcher> notes = exercise.notes().stream()
                    .map(NOTE::matcher)
                    .filter(Matcher::matches)
                    .toList();
            boolean ran = exercise.verdicts().stream()
                    .noneMatch(v -> v.status() == Status.DOES_NOT_COMPILE || v.status() == Status.FORBIDDEN);
            if (!ran && !notes.isEmpty()) {
                notes.forEach(note -> text.append(annotation(
                        note.group(2),
                        note.group(3),
                        exercise.exercise().folder(),
                        (note.group(1) == null ? "" : note.group(1)) + note.group(4))));
                continue;
            }
            exercise.verdicts().stream()
                    .filter(verdict -> verdict.status() != Status.PASSED)
                    .forEach(verdict -> text.append(annotation(
                            verdict.location().replaceAll(":[0-9].*", ""),
                            "" + line(verdict.location()),
                            verdict.check().id(),
                            output(verdict))));
        }
        return text.toString();
    }

    private String annotation(String file, String line, String title, String message) {
        String place = file.isEmpty() ? "" : "file=" + property(prefix + file) + ",line=" + line + ",";
        String text =
                printable(message).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
        return "::error " + place + "title=" + property(title) + "::" + text + "\n";
    }

    private static String property(String text) {
        return printable(text)
                .replace("%", "%25")
                .replace(":", "%3A")
                .replace(",", "%2C")
                .replace("\n", "%0A");
    }

    private static int line(String location) {
        Matcher matcher = Pattern.compile(":([0-9]+)").matcher(location);
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    private String html(Language language) {
        return new HtmlReport(result, lessons, language).page(total());
    }

    private String total() {
        return "Total " + result.points() + " of " + result.most()
                + (result.bonus() > 0 ? " and " + result.bonus() + " bonus" : "");
    }

    /** Returns the text as HTML and XML have it. */
    static String escaped(String text) {
        return printable(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

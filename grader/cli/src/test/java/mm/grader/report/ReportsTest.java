package mm.grader.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import mm.grader.child.FailureFacts;
import mm.grader.cli.Sample;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Place;
import mm.grader.grade.Verdict;
import mm.grader.kit.KitHome;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.grader.submission.Note;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each format has the fields that its reader demands, and all of them show the same total. */
final class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Message NOTHING = Message.verbatim("");
    private static final GradeResult RESULT = result();

    private static Verdict verdict(CheckInfo check, Status status, String why, Place place, String output) {
        return new Verdict(check, status, Message.verbatim(why), FailureFacts.NONE, place, output, false);
    }

    private static Note note(String file, long line, String text) {
        return new Note(Note.Kind.ERROR, file, line, Message.verbatim(text));
    }

    private static GradeResult result() {
        List<CheckInfo> checks = Sample.RUBRIC.checks();
        List<Verdict> verdicts = List.of(
                verdict(
                        checks.get(0),
                        Status.FAILED,
                        "a <b> & \"c\"\u0007\n100% wrong",
                        new Place("x/Y.java", 12, ""),
                        "printed"),
                Verdict.without(checks.get(1), Status.PASSED),
                Verdict.without(checks.get(2), Status.BLOCKED, Message.of("verdict.first", "another")),
                Verdict.without(checks.get(3), Status.PASSED));
        ExerciseResult exercise = new ExerciseResult(Exercise.PAGE_TABLE, List.of(note("", 0, "a note")), verdicts);
        return new GradeResult(42, List.of(exercise), NOTHING, List.of(Message.verbatim("sandbox: off")), false);
    }

    private static String text(ReportFormat format) {
        return format.text(new Report(RESULT, List.of(), "exercises/", Language.EN));
    }

    @Test
    void a_step_is_ticked_only_if_all_its_checks_passed_also_where_they_are_a_bonus() {
        List<CheckInfo> checks = Sample.RUBRIC.checks();
        for (Status bonus : List.of(Status.PASSED, Status.BLOCKED)) {
            List<Verdict> verdicts = checks.stream()
                    .map(check -> Verdict.without(check, check.bonus() ? bonus : Status.PASSED))
                    .toList();
            ExerciseResult exercise = new ExerciseResult(Exercise.PAGE_TABLE, List.of(), verdicts);
            GradeResult result = new GradeResult(1, List.of(exercise), NOTHING, List.of(), false);
            String page = ReportFormat.HTML.text(new Report(result, List.of(), "", Language.EN));
            assertThat(page.split("<span class=\"okay\">", -1))
                    .as(bonus.name())
                    .hasSize(bonus == Status.PASSED ? 3 : 2);
        }
    }

    @Test
    void no_label_of_a_failure_has_a_blank_after_it() {
        Verdict verdict = verdict(
                Sample.RUBRIC.checks().get(0),
                Status.FAILED,
                "[badness of init] \nexpected: \"a \"\n but was: \"b [1] \"",
                Place.NONE,
                "");
        for (Language language : Language.values()) {
            assertThat(ReportText.why(verdict, Texts.in(language)).lines())
                    .startsWith("[badness of init]")
                    .noneMatch(line -> line.endsWith(" "));
        }
    }

    private static Set<String> fields(JsonNode node) {
        Set<String> names = new java.util.TreeSet<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void our_own_report_is_as_its_schema_says() throws Exception {
        var validator = Schemas.of(Files.readString(KitHome.root().resolve("docs/report.schema.json")));
        assertThat(validator.validate(text(ReportFormat.JSON), InputFormat.JSON))
                .isEmpty();
        assertThat(validator.validate("{\"version\":1}", InputFormat.JSON)).isNotEmpty();
        assertThat(JSON.readTree(text(ReportFormat.JSON)).get("points").asInt()).isEqualTo(50);
    }

    @Test
    void junit_has_a_case_for_each_check_with_its_status() throws Exception {
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text(ReportFormat.JUNIT).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
        var suite = xml.getElementsByTagName("testsuite").item(0).getAttributes();
        assertThat(suite.getNamedItem("tests").getNodeValue()).isEqualTo("4");
        assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("2");
    }

    @Test
    void gradescope_gets_its_fields_and_the_total() throws Exception {
        JsonNode all = JSON.readTree(text(ReportFormat.GRADESCOPE));
        assertThat(fields(all))
                .containsOnly("score", "visibility", "stdout_visibility", "output", "output_format", "tests");
        assertThat(all.get("score").asInt()).isEqualTo(RESULT.points() + RESULT.bonus());
        assertThat(all.get("tests"))
                .hasSize(4)
                .allSatisfy(test -> assertThat(fields(test))
                        .containsOnly(
                                "name",
                                "score",
                                "max_score",
                                "status",
                                "output",
                                "output_format",
                                "tags",
                                "visibility"));
    }

    @Test
    void classroom_and_autolab_get_their_fields_and_the_total() throws Exception {
        byte[] decoded = Base64.getDecoder().decode(text(ReportFormat.CLASSROOM).strip());
        JsonNode all = JSON.readTree(decoded);
        assertThat(fields(all)).containsOnly("version", "status", "max_score", "tests");
        assertThat(all.get("max_score").asInt()).isEqualTo(100);
        assertThat(all.get("tests"))
                .allSatisfy(test -> assertThat(fields(test))
                        .containsOnly("name", "status", "score", "message", "line_no", "test_code"));
        assertThat(all.get("tests").get(0).get("line_no").asInt()).isEqualTo(12);
        assertThat(text(ReportFormat.AUTOLAB)).isEqualTo("{\"scores\":{\"01-page-table\":55}}\n");
    }

    @Test
    void annotations_name_file_and_line_and_keep_to_one_line_each() {
        List<String> lines = text(ReportFormat.ANNOTATIONS).lines().toList();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("::error "));
        assertThat(lines.get(0))
                .startsWith("::error file=exercises/x/Y.java,line=12,title=01/")
                .contains("%0A100%25 wrong");
    }

    /** One check for each status, with texts that have ended other graders. */
    private static GradeResult hostile() {
        String text = "]]> <script>alert(1)</script> & \u0000 \u001b[2J \u202e \ud800 \ufffe | \n::add-mask::x\n\"'%";
        CheckInfo check = Sample.RUBRIC.checks().get(0);
        List<Verdict> verdicts = Stream.of(Status.values())
                .map(status -> verdict(check, status, text, new Place("a,b:c/X.java", 3, "X.y"), text))
                .toList();
        List<Note> notes = List.of(
                note("01/X.java", 7, text),
                new Note(Note.Kind.FORBIDDEN, "01/Y.java", 8, Message.verbatim("no threads")),
                note("", 0, text));
        ExerciseResult exercise = new ExerciseResult(Exercise.PAGE_TABLE, notes, verdicts);
        ExerciseResult empty = new ExerciseResult(Exercise.MMU, List.of(), List.of());
        return new GradeResult(
                -1, List.of(exercise, empty), Message.verbatim(text), List.of(Message.verbatim(text)), false);
    }

    static Stream<GradeResult> results() {
        return Stream.of(RESULT, hostile(), new GradeResult(1, List.of(), NOTHING, List.of(), false));
    }

    @ParameterizedTest
    @MethodSource("results")
    void each_format_is_valid_by_its_schema_whatever_the_texts_are(GradeResult result) throws Exception {
        Validator junit = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ReportsTest.class.getResource("formats/junit.xsd"))
                .newValidator();
        junit.validate(new StreamSource(
                new StringReader(ReportFormat.JUNIT.text(new Report(result, List.of(), "", Language.EN)))));
        String own = Files.readString(KitHome.root().resolve("docs/report.schema.json"));
        assertThat(Schemas.of(own)
                        .validate(
                                ReportFormat.JSON.text(new Report(result, List.of(), "", Language.EN)),
                                InputFormat.JSON))
                .isEmpty();
        Schemas.requireValid(
                "gradescope",
                JSON.readTree(ReportFormat.GRADESCOPE.text(new Report(result, List.of(), "", Language.EN))));
        Schemas.requireValid(
                "classroom",
                JSON.readTree(Base64.getDecoder()
                        .decode(ReportFormat.CLASSROOM
                                .text(new Report(result, List.of(), "", Language.EN))
                                .strip())));
        List<String> autolab = ReportFormat.AUTOLAB
                .text(new Report(result, List.of(), "", Language.EN))
                .lines()
                .toList();
        assertThat(autolab).as("Autolab reads one line").hasSize(1);
        assertThat(fields(JSON.readTree(autolab.get(0)))).containsExactly("scores");
        assertThat(JSON.readTree(autolab.get(0)).get("scores"))
                .allSatisfy(score -> assertThat(score.isInt()).isTrue());
        assertThat(ReportFormat.ANNOTATIONS
                        .text(new Report(result, List.of(), "", Language.EN))
                        .lines())
                .allSatisfy(
                        line -> assertThat(line).matches("::error (file=[^:,]+,line=\\d+,)?title=[^:,]+::[^\\p{Cc}]*"));
        assertThat(ReportFormat.SUMMARY
                        .text(new Report(result, List.of(), "", Language.EN))
                        .lines()
                        .skip(2))
                .allSatisfy(line -> assertThat(line).matches("\\|([^|]+\\|){3}"));
    }

    @Test
    void every_format_adds_up_to_the_one_total() throws Exception {
        int total = RESULT.points() + RESULT.bonus();
        JsonNode own = JSON.readTree(text(ReportFormat.JSON));
        assertThat(own.get("points").asInt() + own.get("bonus").asInt()).isEqualTo(total);
        assertThat(sum(own.get("exercises").get(0).get("checks"), "points")).isEqualTo(total);
        JsonNode gradescope = JSON.readTree(text(ReportFormat.GRADESCOPE));
        assertThat(gradescope.get("score").asInt()).isEqualTo(total);
        assertThat(sum(gradescope.get("tests"), "score")).isEqualTo(total);
        assertThat(gradescope.get("output").asText()).contains("Total 50 of 100 and 5 bonus");
        byte[] classroom =
                Base64.getDecoder().decode(text(ReportFormat.CLASSROOM).strip());
        assertThat(sum(JSON.readTree(classroom).get("tests"), "score")).isEqualTo(total);
        JsonNode autolab = JSON.readTree(text(ReportFormat.AUTOLAB)).get("scores");
        assertThat(autolab.get("01-page-table").asInt()).isEqualTo(total);
        assertThat(Sample.report(RESULT)).contains("Total 50 of 100 and 5 bonus");
    }

    private static int sum(JsonNode nodes, String field) {
        int sum = 0;
        for (JsonNode node : nodes) {
            sum += node.get(field).asInt();
        }
        return sum;
    }

    @Test
    void a_schema_that_lets_all_pass_would_be_none() throws Exception {
        assertThat(Schemas.named("gradescope").validate("{\"score\":\"1\"}", InputFormat.JSON))
                .isNotEmpty();
        assertThat(Schemas.named("classroom").validate("{\"version\":1}", InputFormat.JSON))
                .isNotEmpty();
        Validator junit = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(ReportsTest.class.getResource("formats/junit.xsd"))
                .newValidator();
        assertThatThrownBy(() -> junit.validate(
                        new StreamSource(new StringReader("<testsuites><testsuite name=\"x\"/></testsuites>"))))
                .hasMessageContaining("tests");
    }

    @Test
    void what_keeps_an_exercise_from_running_is_annotated_in_its_place() {
        CheckInfo check = Sample.RUBRIC.checks().get(0);
        ExerciseResult broken = new ExerciseResult(
                Exercise.PAGE_TABLE,
                List.of(
                        new Note(Note.Kind.FORBIDDEN, "01/Y.java", 8, Message.verbatim("no threads")),
                        Note.of(Note.Kind.LEFT_OUT, "X.java", "source.module")),
                List.of(Verdict.without(check, Status.FORBIDDEN), Verdict.without(check, Status.FORBIDDEN)));
        GradeResult result = new GradeResult(1, List.of(broken), NOTHING, List.of(), false);
        assertThat(ReportFormat.ANNOTATIONS.text(new Report(result, List.of(), "exercises/", Language.EN)))
                .isEqualTo("::error file=exercises/01/Y.java,line=8,title=01-page-table::forbidden: no threads\n");
    }

    @Test
    void nothing_that_a_submission_prints_is_a_command_to_the_terminal_or_to_github() {
        assertThat(Sample.report(hostile()).lines())
                .noneMatch(line -> line.matches("\\s*(::|##\\[).*"))
                .noneMatch(line -> line.matches(".*[\\p{Cc}\\u202e].*"));
    }

    @Test
    void people_see_the_total_and_no_markup_of_the_students() {
        assertThat(text(ReportFormat.SUMMARY)).contains("Total 50 of 100 and 5 bonus");
        assertThat(text(ReportFormat.HTML))
                .contains("<h1>50 of 100 points and 5 bonus</h1>")
                .contains("a &lt;b&gt; &amp; &quot;c&quot;?")
                .doesNotContain("<b>", "src=");
        List<String> links = Pattern.compile("href=(\\S*?)(?=[ >])")
                .matcher(text(ReportFormat.HTML))
                .results()
                .map(link -> link.group(1))
                .toList();
        assertThat(links).isNotEmpty().allSatisfy(link -> {
            assertThat(link).as("it leads to a place of this page").matches("\"#[^\"]+\"");
            assertThat(text(ReportFormat.HTML)).contains(" id=\"" + link.substring(2));
        });
    }

    @Test
    void the_page_says_where_to_start_and_folds_what_passed() {
        String page = text(ReportFormat.HTML);
        String first = Sample.RUBRIC.checks().get(0).sentence();
        assertThat(page)
                .containsPattern(
                        "(?s)class=\"start\">.{0,80}Start here:.{0,60}href=\"#01-[^\"]+\">01 Page tables: " + first)
                .contains("Hint:</strong> "
                        + mm.grader.kit.Markup.escape(
                                Sample.RUBRIC.checks().get(0).hints().get(0)))
                .contains("Passed checks: 2", "Not run, since a check that must pass first does not: 1");
        assertThat(page.indexOf("class=\"check\"")).isLessThan(page.indexOf("Passed checks:"));
    }

    private static ExerciseResult exercise(Exercise exercise, Status... statuses) {
        List<Verdict> verdicts = new java.util.ArrayList<>();
        for (Status status : statuses) {
            String method = "check_" + verdicts.size();
            verdicts.add(Verdict.without(
                    new CheckInfo(exercise, 1, "title", "Check", method, 10, false, List.of(), List.of()), status));
        }
        return new ExerciseResult(exercise, List.of(), verdicts);
    }

    private static String start(ExerciseResult... exercises) {
        GradeResult result = new GradeResult(1, List.of(exercises), NOTHING, List.of(), false);
        String page = ReportFormat.HTML.text(new Report(result, List.of(), "", Language.EN));
        java.util.regex.Matcher start = Pattern.compile("Start here:</strong> <a href=\"#([^\"]+)\">([^<]*)</a>")
                .matcher(page);
        return start.find() ? start.group(1) + " " + start.group(2) : "";
    }

    @Test
    void a_student_is_sent_to_what_was_begun_and_never_past_it_to_what_was_not() {
        ExerciseResult none = exercise(Exercise.PAGE_TABLE, Status.NOT_HANDED_IN, Status.NOT_HANDED_IN);
        ExerciseResult skeleton = exercise(Exercise.MMU, Status.NOT_STARTED, Status.NOT_STARTED);
        ExerciseResult done = exercise(Exercise.LRU, Status.PASSED, Status.PASSED);
        for (Status status : List.of(Status.DOES_NOT_COMPILE, Status.FORBIDDEN, Status.MISSING_CLASS)) {
            assertThat(start(none, skeleton, done, exercise(Exercise.OOM, status, status)))
                    .as("%s keeps all of it from running", status)
                    .isEqualTo("e06 06 OOM killer: "
                            + mm.grader.text.Texts.english().say(status.key()));
        }
        assertThat(start(none, skeleton, exercise(Exercise.OOM, Status.PASSED, Status.BLOCKED, Status.FAILED)))
                .startsWith("06-check_2 06 OOM killer");
        assertThat(start(none, skeleton, exercise(Exercise.OOM, Status.NOT_STARTED, Status.TIMED_OUT)))
                .as("within an exercise the ladder leads")
                .startsWith("06-check_0 ");
        assertThat(start(none, skeleton)).startsWith("02-check_0 ");
        assertThat(start(none, done)).startsWith("01-check_0 ");
        assertThat(start(done)).isEmpty();
    }

    @Test
    void what_is_not_there_or_not_begun_is_said_once_and_each_check_stays_in_the_page() {
        for (Status status : List.of(
                Status.NOT_HANDED_IN,
                Status.DOES_NOT_COMPILE,
                Status.FORBIDDEN,
                Status.MISSING_CLASS,
                Status.NOT_STARTED)) {
            Status[] twenty = new Status[20];
            java.util.Arrays.fill(twenty, status);
            GradeResult result = new GradeResult(1, List.of(exercise(Exercise.OOM, twenty)), NOTHING, List.of(), false);
            String page = ReportFormat.HTML.text(new Report(result, List.of(), "", Language.EN));
            boolean all = status == Status.NOT_HANDED_IN || status == Status.DOES_NOT_COMPILE;
            assertThat(page.split("class=\"check\"", -1)).as(status.name()).hasSize(all ? 1 : 2);
            assertThat(page)
                    .contains("✗ " + mm.grader.text.Texts.english().say(status.key()) + (all ? ": 20<" : ": 19 more<"));
            for (int i = 0; i < twenty.length; i++) {
                assertThat(page.split("id=\"06-check_" + i + "\"", -1))
                        .as("check %d", i)
                        .hasSize(2);
            }
        }
    }

    @Test
    void the_page_quotes_the_source_at_the_place_and_nothing_from_outside_of_the_submission(
            @org.junit.jupiter.api.io.TempDir java.nio.file.Path folder) throws Exception {
        java.nio.file.Path root = Files.createDirectory(folder.resolve("work"));
        Files.writeString(folder.resolve("Secret.java"), "class Secret {}\n");
        Files.createDirectories(root.resolve("x"));
        Files.writeString(
                root.resolve("x/Y.java"), "one\n".repeat(11) + "int frame = <T>pfn << 12;\n" + "two\n".repeat(5));
        Files.createSymbolicLink(root.resolve("Link.java"), folder.resolve("Secret.java"));
        SourceLines sources = new SourceLines(root);
        assertThat(sources.around(new Place("x/Y.java", 12, "")))
                .hasSize(7)
                .anyMatch(line -> line.here() && line.text().startsWith("int frame"));
        for (String outside :
                List.of("../Secret.java", "Link.java", folder + "/Secret.java", "x/Z.java", "x\u0000.java")) {
            assertThat(sources.around(new Place(outside, 1, ""))).as(outside).isEmpty();
        }
        String page = ReportFormat.HTML.text(new Report(RESULT, List.of(), "", Language.EN, root, "ada", ""));
        assertThat(page).contains("<title>ada · ", "int frame = &lt;T&gt;pfn &lt;&lt; 12;");
    }

    @Test
    void of_two_misunderstandings_that_fit_neither_is_stated_flatly() {
        CheckInfo check = Sample.RUBRIC.checks().get(0);
        List<String> names = mm.grader.text.Texts.english().keys().stream()
                .filter(key -> key.startsWith("belief.01."))
                .map(key -> key.substring("belief.01.".length()))
                .toList();
        var one = new mm.grader.feedback.Diagnosis.Known(Exercise.PAGE_TABLE, names.get(0), check, Map.of());
        var two = new mm.grader.feedback.Diagnosis.Known(Exercise.PAGE_TABLE, names.get(1), check, Map.of());
        var feedback = new mm.grader.feedback.ExerciseFeedback(Exercise.PAGE_TABLE, List.of(one, two));
        String page = ReportFormat.HTML.text(new Report(RESULT, List.of(feedback), "", Language.EN));
        assertThat(page)
                .contains("The same checks fail with either of these misunderstandings")
                .contains(mm.grader.kit.Markup.escape(two.belief(mm.grader.text.Texts.english())))
                .doesNotContain("This looks like a known misunderstanding");
        assertThat(feedback.beliefLines(mm.grader.text.Texts.english()).get(0)).startsWith("this could be: ");
    }
}

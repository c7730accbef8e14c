package mm.grader.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;

/** Each format has the fields that its reader demands, and all of them show the same total. */
final class ReportsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final GradeResult RESULT = result();

    private static GradeResult result() {
        List<CheckInfo> checks = Sample.RUBRIC.checks();
        List<Verdict> verdicts = List.of(
                new Verdict(checks.get(0), Status.FAILED, "a <b> & \"c\"\u0007\n100% wrong", "x/Y.java:12", "printed"),
                Verdict.without(checks.get(1), Status.PASSED, ""),
                Verdict.without(checks.get(2), Status.BLOCKED, "first: another"),
                Verdict.without(checks.get(3), Status.PASSED, ""));
        ExerciseResult exercise = new ExerciseResult(Exercise.PAGE_TABLE, List.of("a note"), verdicts);
        return new GradeResult(42, List.of(exercise), "", List.of("sandbox: off"));
    }

    private static String text(Reports.Format format) {
        return Reports.text(RESULT, List.of(), format);
    }

    private static Set<String> fields(JsonNode node) {
        return new java.util.TreeSet<>(JSON.convertValue(node, java.util.Map.class).keySet().stream()
                .map(Object::toString)
                .toList());
    }

    @Test
    void our_own_report_is_as_its_schema_says() throws Exception {
        String schema = Files.readString(House.root().resolve("docs/report.schema.json"));
        var validator = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema);
        assertThat(validator.validate(text(Reports.Format.JSON), InputFormat.JSON))
                .isEmpty();
        assertThat(validator.validate("{\"version\":1}", InputFormat.JSON)).isNotEmpty();
        assertThat(JSON.readTree(text(Reports.Format.JSON)).get("points").asInt())
                .isEqualTo(50);
    }

    @Test
    void junit_has_a_case_for_each_check_with_its_status() throws Exception {
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(text(Reports.Format.JUNIT).getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(2);
        var suite = xml.getElementsByTagName("testsuite").item(0).getAttributes();
        assertThat(suite.getNamedItem("tests").getNodeValue()).isEqualTo("4");
        assertThat(suite.getNamedItem("failures").getNodeValue()).isEqualTo("2");
    }

    @Test
    void gradescope_gets_its_fields_and_the_total() throws Exception {
        JsonNode all = JSON.readTree(text(Reports.Format.GRADESCOPE));
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
        byte[] decoded =
                Base64.getDecoder().decode(text(Reports.Format.CLASSROOM).strip());
        JsonNode all = JSON.readTree(decoded);
        assertThat(fields(all)).containsOnly("version", "status", "max_score", "tests");
        assertThat(all.get("max_score").asInt()).isEqualTo(100);
        assertThat(all.get("tests"))
                .allSatisfy(test -> assertThat(fields(test))
                        .containsOnly("name", "status", "score", "message", "line_no", "test_code"));
        assertThat(all.get("tests").get(0).get("line_no").asInt()).isEqualTo(12);
        assertThat(text(Reports.Format.AUTOLAB)).isEqualTo("{\"scores\":{\"01-page-table\":55}}\n");
    }

    @Test
    void annotations_name_file_and_line_and_keep_to_one_line_each() {
        List<String> lines = text(Reports.Format.ANNOTATIONS).lines().toList();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line).startsWith("::error "));
        assertThat(lines.get(0))
                .startsWith("::error file=x/Y.java,line=12,title=01/")
                .contains("%0A100%25 wrong");
    }

    @Test
    void people_see_the_total_and_no_markup_of_the_students() {
        assertThat(Stream.of(Reports.Format.HTML, Reports.Format.SUMMARY).map(ReportsTest::text))
                .allSatisfy(text -> assertThat(text).contains("Total 50 of 100 and 5 bonus"));
        assertThat(text(Reports.Format.HTML))
                .contains("a &lt;b&gt; &amp; &quot;c&quot;?")
                .doesNotContain("<b>", "src=", "href=");
    }
}

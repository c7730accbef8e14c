package mm.grader.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import mm.grader.grade.Verdict;
import mm.grader.kit.Exit;
import mm.grader.rubric.Status;
import mm.grader.text.Texts;

/** The autograding result of GitHub Classroom: JSON in base64. */
record ClassroomReport(Report report) {
    private record All(
            int version,
            String status,
            @JsonProperty("max_score") int maxScore,
            List<Test> tests) {}

    private record Test(
            String name,
            String status,
            int score,
            String message,
            @JsonProperty("line_no") long line,
            @JsonProperty("test_code") String testCode) {
        Test(Verdict verdict) {
            this(
                    verdict.check().id(),
                    verdict.status() == Status.PASSED ? "pass" : "fail",
                    verdict.points(),
                    ReportText.verdict(verdict, Texts.english()),
                    verdict.place().line(),
                    verdict.check().sentence());
        }
    }

    String text() {
        String json = JsonText.of(new All(
                1,
                report.result().exitCode() == Exit.OK ? "pass" : "fail",
                report.result().maxPoints(),
                report.verdicts().stream().map(Test::new).toList()));
        return Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8)) + "\n";
    }
}

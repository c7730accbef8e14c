package mm.grader.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import mm.grader.grade.Verdict;
import mm.grader.rubric.Status;
import mm.grader.text.Texts;

/** Gradescope's {@code results.json}. */
record GradescopeReport(Report report) {
    private record All(
            int score,
            String visibility,
            @JsonProperty("stdout_visibility") String stdoutVisibility,
            String output,
            @JsonProperty("output_format") String outputFormat,
            List<Test> tests) {}

    private record Test(
            String name,
            int score,
            @JsonProperty("max_score") int maxScore,
            String status,
            String output,
            @JsonProperty("output_format") String outputFormat,
            List<String> tags,
            String visibility) {
        Test(Verdict verdict) {
            this(
                    verdict.check().id().replace('_', ' '),
                    verdict.points(),
                    verdict.check().bonus() ? 0 : verdict.check().points(),
                    verdict.status() == Status.PASSED ? "passed" : "failed",
                    ReportText.verdict(verdict, Texts.english()),
                    "text",
                    List.of(
                            verdict.check().exercise().folder(),
                            verdict.status().title()),
                    "visible");
        }
    }

    String text() {
        StringWriter output = new StringWriter();
        new TextReport(new PrintWriter(output), Texts.english()).print(report.result());
        return JsonText.of(new All(
                report.result().points() + report.result().bonus(),
                "visible",
                "hidden",
                output.toString(),
                "text",
                report.verdicts().stream().map(Test::new).toList()));
    }
}

package mm.grader.report;

import mm.grader.grade.Verdict;
import mm.grader.text.Texts;

/** The job summary of GitHub Actions: a table in Markdown. */
record SummaryReport(Report report) {
    String text() {
        StringBuilder text = new StringBuilder("## " + ReportText.total(report.result(), Texts.english())
                + "\n\n| check | points | verdict |\n|---|---|---|\n");
        for (Verdict verdict : report.verdicts()) {
            text.append("| %s | %d of %d | %s |%n"
                    .formatted(
                            verdict.check().id().replace('_', ' '),
                            verdict.points(),
                            verdict.check().points(),
                            verdict.status().title()));
        }
        return text.toString();
    }
}

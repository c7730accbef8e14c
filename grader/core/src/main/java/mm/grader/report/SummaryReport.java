package mm.grader.report;

import mm.grader.grade.Verdict;
import mm.grader.text.Texts;
import mm.text.Catalogue;

/** The job summary of GitHub Actions: a table in Markdown. */
record SummaryReport(Report report) {
    String text() {
        Catalogue texts = Texts.english();
        StringBuilder text = new StringBuilder(
                texts.say("summary-report.check-points-verdict", ReportText.total(report.result(), texts)));
        for (Verdict verdict : report.verdicts()) {
            text.append('\n')
                    .append(texts.say(
                            "summary-report.row",
                            verdict.check().id().replace('_', ' '),
                            verdict.points(),
                            verdict.check().points(),
                            texts.say(verdict.status().key())));
        }
        return text.append('\n').toString();
    }
}

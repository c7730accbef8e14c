package mm.grader.report;

import java.util.function.Function;

/** A format of reports: its file, and who writes it. All of them show the one total of the result. */
public enum ReportFormat {
    /** JUnit's XML, which GitLab reads, too. */
    JUNIT("junit.xml", report -> new JUnitReport(report).text()),
    /** Our own. */
    JSON("report.json", report -> new JsonReport(report).text()),
    /** Gradescope's. */
    GRADESCOPE("results.json", report -> new GradescopeReport(report).text()),
    /** The job summary of GitHub Actions. */
    SUMMARY("github-summary.md", report -> new SummaryReport(report).text()),
    /** The annotations of GitHub Actions, to be printed. */
    ANNOTATIONS("github-annotations.txt", report -> new AnnotationsReport(report).text()),
    /** GitHub Classroom's autograding result, in base64. */
    CLASSROOM("classroom.txt", report -> new ClassroomReport(report).text()),
    /** Autolab's last line. */
    AUTOLAB("autolab.txt", report -> new AutolabReport(report).text()),
    /** For a browser. */
    HTML("report.html", report -> new HtmlReport(report).page());

    private final String file;
    private final Function<Report, String> writer;

    ReportFormat(String file, Function<Report, String> writer) {
        this.file = file;
        this.writer = writer;
    }

    /** Returns the name of its file. */
    public String file() {
        return file;
    }

    /** Returns what its file holds of a result. */
    public String text(Report report) {
        return writer.apply(report);
    }
}

package mm.grader.course.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.RunStoppedException;
import mm.grader.kit.Template;
import mm.grader.report.GradingService;
import mm.text.Message;

/**
 * {@code students/NAME.html} and {@code .json}: what a student's mark is made of, and the report that it comes from. They are
 * written with the gradebook, since deadlines and rosters may change after grading.
 */
final class StudentPages {
    private static final Template SECTION = Template.of(StudentPages.class, "studentevidence.mustache");
    private static final Template PAGE = Template.of(StudentPages.class, "studentpage.mustache");
    private static final String STYLE = Template.resource(GradingService.class, "page.css");
    private static final String MAIN = "<main>";

    private final Store store;
    private final GradebookRows sheet;
    private final Gradebook book;
    private final RunInfo info;

    StudentPages(Store store, GradebookRows sheet, Gradebook book, RunInfo info) {
        this.store = store;
        this.sheet = sheet;
        this.book = book;
        this.info = info;
    }

    static Path folder(Store store) {
        return store.folder().resolve("students");
    }

    /** Writes the pages that have changed, and removes those of nobody. */
    void write() {
        Path folder = folder(store);
        AtomicFiles.folder(folder);
        Set<Path> written = new HashSet<>();
        try {
            for (GradebookRows.Line line : sheet.lines()) {
                Evidence evidence = new Evidence(line, book, info);
                boolean graded = line.result().graded();
                JsonNode report =
                        graded ? Store.JSON.readTree(Files.readAllBytes(store.report(line.handIn(), "json"))) : null;
                written.add(write(
                        folder.resolve(line.result().student() + ".json"),
                        Store.JSON.writeValueAsString(evidence.json(report)) + "\n"));
                written.add(write(folder.resolve(line.result().student() + ".html"), page(line, evidence)));
            }
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    if (!written.contains(file)) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new RunStoppedException(
                    Message.of("at", folder, Message.verbatim(String.valueOf(e.getMessage()))), e);
        }
    }

    private static Path write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Files.exists(file) || !java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
            AtomicFiles.writeAgain(file, bytes);
        }
        return file;
    }

    private String page(GradebookRows.Line line, Evidence evidence) throws IOException {
        Map<String, Object> data = Template.page(book.language(), STYLE, "");
        data.put("student", line.result().student());
        data.put("rows", evidence.rows(book.language()));
        data.put("command", line.result().graded() ? evidence.command() : "");
        String section = SECTION.fill(data);
        if (!line.result().graded()) {
            data.put("section", section);
            return PAGE.fill(data);
        }
        // What students wrote is escaped: the first of these is the page's own.
        String report = Files.readString(store.report(line.handIn(), "html"));
        int at = report.indexOf(MAIN) + MAIN.length();
        return report.substring(0, at) + "\n" + section + report.substring(at);
    }
}

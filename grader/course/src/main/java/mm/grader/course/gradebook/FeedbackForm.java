package mm.grader.course.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import mm.grader.course.RunInfo;
import mm.grader.course.Store;
import mm.grader.course.files.AtomicFiles;
import mm.grader.course.files.RunStoppedException;
import mm.grader.kit.FileTrees;
import mm.text.Message;

/** The forms in which students' pages are given back. */
public enum FeedbackForm {
    /** A zip for Moodle's "Upload multiple feedback files in a zip": each file is named as Moodle named the hand-in. */
    MOODLE {
        @Override
        void write(Store store, GradebookRows sheet, RunInfo info) {
            zip(store, sheet, info, "feedback-moodle.zip", MOODLES);
        }
    },
    /** A zip for Canvas' "Upload submissions": each file is named as Canvas named the hand-in. */
    CANVAS {
        @Override
        void write(Store store, GradebookRows sheet, RunInfo info) {
            zip(store, sheet, info, "feedback-canvas.zip", "");
        }
    },
    /** A folder for each student with Gradescope's results.json, in which the score is the final one. */
    GRADESCOPE {
        @Override
        void write(Store store, GradebookRows sheet, RunInfo info) {
            Map<String, byte[]> files = new TreeMap<>();
            for (GradebookRows.Line line : sheet.of(mm.grader.course.Result.Row.GRADED)) {
                files.put(line.result().student() + "/results.json", results(line, student(store, line, "json")));
            }
            folder(store.folder().resolve("feedback-gradescope"), files);
        }
    },
    /** A folder for each student, to be committed to the repository of the student. */
    GIT {
        @Override
        void write(Store store, GradebookRows sheet, RunInfo info) {
            Map<String, byte[]> files = new TreeMap<>();
            for (GradebookRows.Line line : sheet.lines()) {
                if (!line.handIn().isEmpty()) {
                    String name = line.handIn() + "/feedback/";
                    boolean alone = line.handIn().equals(line.result().student());
                    String file = alone ? "feedback" : line.result().student();
                    files.put(name + file + ".html", student(store, line, "html"));
                    files.put(name + file + ".json", student(store, line, "json"));
                }
            }
            folder(store.folder().resolve("feedback-git"), files);
        }
    };

    private static final String MOODLES = "_assignsubmission_file";

    abstract void write(Store store, GradebookRows sheet, RunInfo info);

    private static byte[] student(Store store, GradebookRows.Line line, String ending) {
        Path file = StudentPages.folder(store).resolve(line.result().student() + "." + ending);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw failed(file, e);
        }
    }

    private static RunStoppedException failed(Path file, IOException e) {
        return new RunStoppedException(Message.of("at", file, Message.verbatim(String.valueOf(e.getMessage()))), e);
    }

    /** Times within are those of 1980, so that the same pages give the same zip. */
    private static void zip(Store store, GradebookRows sheet, RunInfo info, String file, String system) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (GradebookRows.Line line : sheet.lines()) {
                String given = info.given().getOrDefault(line.handIn(), "");
                boolean moodle = given.contains(MOODLES);
                if (!given.isEmpty() && moodle == system.equals(MOODLES)) {
                    String name = system.isEmpty()
                            ? given.replaceFirst("\\.(zip|tar\\.gz|tgz)$", "") + "-feedback.html"
                            : given.substring(0, given.indexOf(system)) + system + "_feedback.html";
                    ZipEntry entry = new ZipEntry(name);
                    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                    zip.putNextEntry(entry);
                    zip.write(student(store, line, "html"));
                    zip.closeEntry();
                }
            }
        } catch (IOException e) {
            throw failed(store.folder().resolve(file), e);
        }
        AtomicFiles.writeAgain(store.folder().resolve(file), bytes.toByteArray());
    }

    private static void folder(Path folder, Map<String, byte[]> files) {
        if (Files.isDirectory(folder)) {
            FileTrees.delete(folder);
        }
        files.forEach((name, content) -> {
            try {
                Files.createDirectories(folder.resolve(name).getParent());
            } catch (IOException e) {
                throw failed(folder, e);
            }
            AtomicFiles.writeAgain(folder.resolve(name), content);
        });
    }

    private static byte[] results(GradebookRows.Line line, byte[] page) {
        try {
            JsonNode all = Store.JSON.readTree(page);
            ObjectNode results = Store.JSON.createObjectNode();
            results.put("score", line.grade().orElseThrow());
            results.put("visibility", "visible");
            results.put(
                    "output",
                    all.get("mark").get("arithmetic").asText() + "\n"
                            + all.get("times").get("arithmetic").asText());
            results.put("output_format", "text");
            ArrayNode tests = results.putArray("tests");
            all.get("report")
                    .get("exercises")
                    .forEach(exercise -> exercise.get("checks")
                            .forEach(check -> tests.addObject()
                                    .put("name", check.get("id").asText().replace('_', ' '))
                                    .put("score", check.get("points").asInt())
                                    .put(
                                            "max_score",
                                            check.get("bonus").asBoolean()
                                                    ? 0
                                                    : check.get("most").asInt())
                                    .put("status", check.get("code").asText().equals("PASSED") ? "passed" : "failed")
                                    .put("output", check.get("message").asText())
                                    .put("output_format", "text")));
            return Store.JSON.writeValueAsBytes(results);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mm.grader.cli.Mm;
import mm.grader.kit.FileTrees;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a student can be shown: where the mark comes from, and how to make it again; and how it is given back. */
@Tag("slow")
final class EvidenceTest {
    @TempDir
    private Path folder;

    private static String mm(Object... arguments) {
        StringWriter text = new StringWriter();
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        Mm.execute(new PrintWriter(text), new PrintWriter(text, true), words);
        return text.toString();
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private static Map<String, String> contents(Path place) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : FileTrees.files(place)) {
            contents.put(place.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return contents;
    }

    @Test
    void a_students_page_says_whose_it_is_what_was_graded_and_how_to_make_it_again() throws Exception {
        Path submissions = folder.resolve("submissions");
        SampleClass.write(submissions, "ada l", SampleClass.Kind.REPOSITORY);
        SampleClass.write(submissions, "=bob", SampleClass.Kind.FORBIDDEN);
        Files.createDirectories(submissions.resolve("empty"));
        Path times = file("times.csv", "ada l,2026-11-11 11:00\n=bob,2026-11-10 11:00\nempty,2026-11-10 11:00\n");
        Path late = file("late.yml", "deadline: 2026-11-10 12:00\nzone: UTC\nsteps: {each: 1d, minus: 10%, most: 5}\n");
        Path roster = file("roster.csv", "ada l\n=bob\nempty\nzoe\n");
        List<Object> command = new ArrayList<>(List.of("class", submissions, "--only", "04", "--times", times));
        command.addAll(List.of("--late", late, "--roster", roster, "--out"));
        command.add(folder.resolve("out"));
        String said = mm(command.toArray());
        JsonNode all =
                Store.JSON.readTree(folder.resolve("out/students/ada l.json").toFile());
        String commit = all.get("handIn").get("commit").asText();
        assertThat(commit).as(said).matches("[0-9a-f]{40}");
        assertThat(all.get("student").asText()).isEqualTo("ada l");
        assertThat(all.get("handIn").get("checksum").asText()).matches("[0-9a-f]{64}");
        assertThat(all.get("times").get("handedIn").asText()).isEqualTo("2026-11-11T11:00:00Z");
        assertThat(all.get("times").get("deadline").asText()).isEqualTo("2026-11-10T12:00:00Z");
        assertThat(all.get("times").get("arithmetic").asText())
                .isEqualTo("late by 23 h 0 min; one started step of 10%: 10%");
        assertThat(all.get("mark").get("arithmetic").asText()).isEqualTo("(100 + 0 bonus) × (100% − 10%) = 90");
        assertThat(all.get("kit").get("version").asText()).matches("[0-9a-f]{64}");
        assertThat(all.get("kit").get("setting").toString()).containsAnyOf("sandbox", "bubblewrap");
        assertThat(all.get("kit").get("repeat").asText())
                .isEqualTo("git clone 'ada l' work && git -C work checkout " + commit
                        + " && ./mm grade work --only 04 --id 'ada l'");
        assertThat(all.get("steps"))
                .isNotEmpty()
                .allSatisfy(step -> assertThat(step.get("title").asText()).isNotEmpty());
        assertThat(all.get("report"))
                .isEqualTo(Store.JSON.readTree(
                        folder.resolve("out/reports/ada l.json").toFile()));
        String page = Files.readString(folder.resolve("out/students/ada l.html"));
        assertThat(page)
                .contains("Where this mark comes from", "2026-11-11T11:00:00Z (by the list of times)", commit)
                .contains("(100 + 0 bonus) × (100% − 10%) = 90", "late by 23 h 0 min", "--id &#39;ada l&#39;");
        assertThat(Files.readString(folder.resolve("out/students/zoe.html"))).contains("not handed in");
        assertThat(Files.readString(folder.resolve("out/students/empty.html")))
                .contains("unreadable", "there is no exercise in this folder");

        Map<String, String> first = contents(folder.resolve("out"));
        command.set(command.size() - 1, folder.resolve("again"));
        mm(command.toArray());
        assertThat(contents(folder.resolve("again"))).as("bit for bit").isEqualTo(first);
        Path work = folder.resolve("work");
        SampleClass.git(folder, "clone", "-q", submissions.resolve("ada l").toString(), work.toString());
        mm("grade", work, "--only", "04", "--id", "ada l", "--report", folder.resolve("repeated"));
        assertThat(folder.resolve("repeated/report.json"))
                .hasSameBinaryContentAs(folder.resolve("out/reports/ada l.json"));
    }

    private static String zipped(Path file) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream().map(ZipEntry::getName).toList().toString();
        }
    }

    @Test
    void marks_go_back_to_moodle_canvas_gradescope_a_repository_and_a_spreadsheet() throws Exception {
        Path submissions = Files.createDirectories(folder.resolve("submissions"));
        String folderOfAda = "Ada L_101_assignsubmission_file";
        SampleClass.write(submissions, folderOfAda, SampleClass.Kind.FORBIDDEN);
        SampleClass.zip(
                submissions.resolve("lovelacebob_LATE_17_4711_work-1.zip"),
                Map.of("06-oom/src/main/java/mm/oom/A.java", "package mm.oom; class A {".getBytes()));
        SampleClass.write(submissions, "=SUM(A1);x", SampleClass.Kind.DOES_NOT_COMPILE);
        Path times = file(
                "times.csv", "Ada L,2026-11-10 11:00\nlovelacebob,2026-11-10 11:00\n\"=SUM(A1);x\",2026-11-10 13:00\n");
        Path late = file("late.yml", "deadline: 2026-11-10 12:00\nzone: UTC\nsteps: {each: 1d, minus: 12.5%}\n");
        Path out = folder.resolve("out");
        String said = mm(
                "class",
                submissions,
                "--only",
                "06",
                "--out",
                out,
                "--late",
                late,
                "--times",
                times,
                "--feedback",
                "moodle,canvas,gradescope,git",
                "--excel",
                "semicolon");
        assertThat(zipped(out.resolve("feedback-moodle.zip")))
                .as(said)
                .isEqualTo("[" + folderOfAda + "_feedback.html]");
        assertThat(zipped(out.resolve("feedback-canvas.zip")))
                .isEqualTo("[lovelacebob_LATE_17_4711_work-1-feedback.html]");
        JsonNode results = Store.JSON.readTree(
                out.resolve("feedback-gradescope/Ada L/results.json").toFile());
        assertThat(results.get("score").asInt()).isZero();
        assertThat(results.get("tests")).isNotEmpty();
        assertThat(out.resolve("feedback-git/Ada L/feedback/feedback.html"))
                .hasSameBinaryContentAs(out.resolve("students/Ada L.html"));
        String table = Files.readString(out.resolve("gradebook.csv"));
        assertThat(table)
                .startsWith("\uFEFFstudent;06;total;bonus;handed in;")
                .contains("\"'=SUM(A1);x\";does not compile;0;0;2026-11-10T13:00:00Z;times;1 h 0 min;12,5%;0;");
        assertThat(mm("class", submissions, "--out", out, "--excel", "dots"))
                .isEqualTo("mm: --excel dots: this must be comma, semicolon or tab\n");
    }
}

package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import mm.grader.cli.Mm;
import mm.grader.course.files.Csv;
import mm.grader.course.plan.CoursePlan;
import mm.grader.course.plan.PlanFile;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A course file: what is wrong in it is said with its line, and the real commands grade its weeks and make one book. */
final class CourseFileTest {
    private static final String HEAD = "course: Systems\nzone: Europe/Berlin\nroster: roster.csv\n";
    private static final String WEEK =
            "weeks:\n  1:\n    only: 06\n    submissions: w1\n    deadline: 2026-11-10 12:00\n";

    @TempDir
    private Path folder;

    private final StringWriter said = new StringWriter();

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private int mm(Object... arguments) {
        said.getBuffer().setLength(0);
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return Mm.execute(new PrintWriter(said), new PrintWriter(said, true), words);
    }

    @Test
    void each_mistake_in_a_course_file_is_said_with_its_line() throws IOException {
        Map<String, String> wrong = new LinkedHashMap<>();
        wrong.put("", "1: there is nothing in this");
        wrong.put("zone: UTC\n", "1: 'weeks' is missing here");
        wrong.put(WEEK, "1: 'zone' is missing here");
        wrong.put(HEAD + WEEK + "  2:\n", "9: these are not lines of the form");
        wrong.put(HEAD + WEEK + "    points: 3\n", "9: there is no key 'points' here; there are deadline,");
        wrong.put(HEAD + WEEK + "    weight: much\n", "9: 'much' is not a number");
        wrong.put(HEAD + WEEK + "    weight: -1\n", "9: a weight cannot be negative");
        wrong.put(HEAD + WEEK + "    times: [a.csv, b.csv]\n", "9: there are 1 folders of submissions, and 2 lists");
        wrong.put(HEAD + WEEK.replace("06", "08"), "6: --only: there is no exercise '08'");
        wrong.put(HEAD + WEEK.replace("06", "06.9"), "6: --only 06.9: ");
        wrong.put(HEAD + WEEK.replace("06", "03.5-2"), "6: --only 03.5-2: ");
        wrong.put(HEAD + WEEK.replace("    deadline: 2026-11-10 12:00\n", ""), "6: 'deadline' is missing here");
        wrong.put(HEAD + WEEK.replace("12:00", "noon"), "8: '2026-11-10 noon' is not a time");
        wrong.put(HEAD + WEEK.replace("  1:", "  1/2:"), "6: a week is named by letters and digits, and not '1/2'");
        wrong.put(HEAD + "attempts: first\n" + WEEK, "4: attempts is 'last' or 'best'");
        wrong.put(HEAD + "late: {budget: 12h}\n" + WEEK, "4: budget is a number of days");
        wrong.put(HEAD + "late: {steps: {each: 1d}}\n" + WEEK, "4: 'minus' is missing here");
        wrong.put(
                HEAD + "groups:\n  a: [ada, bob]\n  b: [cyd, ada]\n" + WEEK,
                "6: 'ada' is in two groups, here and in line 5");
        wrong.put("zone: UTC\ngroups: {a: [ada]}\n" + WEEK, "2: groups need a roster");
        wrong.put(
                HEAD + WEEK + "adjustments:\n- {student: ada, week: 7, points: 1, reason: r, by: k}\n",
                "10: there is no week '7'");
        wrong.put(HEAD + WEEK + "adjustments:\n- {student: ada, points: 1, by: k}\n", "10: 'reason' is missing here");
        wrong.put(
                HEAD + WEEK + "adjustments:\n- {student: ada, points: 1, reason: '', by: k}\n",
                "10: something must be said here");
        wrong.put(HEAD + WEEK + WEEK, "9: 'weeks' is here twice");
        wrong.put(HEAD + "groups: [\n", "5: this is not YAML");
        for (Map.Entry<String, String> each : wrong.entrySet()) {
            Path file = file("course.yml", each.getKey());
            assertThatThrownBy(() -> PlanFile.read(file))
                    .as(each.getKey())
                    .isInstanceOf(UserError.class)
                    .hasMessageStartingWith(file + ":" + each.getValue());
        }
        Path good = file("course.yml", HEAD + WEEK);
        assertThat(mm("course", "show", "--course", good)).isZero();
        assertThat(said.toString()).isEqualTo("week 1: 06, until 2026-11-10T12:00+01:00, no extension\n");
        for (List<Object> usage : List.<List<Object>>of(
                List.of("class", "--course", good, "--week", "2"),
                List.of("class", "--course", good),
                List.of("class", "--course", good, "--week", "1", "--only", "03"),
                List.of("class", "--course", good, "--week", "1", "--late", "x.yml"),
                List.of("class", "x", "--course", good, "--week", "1"),
                List.of("class", "--out", "x"),
                List.of("class", "x"),
                List.of("course", "gradebook", "--course", good),
                List.of("course", "show", "--course", folder.resolve("none.yml")))) {
            assertThat(mm(usage.toArray())).as(usage.toString()).isEqualTo(Exit.USAGE);
            assertThat(said.toString().strip().replace("week 1 is not graded yet\n", ""))
                    .startsWith("mm: ")
                    .doesNotContain("\n", "Exception");
        }
    }

    @Test
    void the_course_file_of_the_handbook_is_right() throws IOException {
        String page = Files.readString(KitHome.root().resolve("docs/course.md"));
        String yaml = page.replaceFirst("(?s).*?```yaml\n(.*?)```.*", "$1");
        CoursePlan plan = PlanFile.read(file("course.yml", yaml));
        assertThat(plan.weeks().keySet()).containsExactly("1", "2", "3");
        assertThat(plan.budget()).isEqualTo(3);
        assertThat(plan.weeks().get("3").most()).isEqualTo(64);
        assertThat(plan.adjustments()).hasSize(2);
    }

    private Map<String, String> row(Path table, String student) {
        List<List<String>> rows = Csv.read(table);
        Map<String, String> row = new LinkedHashMap<>();
        List<String> line = rows.stream()
                .filter(each -> each.get(0).equals(student))
                .findFirst()
                .orElseThrow();
        for (int i = 0; i < line.size(); i++) {
            row.put(rows.get(0).get(i), line.get(i));
        }
        return row;
    }

    @Tag("slow")
    @Test
    void the_weeks_of_a_course_become_one_book_of_which_every_number_can_be_traced() throws Exception {
        file("roster.csv", "student\nada\nbob\ncyd\ndan\neve\n");
        for (int week = 1; week <= 2; week++) {
            for (String student : List.of("team", "cyd", "eve")) {
                SampleClass.write(folder.resolve("w" + week), student, SampleClass.Kind.DOES_NOT_COMPILE);
            }
        }
        file("w1.csv", "team,2026-11-11 11:00\ncyd,2026-11-10 11:00\neve,2026-11-10 11:00\n");
        file("w2.csv", "team,2026-11-19 11:00\ncyd,2026-11-17 12:05\neve,2026-11-17 11:00\n");
        String text = HEAD
                + "groups:\n  team: [ada, bob, zoe]\nwithdrawn: {eve: 2026-11-12}\n"
                + "late: {grace: 10m, budget: 2d, steps: {each: 1d, minus: 10%, most: 5}}\n"
                + WEEK + "    times: w1.csv\n    weight: 1\n"
                + "  2:\n    only: 06\n    submissions: w2\n    times: w2.csv\n    deadline: 2026-11-17 12:00\n    weight: 3\n"
                + "  3:\n    only: 07\n    submissions: w3\n    deadline: 2026-11-24 12:00\n"
                + "adjustments:\n- {student: ada, week: 2, points: +40, reason: 'a fault in check 2, \"x\"', by: Dr. K}\n"
                + "- {student: bob, points: 2.5, reason: helped in class, by: Dr. K}\n"
                + "- {student: cyd, week: 2, points: -1.5, reason: -, by: Dr. K}\n";
        Path course = file("course.yml", text);
        for (String week : List.of("1", "2")) {
            assertThat(mm("class", "--course", course, "--week", week))
                    .as(said.toString())
                    .isZero();
            assertThat(said.toString()).contains("course.yml:5: 'zoe' of the group team is not on the roster");
        }
        assertThat(mm("course", "gradebook", "--course", course))
                .as(said.toString())
                .isZero();
        assertThat(said.toString()).contains("week 3 is not graded yet");
        Path table = folder.resolve("out/course.csv");
        assertThat(row(table, "ada"))
                .containsEntry("1 late", "23 h 0 min")
                .containsEntry("1 late days", "1")
                .containsEntry("1 minus", "0%")
                .containsEntry("2 late", "1 d 23 h 0 min")
                .containsEntry("2 late days", "1")
                .containsEntry("2 minus", "10%")
                .containsEntry("2 adjusted", "40")
                .containsEntry("2 final", "40")
                .containsEntry("2 of", "100")
                .containsEntry("total %", "30"); // 100 x (0/100 + 3 x 40/100) / 4
        assertThat(row(table, "bob")).containsEntry("adjusted", "2.5").containsEntry("total %", "2.5");
        assertThat(row(table, "cyd")).containsEntry("2 late", "").containsEntry("2 minus", "0%");
        assertThat(row(table, "cyd")).containsEntry("2 adjusted", "-1.5").containsEntry("2 final", "0");
        assertThat(row(table, "dan")).containsEntry("1 status", "not handed in").containsEntry("1 final", "0");
        assertThat(row(table, "eve"))
                .containsEntry("status", "withdrawn 2026-11-12")
                .containsEntry("total %", "");
        JsonNode book = Store.JSON.readTree(folder.resolve("out/course.json").toFile());
        book.get("students")
                .forEach(student -> student.get("weeks").forEach(week -> {
                    JsonNode page =
                            read(folder.resolve("out").resolve(week.get("from").asText()));
                    assertThat(page.get("student").asText())
                            .isEqualTo(student.get("student").asText());
                    if (page.has("mark")) {
                        assertThat(page.get("mark").get("final").asText())
                                .isEqualTo(week.get("final").asText());
                    }
                }));
        assertThat(Files.readString(folder.resolve("out/week-2/students/ada.html")))
                .contains(
                        "+40: a fault in check 2, &quot;x&quot; (Dr. K)",
                        "one late day was used; one started step of 10%");
        assertThat(Files.readString(folder.resolve("out/course.html")))
                .contains(
                        "href=\"week-2/students/ada.html\">40</a>",
                        "100 × (1 × 0/100 + 3 × 40/100) / 4",
                        "not graded yet");
        assertThat(Files.readString(folder.resolve("out/week-1/gradebook.csv"))).contains("ada,team,does not compile,");

        file("course.yml", text.replace("student: ada, week: 2", "student: ade, week: 2"));
        assertThat(mm("course", "gradebook", "--course", course)).isEqualTo(Exit.USAGE);
        assertThat(said.toString()).contains("course.yml:26: nobody of the course is called 'ade'");
        file("course.yml", text.replaceFirst("only: 06", "only: 05"));
        assertThat(mm("course", "gradebook", "--course", course)).isEqualTo(Exit.USAGE);
        assertThat(said.toString()).contains("week-1: this was graded for '06', and the course file says '05'");
    }

    private static JsonNode read(Path file) {
        try {
            return Store.JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}

package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import mm.grader.cli.Mm;
import mm.grader.course.files.Csv;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.LateFile;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.handin.Shard;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.kit.Exit;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What made a mark wrong, or a right one look wrong, without a word. */
@Tag("slow")
final class NeverSilentlyWrongTest {
    private static final String POLICY =
            "deadline: 2026-11-10 12:00\nzone: UTC\nsteps:\n  each: 1d\n  minus: 10%\n  most: 5\n";

    @TempDir
    private Path folder;

    private Path submissions;
    private Path out;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void name() {
        submissions = folder.resolve("submissions");
        out = folder.resolve("out");
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Gradebook book(Roster roster, LatePolicy policy, HandInTimes times) {
        return new Gradebook(Names.PLAIN, roster, policy, times, Set.of(), "x", Language.EN);
    }

    private Gradebook late(String policy) throws IOException {
        return book(null, LateFile.read(file("late.yml", policy)), HandInTimes.NONE);
    }

    private int run(Gradebook book) {
        return new FakeCourse(0).run(submissions, out, book, FakeCourse.KIT, said);
    }

    private List<Map<String, String>> rows(Path place) {
        List<List<String>> table = Csv.read(place.resolve("gradebook.csv"));
        List<Map<String, String>> rows = new ArrayList<>();
        for (List<String> line : table.subList(1, table.size())) {
            Map<String, String> row = new TreeMap<>();
            for (int i = 0; i < line.size(); i++) {
                row.put(table.get(0).get(i), line.get(i));
            }
            rows.add(row);
        }
        return rows;
    }

    private Map<String, String> row(String student) {
        return rows(out).stream()
                .filter(row -> row.get("student").equals(student))
                .findFirst()
                .orElseThrow();
    }

    private void commit(String student, int points, String time) throws Exception {
        FakeCourse.handIn(submissions, student, points);
        commitAll(student, time);
    }

    private void commitAll(String student, String time) throws Exception {
        Path own = submissions.resolve(student);
        if (!Files.exists(own.resolve(".git"))) {
            SampleClass.git(own, "init", "-q", ".");
        }
        SampleClass.commitAll(own, time);
    }

    private void starter(String student) throws Exception {
        SampleClass.copy(submissions.resolve(student), KitHome.exercises(), Exercise.LRU, Exercise.OOM);
        file("submissions/" + student + "/README.md", "read me");
        commitAll(student, "2026-11-01T12:00:00Z");
    }

    private static int mm(StringWriter text, Object... arguments) {
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return Mm.execute(new PrintWriter(text), new PrintWriter(text, true), words);
    }

    @Test
    void shards_merge_to_the_marks_of_one_run_also_with_deadlines_or_are_refused() throws Exception {
        commit("ada", 90, "2026-11-10T11:00:00Z");
        commit("ada", 10, "2026-11-12T11:00:00Z");
        commit("bob", 70, "2026-11-11T11:00:00Z");
        FakeCourse.handIn(submissions, "cyd", 50);
        Path policy = file("late.yml", POLICY);
        Gradebook with = late(POLICY);
        run(with);
        List<Object> plain = new ArrayList<>(List.of("merge"));
        List<Object> same = new ArrayList<>(List.of("merge"));
        for (int i = 1; i <= 2; i++) {
            Path unaware = folder.resolve("unaware-" + i);
            Path aware = folder.resolve("aware-" + i);
            new FakeCourse(0).run(submissions, unaware, FakeCourse.BOOK, FakeCourse.KIT, said, new Shard(i, 2));
            new FakeCourse(0).run(submissions, aware, with, FakeCourse.KIT, said, new Shard(i, 2));
            plain.add(unaware);
            same.add(aware);
        }
        StringWriter text = new StringWriter();
        Path merged = folder.resolve("merged");
        List<Object> late = List.of("--late", policy, "--out", merged);
        plain.addAll(late);
        assertThat(mm(text, plain.toArray())).isEqualTo(Exit.USAGE);
        assertThat(text.toString())
                .contains("unaware-1: this shard graded the commit of ada by the rule 'head'")
                .contains("here it would be 'in time until 2026-11-10T12:00:00Z'");
        same.addAll(late);
        assertThat(mm(text, same.toArray())).as(text.toString()).isZero();
        for (Path file : FileTrees.files(out)) {
            assertThat(merged.resolve(out.relativize(file).toString())).hasSameBinaryContentAs(file);
        }
        same.removeAll(List.of("--late", policy));
        assertThat(mm(text, same.toArray()))
                .as("nor may a merge know of no deadline")
                .isEqualTo(Exit.USAGE);
        assertThat(row("ada")).containsEntry("total", "90").containsEntry("final", "90");
    }

    @Test
    void a_list_of_times_names_who_is_unknown_and_who_is_missing_and_the_source_of_each_time_is_said()
            throws Exception {
        FakeCourse.handIn(submissions, "ada", 80);
        FakeCourse.handIn(submissions, "bob", 55);
        LatePolicy policy = LateFile.read(file("late.yml", POLICY));
        Path times =
                file("times.csv", "student,time\nada,2026-11-10 11:00\nbbo,2026-11-10 11:00\ncyd,2026-11-10 11:00\n");
        Roster roster = Roster.read(file("roster.csv", "ada\nbob\ncyd\n"));
        for (Path source : FileTrees.files(submissions.resolve("bob"))) {
            Files.setLastModifiedTime(
                    source, java.nio.file.attribute.FileTime.from(Instant.parse("2026-11-20T00:00:00Z")));
        }
        run(book(roster, policy, HandInTimes.read(times, policy.zone())));
        assertThat(said.toString())
                .contains(
                        "times.csv:3: there is a time for 'bbo', but no hand-in, and nobody of this name is on the roster")
                .contains("times.csv:4: there is a time for 'cyd', but no hand-in")
                .contains("times.csv: one hand-in has no time here: bob; the time of the commit")
                .contains("times: 1 by the file, 1 by the list of times", "1 of 2 are late")
                .doesNotContain("mm: all ");
        assertThat(row("ada")).containsEntry("time from", "times").containsEntry("final", "80");
        assertThat(row("bob")).containsEntry("time from", "file").containsEntry("final", "0");
        said.getBuffer().setLength(0);
        FileTrees.delete(submissions.resolve("ada"));
        run(book(null, policy, HandInTimes.NONE));
        assertThat(said.toString()).contains("mm: all 1 are late, some by the times of their files, which git clone");
    }

    @Test
    void a_commit_that_changes_nothing_of_the_hand_out_is_passed_over_and_later_commits_are_named() throws Exception {
        starter("ada");
        FakeCourse.handIn(submissions, "ada", 80);
        commitAll("ada", "2026-11-10T12:01:00Z");
        commit("bob", 60, "2026-11-10T11:59:00Z");
        commit("bob", 100, "2026-11-10T12:01:00Z");
        commit("bob", 100, "2026-11-10T12:01:00Z".replace("12:01", "12:02"), "again");
        run(late(POLICY));
        assertThat(row("ada"))
                .containsEntry("06", "80")
                .containsEntry("minus", "10%")
                .containsEntry("final", "72");
        assertThat(row("ada").get("reason"))
                .matches("commit [0-9a-f]{10} of 2026-11-01T12:00:00Z was in time and is passed over, as it changes.*");
        assertThat(row("bob")).containsEntry("06", "60").containsEntry("final", "60");
        assertThat(row("bob").get("reason"))
                .matches("2 later commits do not count: .* the last one is [0-9a-f]{10} of 2026-11-10T12:02:00Z");
        run(late(POLICY + "commits: best\n"));
        assertThat(row("bob")).containsEntry("06", "100").containsEntry("final", "90");
        assertThat(row("ada")).containsEntry("06", "80").containsEntry("final", "72");
        run(late(POLICY.replace("10%", "50%") + "commits: best\n"));
        assertThat(row("bob")).as("the one in time is better then").containsEntry("final", "60");
    }

    private void commit(String student, int points, String time, String remark) throws Exception {
        FakeCourse.handIn(submissions, student, points);
        file("submissions/" + student + "/NOTES", remark);
        commitAll(student, time);
    }

    @Test
    void what_changes_no_graded_source_is_no_hand_in_whatever_else_it_changes() throws Exception {
        starter("ada");
        FileTrees.delete(submissions.resolve("ada/04-lru"));
        SampleClass.copy(submissions.resolve("ada"), KitHome.solutions(), Exercise.LRU);
        commitAll("ada", "2026-11-09T12:00:00Z"); // another exercise than the one that is graded
        FakeCourse.handIn(submissions, "ada", 40);
        commitAll("ada", "2026-11-11T12:00:00Z");
        run(late(POLICY));
        assertThat(row("ada"))
                .containsEntry("06", "40")
                .containsEntry("minus", "10%")
                .containsEntry("final", "36");
    }

    @Test
    void a_late_commit_of_another_file_makes_nobody_later() throws Exception {
        starter("ada");
        FakeCourse.handIn(submissions, "ada", 80);
        commitAll("ada", "2026-11-10T12:01:00Z");
        file("submissions/ada/README.md", "a word more");
        commitAll("ada", "2026-11-13T12:01:00Z");
        for (String rule : List.of("", "commits: head\n", "commits: best\n")) {
            run(late(POLICY + rule));
            assertThat(row("ada")).as(rule).containsEntry("minus", "10%").containsEntry("final", "72");
        }
        run(late(POLICY));
        assertThat(row("ada").get("reason"))
                .matches(".*; what is graded has been there since commit [0-9a-f]{10} of 2026-11-10T12:01:00Z;"
                        + " one later commit changes nothing in it");
    }

    @Test
    void a_regrade_without_yes_overwrites_nothing_even_if_no_mark_changes() throws Exception {
        SampleClass.write(submissions, "ada", SampleClass.Kind.FORBIDDEN);
        StringWriter text = new StringWriter();
        assertThat(mm(text, "class", submissions, "--out", out, "--only", "06")).isZero();
        Path result = out.resolve("results/ada.json");
        String old = Files.readString(result).replaceFirst("\"kit\" : \"[0-9a-f]+\"", "\"kit\" : \"of last year\"");
        Files.writeString(result, old);
        Map<Path, String> before = new TreeMap<>();
        for (Path file : FileTrees.files(out)) {
            before.put(file, Files.readString(file));
        }
        assertThat(mm(text, "class", submissions, "--out", out, "--only", "06", "--regrade"))
                .isZero();
        assertThat(text.toString()).contains("nobody's marks change", "nothing is overwritten; with --yes");
        before.forEach((file, content) -> assertThat(file).hasContent(content));
        assertThat(mm(text, "class", submissions, "--out", out, "--only", "06", "--regrade", "--yes"))
                .isZero();
        assertThat(Files.readString(result)).doesNotContain("of last year");
        assertThat(Files.readString(out.resolve("old/1/results/ada.json"))).contains("of last year");
    }

    @Test
    void lateness_is_shown_as_the_policy_counts_it_also_when_the_clocks_change() throws IOException {
        String steps = "zone: Europe/Berlin\nsteps:\n  each: 1d\n  minus: 10%\n  most: 5\n";
        LatePolicy spring = LateFile.read(file("spring.yml", "deadline: 2027-03-27 23:59\n" + steps));
        LatePolicy autumn = LateFile.read(file("autumn.yml", "deadline: 2026-10-24 23:59\n" + steps));
        shown(spring, "2027-03-28T22:29:00Z", "1 d 0 h 30 min", "20"); // 23 h 30 min by a stop watch
        shown(spring, "2027-03-28T21:59:00Z", "1 d 0 h 0 min", "10");
        shown(autumn, "2026-10-25T22:58:00Z", "24 h 59 min", "10"); // the day has 25 hours
        shown(autumn, "2026-10-25T22:59:01Z", "1 d 0 h 0 min 1 s", "20");
        LatePolicy hours =
                LateFile.read(file("hours.yml", "deadline: 2026-10-24 23:59\n" + steps.replace("1d", "24h")));
        shown(hours, "2026-10-25T22:58:00Z", "24 h 59 min", "20");
        shown(hours, "2026-10-26T22:59:00Z", "49 h 0 min", "30");
        for (String twice : List.of("2026-10-25 02:30", "2027-03-28 02:30")) {
            assertThatThrownBy(() -> LateFile.read(file("x.yml", "deadline: " + twice + "\n" + steps)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("x.yml:1: '" + twice + "' is ")
                    .hasMessageContaining("offset such as +01:00");
        }
        assertThat(LateFile.read(file("x.yml", "deadline: 2026-10-25 02:30+01:00\n" + steps))
                        .deadline())
                .isEqualTo("2026-10-25T02:30+01:00[Europe/Berlin]");
    }

    private static void shown(LatePolicy policy, String time, String late, String minus) {
        assertThat(policy.of("x", Instant.parse(time)).length()).as(time).isEqualTo(late);
        assertThat(policy.of("x", Instant.parse(time)).minus()).as(time).isEqualByComparingTo(minus);
    }

    @Test
    void a_cell_says_why_there_are_no_points_and_the_figures_are_of_those_who_handed_in() throws Exception {
        SampleClass.write(submissions, "ada", SampleClass.Kind.DOES_NOT_COMPILE);
        SampleClass.write(submissions, "bob", SampleClass.Kind.FORBIDDEN);
        Path lru = Exercise.LRU.sources(submissions.resolve("cyd")).resolve("mm/lru/ExactLru.java");
        Files.createDirectories(lru.getParent());
        Files.writeString(lru, "package mm.lru; class ExactLru {");
        StringWriter text = new StringWriter();
        assertThat(mm(text, "class", submissions, "--out", out, "--only", "04,06"))
                .as(text.toString())
                .isZero();
        assertThat(row("ada")).containsEntry("04", "not handed in").containsEntry("06", "does not compile");
        assertThat(row("bob")).containsEntry("04", "not handed in").containsEntry("06", "forbidden");
        assertThat(row("cyd")).containsEntry("04", "does not compile").containsEntry("06", "not handed in");
        assertThat(row("cyd")).containsEntry("total", "0").containsEntry("status", "graded");
        String page = Files.readString(out.resolve("class.html"));
        assertThat(page).contains("<td class=\"n\">0 / 2</td>").doesNotContain("/ 3</td>");
        assertThat(page).contains("<td class=\"n\"><span class=\"why\">not handed in</span></td>");
    }
}

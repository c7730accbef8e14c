package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.course.files.Csv;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.Imports;
import mm.grader.course.gradebook.LateFile;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Pseudonyms;
import mm.grader.course.roster.Roster;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed from results: the gradebook, penalties, grades for other systems, pseudonyms, and what a regrade shows. */
final class GradebookTest {
    @TempDir
    private Path folder;

    private Path submissions;
    private Path out;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void makeAClass() throws IOException {
        submissions = folder.resolve("submissions");
        out = folder.resolve("out");
        FakeCourse.handIn(submissions, "ada", 80);
        FakeCourse.handIn(submissions, "bob", 55);
    }

    private int run(Gradebook book) {
        return new FakeCourse(0).run(submissions, out, book, FakeCourse.KIT, said);
    }

    private static Gradebook with(Roster roster, LatePolicy policy, HandInTimes times, Imports... formats) {
        return new Gradebook(Names.PLAIN, roster, policy, times, Set.of(formats), "Kit (4711)", Language.EN);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private List<String> gradebook() throws IOException {
        return Files.readAllLines(out.resolve("gradebook.csv"));
    }

    @Test
    void no_cell_of_a_gradebook_is_a_formula() {
        assertThat(List.of("=1+1", "+1", "-1", "@SUM(A1)", "\r=1", " =1", "\n=1", "\uff1d1"))
                .allSatisfy(cell -> assertThat(Csv.safe(cell)).isEqualTo("'" + cell));
        assertThat(Csv.safe(Csv.number("-1.5"))).as("a number of ours").isEqualTo("-1.5");
        assertThat(Csv.safe(Csv.number("-1+cmd"))).as("and nothing else").doesNotStartWith("-");
        assertThat(Csv.safe("\t=1")).as("one cell, or two").isEqualTo("'\t'=1");
        assertThat(Csv.safe("a;=1|+2\t@3")).isEqualTo("a;'=1|'+2\t'@3");
        assertThat(List.of("ada", "1=1", "a-b", "", "'=1"))
                .allSatisfy(cell -> assertThat(Csv.safe(cell)).isEqualTo(cell));
        assertThat(Csv.safeLine(List.of("a,b", "say \"x\"", "=2\n3")))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"'=2\n3\"\r\n");
    }

    @Test
    void a_table_is_separated_by_what_its_first_line_has() throws IOException {
        for (String separator : List.of(",", ";", "\t")) {
            assertThat(Csv.read(file("table.csv", "student" + separator + "name\nada" + separator + "\"Ada; L\"\n")))
                    .as(separator)
                    .containsExactly(List.of("student", "name"), List.of("ada", "Ada; L"));
        }
    }

    @Test
    void a_roster_that_names_nobody_who_handed_in_is_refused() throws IOException {
        Gradebook book = with(Roster.read(file("other.csv", "cyd\neve\n")), null, HandInTimes.NONE);
        assertThatThrownBy(() -> book.know(List.of("ada", "bob"), new PrintWriter(new StringWriter())))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("ada")
                .hasMessageContaining("cyd");
    }

    @Test
    void a_roster_tells_who_did_not_hand_in_and_who_is_unknown() throws IOException {
        int code = run(with(Roster.read(file("roster.csv", "ada\ncyd\n\n")), null, HandInTimes.NONE));
        assertThat(code).isZero();
        assertThat(gradebook())
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("student,06,total,bonus,seed,sandbox,status,reason"),
                        ada -> assertThat(ada).startsWith("ada,80,80,0,").endsWith(",graded,"),
                        bob -> assertThat(bob).startsWith("bob,55,55,0,").endsWith(",graded,not on the roster"),
                        cyd -> assertThat(cyd).isEqualTo("cyd,,,,,,not handed in,"));
        assertThat(said.toString()).contains("1 not handed in: cyd", "1 not on the roster: bob");
        assertThat(Files.readString(out.resolve("class.html"))).contains("not on the roster", "cyd");
    }

    @Test
    void the_page_and_the_reports_speak_chinese_where_that_is_asked_for_and_leave_names_alone() throws IOException {
        FakeCourse.handIn(submissions, "failed", 55);
        Files.createDirectories(submissions.resolve("unreadable"));
        Roster roster = Roster.read(file("roster.csv", "ada\nbob\nfailed\nunreadable\ngraded\n"));
        run(new Gradebook(Names.PLAIN, roster, null, HandInTimes.NONE, Set.of(), "", Language.ZH));
        String page = Files.readString(out.resolve("class.html"));
        assertThat(page)
                .contains("<html lang=\"zh\">", "<h1>全班</h1>", "中位数", "title=\"3 未通过\"", "<th scope=\"col\">学生</th>")
                .contains(">failed</a>", "<td translate=\"no\">unreadable</td><td>无法读取</td>", ">graded</a>");
        assertThat(Pattern.compile("(?<=>)[^<]*[a-z]{2}[^<]*(?=<)")
                        .matcher(page.replaceAll(
                                "(?s)<style>.*?</style>|<script>.*?</script>|<(\\w+) translate=\"no\".*?</\\1>", ""))
                        .results()
                        .map(MatchResult::group)
                        .map(String::strip)
                        .filter(text -> text.codePoints().noneMatch(Character::isIdeographic)))
                .as("left in English: what the kit is called, and the checks of this test's own")
                .containsOnly("Linux Memory Kit", "06 OOM killer", "the points", "the rest");
        assertThat(page).contains("<td>这个文件夹里没有练习");
        assertThat(Files.readString(out.resolve("reports/ada.html"))).contains("<html lang=\"zh\">", "各练习、各步的得分");
        assertThat(gradebook().get(0)).isEqualTo("student,06,total,bonus,seed,sandbox,status,reason");
        assertThat(gradebook()).as("a file for programs").anyMatch(row -> row.contains("there is no exercise in this"));
        assertThat(said.toString()).contains("unreadable: 这个文件夹里没有练习");
        run(new Gradebook(
                Names.PLAIN,
                Roster.read(file("roster.csv", "ada\n")),
                null,
                HandInTimes.NONE,
                Set.of(),
                "",
                Language.ZH));
        assertThat(Files.readString(out.resolve("class.html"))).contains("<td>不在名册上</td>", "<td>不在名册上；这个文件夹里没有练习");
    }

    @Test
    void canvas_gets_its_five_columns_and_knows_students_by_what_the_roster_says() throws IOException {
        Roster roster = Roster.read(file(
                "canvas-export.csv",
                "\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Old (1)\n"
                        + "    Points Possible,,,,,10\n"
                        + "\"Lovelace, Ada\",17,S17,ada,\"A, B\",9\n\"Cyd, C\",18,,cyd,A,\n"));
        run(with(roster, null, HandInTimes.NONE, Imports.CANVAS));
        assertThat(out.resolve("canvas.csv"))
                .hasContent("Student,ID,SIS User ID,SIS Login ID,Section,Kit (4711)\r\n"
                        + "\"    Points Possible\",,,,,100\r\n"
                        + "\"Lovelace, Ada\",17,S17,ada,\"A, B\",80\r\n");
        run(with(null, null, HandInTimes.NONE, Imports.CANVAS));
        assertThat(out.resolve("canvas.csv")).content().endsWith("\r\nada,,,ada,,80\r\nbob,,,bob,,55\r\n");
    }

    @Test
    void moodle_gets_the_columns_that_the_roster_has_and_no_grade_above_the_most() throws IOException {
        run(with(null, null, HandInTimes.NONE, Imports.MOODLE));
        assertThat(out.resolve("moodle.csv")).hasContent("Username,Kit (4711)\r\nada,80\r\nbob,55\r\n");
        Roster roster =
                Roster.read(file("participants.csv", "submission,Email address,ID number\nada,ada@example.org,007\n"));
        run(with(roster, null, HandInTimes.NONE, Imports.MOODLE));
        assertThat(out.resolve("moodle.csv"))
                .hasContent("ID number,Email address,Kit (4711)\r\n007,ada@example.org,80\r\n");
    }

    @Test
    void lateness_costs_steps_behind_the_deadline_and_the_raw_score_stays() throws IOException {
        LatePolicy policy = LateFile.read(file(
                "late.yml",
                "deadline: 2026-10-24 23:59\nzone: Europe/Berlin\n"
                        + "extensions:\n  bob: 1d\n"
                        + "steps:\n  each: 1d\n  minus: 10%\n  most: 3\n"));
        HandInTimes times = HandInTimes.read(
                file("times.csv", "student,time\nada,2026-10-25 23:59:30\nbob,2026-10-25T22:59:00Z\n"), policy.zone());
        run(with(null, policy, times));
        assertThat(gradebook())
                .satisfiesExactly(
                        head -> assertThat(head)
                                .isEqualTo(
                                        "student,06,total,bonus,handed in,time from,late,minus,final,seed,sandbox,status,reason"),
                        // The clocks were put back on 25 October: a day behind the deadline is 25 hours behind it.
                        ada -> assertThat(ada)
                                .startsWith("ada,80,80,0,2026-10-25T23:59:30+01:00,times,1 d 0 h 0 min 30 s,20%,64,"),
                        bob -> assertThat(bob).startsWith("bob,55,55,0,2026-10-25T23:59:00+01:00,times,,0%,55,"));
        assertThat(policy.of("ada", Instant.parse("2026-10-28T00:00:00Z")).minus())
                .isEqualByComparingTo("100");
        assertThat(policy.of("ada", Instant.parse("2026-10-24T21:59:00Z")).minus())
                .isEqualByComparingTo("0");
    }

    @Test
    void a_list_of_steps_holds_each_until_its_time_and_behind_the_last_all_is_lost() throws IOException {
        LatePolicy policy = LateFile.read(
                file(
                        "late.yml",
                        "deadline: 2026-11-30T12:00\nzone: UTC\nsteps:\n- {until: 6h, minus: 5%}\n- {until: 2d, minus: 12.5%}\n"));
        Map<String, String> minus = Map.of(
                "2026-11-30T18:00:00Z", "5",
                "2026-11-30T18:00:01Z", "12.5",
                "2026-12-02T12:00:01Z", "100");
        minus.forEach((time, expected) ->
                assertThat(policy.of("x", Instant.parse(time)).minus()).isEqualByComparingTo(expected));
        assertThat(policy.of("x", Instant.parse("2026-11-30T18:00:01Z")).of(655))
                .isEqualByComparingTo("573.13");
    }

    @Test
    void without_times_the_newest_source_of_a_folder_says_when_it_was_handed_in() throws IOException {
        LatePolicy policy = LateFile.read(file("late.yml", "deadline: 2026-11-30 12:00\nzone: UTC\n"));
        for (Path source : FileTrees.files(submissions)) {
            boolean ada = source.startsWith(submissions.resolve("ada"));
            Files.setLastModifiedTime(
                    source, FileTime.from(Instant.parse(ada ? "2026-11-30T12:00:00Z" : "2026-11-30T12:00:01Z")));
        }
        run(with(null, policy, HandInTimes.NONE));
        assertThat(gradebook().get(1)).contains("2026-11-30T12:00:00Z,file,,0%,80,");
        assertThat(gradebook().get(2)).contains("2026-11-30T12:00:01Z,file,1 s,100%,0,");
    }

    @Test
    void of_a_repository_the_last_commit_in_time_counts() throws Exception {
        LatePolicy policy = LateFile.read(file("late.yml", "deadline: 2026-11-10 12:00\nzone: UTC\n"));
        Path own = submissions.resolve("ada");
        SampleClass.git(own, "init", "-q", ".");
        SampleClass.commitAll(own, "2026-11-10T11:59:59Z");
        FakeCourse.handIn(submissions, "ada", 100);
        SampleClass.commitAll(own, "2026-11-10T12:00:01Z");
        run(with(null, policy, HandInTimes.NONE));
        assertThat(gradebook().get(1)).startsWith("ada,80,80,0,2026-11-10T11:59:59Z,commit,,0%,80,");
        run(with(
                null,
                LateFile.read(file("late.yml", Files.readString(policy.file()) + "commits: head\n")),
                HandInTimes.NONE));
        assertThat(gradebook().get(1)).startsWith("ada,100,100,0,2026-11-10T12:00:01Z,commit,1 s,100%,0,");
    }

    @Test
    void an_anonymous_gradebook_names_nobody_and_a_key_file_does() throws IOException {
        Path key = folder.resolve("key.csv");
        Files.move(submissions.resolve("ada"), submissions.resolve("Grace Hopper"));
        Roster roster = Roster.read(file("roster.csv", "student,name\nGrace Hopper,Admiral\n"));
        String first = null;
        for (int i = 0; i < 2; i++) {
            Gradebook book =
                    new Gradebook(Pseudonyms.in(key), roster, null, HandInTimes.NONE, Set.of(), "", Language.EN);
            assertThat(run(book)).isZero();
            String all = FileTrees.files(out).stream().map(GradebookTest::text).collect(Collectors.joining());
            assertThat(all).doesNotContainIgnoringCase("grace").doesNotContainIgnoringCase("hopper");
            assertThat(FileTrees.files(out).toString()).doesNotContainIgnoringCase("hopper");
            first = first == null ? all : first;
            assertThat(all).as("stable").isEqualTo(first);
        }
        assertThat(Files.readString(key)).startsWith("secret,").contains(",Grace Hopper\r\n");
        Names names = Pseudonyms.in(key);
        names.know(List.of("Grace Hopper"), roster);
        assertThat(names.scrubbed("Grace Hopper", "by grace-HOPPER, Admiral, on a page"))
                .isEqualTo("by P-P, P, on a page".replace("P", names.of("Grace Hopper")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void a_regrade_shows_who_changes_and_overwrites_nothing_until_it_is_taken() throws IOException {
        run(FakeCourse.BOOK);
        List<HandIn> handIns = HandIns.in(submissions);
        Result.Key newKit = new Result.Key("", "kit 2", "06");
        Course course = new Course(
                (submission, seed) -> {
                    FakeCourse fake = new FakeCourse(0);
                    boolean ada = submission.root().endsWith("ada");
                    try {
                        FakeCourse.handIn(folder.resolve("other"), ada ? "ada" : "bob", ada ? 90 : 55);
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                    return fake.mark(
                            mm.grader.submission.Submission.open(folder.resolve("other/" + (ada ? "ada" : "bob"))),
                            seed);
                },
                newKit,
                Names.PLAIN,
                student -> null,
                Language.EN);
        String before = Files.readString(out.resolve("results/ada.json"));
        PrintWriter writer = new PrintWriter(said);
        try (Store store = Store.open(out)) {
            Regrade regrade = new Regrade(store, writer, Texts.english());
            try (Store stage = regrade.stage();
                    Progress progress = Progress.of(writer, Texts.english(), 2)) {
                Map<String, Result> fresh = course.run(stage, handIns, 1, progress);
                assertThat(regrade.compare(fresh)).isEqualTo(1);
                assertThat(said.toString()).contains("1 of 2 change:", "  ada: 80 -> 90, +10 (06 80 -> 90)");
                assertThat(out.resolve("results/ada.json")).hasContent(before);
                regrade.take(fresh, stage);
            }
            assertThat(store.read("ada").orElseThrow().total()).isEqualTo(90);
            assertThat(store.read("bob").orElseThrow().key().kit()).isEqualTo("kit 2");
        }
        assertThat(out.resolve("old/1/results/ada.json")).hasContent(before);
        assertThat(out.resolve("regrade")).doesNotExist();
    }

    @Test
    void what_is_wrong_in_a_file_is_said_with_its_line() throws IOException {
        Map<String, String> policies = Map.of(
                "zone: UTC\n", "late.yml:1: a policy needs a deadline and a zone",
                "zone: UTC\ndeadline: tomorrow\n", "late.yml:2: 'tomorrow' is not a time of the form",
                "zone: Mars\ndeadline: 2026-11-30 12:00\n", "late.yml:1: there is no time zone 'Mars'",
                "zone: UTC\ndeadline: 2026-11-30 12:00\nstep: 1\n", "late.yml:3: there is no key 'step' here",
                "zone: UTC\ndeadline: 2026-11-30 12:00\nsteps:\n  each: 1d\n  minus: 10\n",
                        "late.yml:5: '10' is not a share",
                "zone: UTC\ndeadline: 2026-11-30 12:00\nsteps:\n- {until: 1d}\n", "late.yml:4: 'minus' is missing here",
                "zone: UTC\nextensions:\n  bob: [1\n", "late.yml:4: this is not YAML",
                "", "late.yml:1: there is nothing in this file");
        policies.forEach((text, sentence) ->
                assertThatThrownBy(() -> LateFile.read(file("late.yml", text))).hasMessageContaining(sentence));
        Map<String, String> rosters = Map.of(
                "", "roster.csv:1: there is nobody on this roster",
                "ada,1\nbob,2\n", "roster.csv:1: the first line of a table must name its columns",
                "ID,Section\n1,2\n", "roster.csv:1: no column says how the hand-ins are called",
                "ada\nbob\nada\n", "roster.csv:3: 'ada' is on the roster already",
                "student,id\nada,1\n,2\n", "roster.csv:3: there is nothing in the column student",
                "student\n\"ada\n", "roster.csv:2: this line is not whole");
        rosters.forEach((text, sentence) ->
                assertThatThrownBy(() -> Roster.read(file("roster.csv", text))).hasMessageContaining(sentence));
        assertThatThrownBy(() -> HandInTimes.read(file("times.csv", "ada,noon\n"), java.time.ZoneOffset.UTC))
                .hasMessageContaining("times.csv:1: 'noon' is neither a time of the form");
    }

    @Test
    void each_row_says_whether_the_sandbox_was_on_and_one_of_an_older_kit_does_not() throws IOException {
        run(with(null, null, HandInTimes.NONE));
        Path result = out.resolve("results/ada.json");
        assertThat(gradebook())
                .filteredOn(row -> row.contains(",graded,"))
                .isNotEmpty()
                .allSatisfy(row -> {
                    String[] cells = row.split(",");
                    long seed = Long.parseLong(cells[4]); // FakeCourse takes the even ones for graded behind walls
                    assertThat(cells[5]).isEqualTo(seed % 2 == 0 ? "on" : "off");
                });
        String older = Files.readString(result).replaceFirst("\"sandbox\" ?: ?(true|false),?", "");
        assertThat(Store.JSON.readValue(older, Result.class).sandbox()).isNull();
    }
}

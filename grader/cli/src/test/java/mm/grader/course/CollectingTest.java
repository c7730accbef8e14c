package mm.grader.course;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.Imports;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.handin.HandIns;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Roster;
import mm.grader.kit.FileTrees;
import mm.grader.kit.UserError;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.machine.Exercise;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Hand-ins and rosters as the systems of courses give them, and what is said of a hand-in that has no exercise. */
final class CollectingTest {
    private static final String SOURCE = "06-oom/src/main/java/mm/oom/BadnessOomKiller.java";

    @TempDir
    private Path folder;

    private Path submissions;
    private Path out;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void name() throws IOException {
        submissions = Files.createDirectories(folder.resolve("submissions"));
        out = folder.resolve("out");
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void zip(String name, String student, int points) throws IOException {
        Path file = submissions.resolve(name);
        Files.createDirectories(file.getParent());
        String text = "// by " + student + "\n// points " + points + "\n";
        SampleClass.zip(file, Map.of(SOURCE, text.getBytes(StandardCharsets.UTF_8)));
    }

    private List<String> run(Roster roster, Imports... formats) throws IOException {
        Gradebook book =
                new Gradebook(Names.PLAIN, roster, null, HandInTimes.NONE, Set.of(formats), "Kit", Language.EN);
        new FakeCourse(0).run(submissions, out, book, FakeCourse.KIT, said);
        return Files.readAllLines(out.resolve("gradebook.csv"));
    }

    private List<String> students() {
        return HandIns.in(submissions).stream().map(HandIn::student).toList();
    }

    @Test
    void a_roster_may_be_separated_by_semicolons_and_have_commas_within() throws IOException {
        assertThat(Roster.read(file("semi.csv", "\uFEFFstudent;name\r\nada;Ada L\r\nbob;\"Bob, M\"\r\n"))
                        .students())
                .containsExactly("ada", "bob");
        assertThat(Roster.read(file("quoted.csv", "\"Name, first and last\";Username\n\"L, Ada\";ada\n"))
                        .students())
                .containsExactly("ada");
    }

    @Test
    void moodles_grading_worksheet_knows_its_folders_by_the_participants_numbers() throws IOException {
        zip("Ada Lovelace_101_assignsubmission_file/work.zip", "ada", 80);
        file("submissions/Ada Lovelace_101_assignsubmission_file/report.pdf", "%PDF");
        file("submissions/Ada Lovelace_101_assignsubmission_onlinetext/onlinetext.html", "<p>see file");
        zip("Ada Lovelace_102_assignsubmission_file_/other.zip", "another ada", 55);
        zip("Zo\u00eb Ka\u0142uza_103_assignsubmission_file_work.zip", "zoe", 30);
        file("submissions/Zo\u00eb Ka\u0142uza_103_assignsubmission_file_README.txt", "read me");
        file("submissions/Tim_104_assignsubmission_onlinetext/onlinetext.html", "I have no time");
        String head = "Identifier,\"Full name\",\"Email address\",Status,Grade,\"Maximum grade\"\n";
        Roster roster = Roster.read(file(
                "worksheet.csv",
                head
                        + "Participant 101,Ada Lovelace,ada@example.org,,,\nParticipant 102,Ada Lovelace,a2@example.org,,,\n"
                        + "Participant 103,Zo\u00eb Ka\u0142uza,zoe@example.org,,,\nParticipant 104,Tim,tim@example.org,,,\n"
                        + "Participant 105,Eve,eve@example.org,,,\n"));
        List<String> rows = run(roster, Imports.MOODLE);
        assertThat(rows.get(1)).startsWith("Ada Lovelace_101,80,80,");
        assertThat(rows.get(2)).startsWith("Ada Lovelace_102,55,55,");
        assertThat(rows.get(3)).isEqualTo("Eve,,,,,,not handed in,");
        assertThat(rows.get(4)).startsWith("Tim,,,,,,unreadable,\"there is no exercise in this folder: no Java file");
        assertThat(rows.get(5)).startsWith("Zo\u00eb Ka\u0142uza,30,30,");
        assertThat(out.resolve("moodle.csv"))
                .hasContent("Email address,Kit\r\nada@example.org,80\r\na2@example.org,55\r\nzoe@example.org,30\r\n");
    }

    @Test
    void moodles_list_of_participants_knows_students_by_their_full_names() throws IOException {
        zip("Ada Lovelace_101_assignsubmission_file/work.zip", "ada", 80);
        zip("Bob_102_assignsubmission_file/work.zip", "bob", 20);
        for (String last : List.of("Last name", "Surname")) {
            Roster roster = Roster.read(file(
                    "participants.csv",
                    "First name," + last
                            + ",Email address,Groups\nAda,Lovelace,ada@example.org,\nBob,,b@example.org,\n"));
            assertThat(run(roster))
                    .anyMatch(row -> row.startsWith("Ada Lovelace,80,"))
                    .anyMatch(row -> row.startsWith("Bob,20,"))
                    .noneMatch(row -> row.contains("roster"));
        }
    }

    @Test
    void classrooms_prefix_is_no_part_of_a_name() throws Exception {
        Path clones = folder.resolve("week-3-submissions");
        for (String student : List.of("ada", "bob-m")) {
            FakeCourse.handIn(clones, "week-3-" + student, 40);
            SampleClass.git(clones.resolve("week-3-" + student), "init", "-q", ".");
            SampleClass.commitAll(clones.resolve("week-3-" + student), "2026-11-01T12:00:00Z");
        }
        assertThat(HandIns.in(clones).stream().map(HandIn::student)).containsExactly("ada", "bob-m");
        Path other = Files.move(clones, folder.resolve("clones"));
        assertThat(HandIns.in(other).stream().map(HandIn::student)).containsExactly("week-3-ada", "week-3-bob-m");
        assertThat(HandIns.in(other, "week-3-").stream().map(HandIn::student)).containsExactly("ada", "bob-m");
        Files.move(other, folder.resolve("week-3-submissions"));
        submissions = clones;
        Roster roster = Roster.read(file(
                "classroom_roster.csv",
                "\"identifier\",\"github_username\",\"github_id\",\"name\"\n\"17\",\"ada\",\"1\",\"\"\n"
                        + "\"18\",\"bob-m\",\"2\",\"\"\n\"19\",\"\",\"\",\"\"\n"));
        assertThat(run(roster))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("student"),
                        missing -> assertThat(missing).isEqualTo("19,,,,,,not handed in,"),
                        ada -> assertThat(ada).startsWith("ada,40,").endsWith(",graded,"),
                        bob -> assertThat(bob).startsWith("bob-m,40,").endsWith(",graded,"));
    }

    @Test
    void a_document_beside_the_zip_is_nobodys_business_and_of_two_archives_neither_counts() throws IOException {
        zip("ada/work.zip", "ada", 80);
        file("submissions/ada/report.pdf", "%PDF");
        file("submissions/ada/README", "read me");
        zip("bob.zip", "bob", 55);
        file("submissions/bob.pdf", "%PDF");
        zip("cyd/a.zip", "cyd", 1);
        zip("cyd/b.zip", "cyd", 2);
        assertThat(students()).containsExactly("ada", "bob", "cyd");
        assertThat(run(null))
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("student"),
                        ada -> assertThat(ada).startsWith("ada,80,"),
                        bob -> assertThat(bob).startsWith("bob,55,"),
                        cyd -> assertThat(cyd).contains("this folder has 2 archives", "a.zip, b.zip"));
    }

    @Test
    void each_mistake_in_a_folder_has_a_sentence_of_its_own() throws IOException {
        String source = "package mm.oom;\nclass BadnessOomKiller {}\n";
        Map<String, String> mistakes = new LinkedHashMap<>();
        mistakes.put("report.pdf", "no Java file, only such as report.pdf");
        mistakes.put("BadnessOomKiller.java", "BadnessOomKiller.java must be at " + SOURCE);
        mistakes.put("oom/src/main/java/mm/oom/BadnessOomKiller.java", "must be at " + SOURCE);
        mistakes.put("06-oom/BadnessOomKiller.java", "06-oom/BadnessOomKiller.java must be at " + SOURCE);
        mistakes.put("a/b/c/d/e/f/" + SOURCE, "is too many folders down");
        mistakes.put("BadnessOomKiller.class", "BadnessOomKiller.class is compiled");
        mistakes.put("more/work.zip", "but an archive, more/work.zip");
        mistakes.put("work.rar", "work.rar is an archive of a kind that is not read");
        mistakes.put("Hello.java", "the package of Hello.java is that of no exercise");
        int n = 0;
        for (Map.Entry<String, String> each : mistakes.entrySet()) {
            String name = "s" + n++;
            file(name + "/" + each.getKey(), each.getKey().endsWith("Hello.java") ? "class Hello {}" : source);
            assertThatThrownBy(() -> Submission.open(folder.resolve(name)))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("there is no exercise in this folder")
                    .hasMessageContaining(each.getValue());
        }
        Files.createDirectories(folder.resolve("empty"));
        assertThatThrownBy(() -> Submission.open(folder.resolve("empty")))
                .hasMessageContaining("there is no file in it");
    }

    @Test
    void students_who_handed_in_together_have_a_row_each_and_one_report() throws IOException {
        FakeCourse.handIn(submissions, "team-a", 80);
        FakeCourse.handIn(submissions, "dan", 55);
        FakeCourse.handIn(submissions, "team-x", 20);
        Roster roster = Roster.read(
                file("roster.csv", "student,group,name\nada,team-a,Ada\nbob,team-a,Bob\ncyd,team-c,Cyd\ndan,,Dan\n"));
        List<String> rows = run(roster);
        assertThat(rows)
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("student,hand-in,06,total,bonus,seed,sandbox,status,reason"),
                        ada -> assertThat(ada).startsWith("ada,team-a,80,80,0,"),
                        bob -> assertThat(bob).startsWith("bob,team-a,80,80,0,"),
                        cyd -> assertThat(cyd).isEqualTo("cyd,,,,,,,not handed in,"),
                        dan -> assertThat(dan).startsWith("dan,dan,55,"),
                        team -> assertThat(team).startsWith("team-x,team-x,20,").endsWith(",graded,not on the roster"));
        assertThat(Files.readString(out.resolve("students/bob.html"))).contains("team-a: ada, bob", "--id team-a");
        assertThat(out.resolve("reports/team-a.html")).exists();
        assertThat(Files.readString(out.resolve("class.html")))
                .as("three hand-ins were graded")
                .contains("<td class=\"n\">3 / 3</td>");
        Roster both = Roster.read(file("both.csv", "student,group\nada,\"team-a,team-x\"\ndan,\n"));
        assertThatThrownBy(() -> run(both))
                .hasMessageContaining("both.csv:2: 'ada' is in two groups that handed in, team-a and team-x");
    }

    @Test
    void a_hand_in_that_may_be_of_two_students_is_nobodys() throws IOException {
        FakeCourse.handIn(submissions, "Ada Lovelace", 80);
        Roster roster = Roster.read(file("r.csv", "username,first name,last name\na1,Ada,Lovelace\na2,Ada,Lovelace\n"));
        assertThatThrownBy(() -> run(roster))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("r.csv:3: the hand-in 'Ada Lovelace' may be of a1 or of a2");
        assertThat(FileTrees.files(folder)).noneMatch(file -> file.endsWith("gradebook.csv"));
        assertThat(Exercise.OOM.folder()).isEqualTo(Path.of(SOURCE).getName(0).toString());
    }
}

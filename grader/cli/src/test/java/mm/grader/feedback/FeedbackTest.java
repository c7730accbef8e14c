package mm.grader.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.Recordings;
import mm.grader.cli.Sample;
import mm.grader.cli.grading.ResetFile;
import mm.grader.cli.grading.WatchScreen;
import mm.grader.corpus.Recognition;
import mm.grader.grade.ExerciseResult;
import mm.grader.grade.GradeResult;
import mm.grader.grade.Verdict;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.report.Report;
import mm.grader.report.ReportFormat;
import mm.grader.rubric.Rubric;
import mm.grader.rubric.Status;
import mm.grader.script.AnswerLine;
import mm.grader.script.ScriptRun;
import mm.grader.script.ShrinkableScript;
import mm.grader.script.SideBySide;
import mm.grader.script.SmallestFailure;
import mm.grader.script.SubmittedParts;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.script.Script;
import mm.text.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failed check teaches: the smallest script, the misunderstanding, the hints, the screen of {@code mm watch}. */
final class FeedbackTest {
    @TempDir
    private Path folder;

    @Test
    void the_tutorials_script_runs_and_shows_every_idea() {
        String script = KitHome.exercises().resolve("00-machine/first.mm").toString();
        Sample.Ran ran = Sample.mm("run", script);
        assertThat(ran.code()).isEqualTo(Exit.OK);
        assertThat(ran.out())
                .contains("touch shop data 4M -> ok minflt 1024 majflt 0", "touch child data 1M -> ok minflt 256")
                .containsPattern("look shop data 4M -> ok minflt 0 majflt [1-9]")
                .contains("Out of memory: Killed process 4 (hog)");
    }

    private String wrong(String name) throws IOException {
        Misunderstanding.all().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow()
                .writeTo(folder.resolve("in"));
        return folder.resolve("in").toString();
    }

    private String recording(String kind) throws IOException {
        Path file = folder.resolve(kind + ".txt");
        return Files.write(file, Recordings.of(kind).get(0).lines()).toString();
    }

    @Tag("slow")
    @Test
    void a_failing_recording_shrinks_to_a_few_operations_that_can_be_run_again() throws IOException {
        String with = wrong("merge-ignores-permissions");
        String script = folder.resolve("failing.mm").toString();
        Sample.Ran ran = Sample.mm("shrink", recording("layout"), "--with", with, "--seconds", "200", "--out", script);
        assertThat(ran.code()).isEqualTo(Exit.LESS);
        assertThat(ran.out())
                .containsPattern("goes wrong in the same way, [1-4] operations")
                .contains("by the reference", " ! ", "run it again: mm run --with " + with + " " + script);
        String theirs = Sample.mm("run", "--with", with, script).out();
        assertThat(theirs).isNotEqualTo(Sample.mm("run", script).out()).contains("-> 0x");
        assertThat(Sample.mm(
                        "shrink",
                        recording("layout"),
                        "--with",
                        KitHome.solutions().toString(),
                        "--out",
                        script))
                .isEqualTo(new Sample.Ran(Exit.OK, "", ""));
    }

    @Test
    void a_code_that_stops_is_shrunk_too() throws IOException {
        String with = wrong("worst-fit");
        String script = folder.resolve("failing.mm").toString();
        Sample.Ran ran = Sample.mm("shrink", recording("malloc-c"), "--with", with, "--seconds", "5", "--out", script);
        assertThat(ran.code()).isEqualTo(Exit.LESS);
        assertThat(Files.readAllLines(Path.of(script)).size())
                .isLessThan(Recordings.of("malloc-c").get(0).lines().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"layout", "cow", "malloc-d", "score", "oom", "procps", "swap-mid"})
    void a_recording_of_any_kind_can_be_taken_apart_and_put_together(String kind) {
        Script recording = Recordings.of(kind).get(0);
        ShrinkableScript pieces = ShrinkableScript.of(recording);
        ScriptRun again = ScriptRun.of(
                new Script("again", pieces.script(pieces.finer(pieces.all()))), SubmittedParts.reference());
        assertThat(again.stopped()).isNull();
        assertThat(again.lines().stream().map(FeedbackTest::withoutGiven))
                .containsExactlyElementsOf(recording.lines().stream()
                        .map(FeedbackTest::withoutGiven)
                        .toList());
    }

    /** In recordings of the kind swap the counts are given; those that nobody looks at are not kept. */
    private static String withoutGiven(String line) {
        return line.replaceAll(" minflt \\d+ majflt (\\d+) \\| RssAnon \\d+ VmSwap (\\d+)$", " majflt $1 VmSwap $2");
    }

    @Test
    void a_score_that_differs_shrinks_to_one_question() throws IOException {
        String with = wrong("score-is-badness-per-thousand");
        String script = folder.resolve("failing.mm").toString();
        Sample.Ran ran = Sample.mm("shrink", recording("score"), "--with", with, "--seconds", "20", "--out", script);
        assertThat(ran.out())
                .contains("goes wrong in the same way, 1 operation:")
                .doesNotContain("the state after it");
        assertThat(Path.of(script)).content().contains("oom_score_adj").contains(" -> ?");
    }

    private static List<Message> lines(String... state) {
        return Stream.of(state).map(Message::verbatim).toList();
    }

    @Test
    void the_page_for_a_browser_marks_the_difference_and_draws_it_and_trusts_nobody() {
        String heap = "00500000-00502000 rw-p [heap]";
        SmallestFailure story = new SmallestFailure(
                "smallest-failure.operations",
                List.of("mmap 0x10000000 4096 rw- <script>"),
                new AnswerLine("-> 0x10000000", null),
                new AnswerLine("-> <b>", null),
                lines("process A: VmSize 8", heap, "10000000-10001000 rw-p"),
                lines("process A: VmSize 8", heap, "10000000-10002000 rw-p <i>"));
        ExerciseFeedback lesson = new ExerciseFeedback(
                Exercise.BRK_MMAP, List.of(), story, Path.of("<my --only work>"), Path.of("failing.mm"), "map a\n");
        GradeResult result =
                new GradeResult(1, List.of(result("03", List.of())), Message.verbatim(""), List.of(), false);
        String page = ReportFormat.HTML.text(new Report(result, List.of(lesson), "", Language.EN));
        assertThat(page)
                .contains(
                        "<tr class=\"differs\"><td>10000000-10001000 rw-p</td><td>!</td><td>10000000-10002000 rw-p &lt;i&gt;")
                .contains("<tr><td>" + heap + "</td><td></td><td>" + heap)
                .containsPattern("(?s)<figure tabindex=\"0\"><svg.*[≠+−].*</svg>\\s*</figure>")
                .contains("mm run --with &#39;&lt;my --only work&gt;&#39; --only 03 failing-03.mm")
                .contains(
                        "mm play --with &#39;&lt;my --only work&gt;&#39; --only 03 failing-03.mm -o failing-03-both.html")
                .doesNotContain("rw- <script>", "<b>", "<i>");
        assertThat(ReportFormat.HTML.text(new Report(result, List.of(), "", Language.EN)))
                .doesNotContain("<figure", "class=\"lesson\"");
    }

    @Test
    void equal_lines_stand_side_by_side_and_others_are_marked() {
        assertThat(SideBySide.of(List.of("a", "bb", "c"), List.of("a", "b", "c", "d")))
                .containsExactly("a    a", "bb ! b", "c    c", "   ! d");
    }

    private static ExerciseResult result(String number, List<String> failed) {
        Exercise exercise = Exercise.of(number);
        return new ExerciseResult(
                exercise,
                List.of(),
                Rubric.shipped().of(exercise).stream()
                        .map(check ->
                                Verdict.without(check, failed.contains(check.method()) ? Status.FAILED : Status.PASSED))
                        .toList());
    }

    @Test
    void a_known_misunderstanding_is_named_and_nothing_else_is() {
        for (Misunderstanding wrong : Misunderstanding.all()) {
            assertThat(Recognition.names(wrong)).as(wrong.name()).isSubsetOf(wrong.name());
        }
        Misunderstanding virt = Misunderstanding.all().stream()
                .filter(wrong -> wrong.name().equals("counts-virt"))
                .findFirst()
                .orElseThrow();
        assertThat(Recognition.names(virt)).containsExactly("counts-virt");
        assertThat(Diagnosis.shipped().of(result("06", List.of()))).isEmpty();
        assertThat(Diagnosis.shipped().of(result("06", List.copyOf(virt.fails()))))
                .as("the same checks, for other reasons")
                .isEmpty();
    }

    @Test
    void hints_come_one_by_one() {
        String state = folder.resolve("hints").toString();
        String check = "a_new_mapping_joins_its_equal_neighbours";
        assertThat(Sample.mm("hint", check, "--state", state).out()).contains("hint 1 of 3");
        assertThat(Sample.mm("hint", "03/" + check, "--state", state).out()).contains("hint 2 of 3");
        assertThat(Sample.mm("hint", check, "--state", state).out()).contains("hint 3 of 3: docs/");
        assertThat(Sample.mm("hint", check, "--state", state).out()).contains("hint 3 of 3: docs/");
        assertThat(Sample.mm("hint", check, "--state", state, "--restart").out())
                .contains("hint 1 of 3");
        assertThat(Sample.mm("hint", "no_such_check", "--state", state).err()).contains("names 0 checks");
    }

    @Test
    void watch_shows_the_next_failing_check_of_what_changed_and_more_hints_on_demand() {
        StringWriter text = new StringWriter();
        WatchScreen screen = new WatchScreen(new PrintWriter(text), Texts.english(), false, false);
        Map<Exercise, ExerciseResult> results = new EnumMap<>(Exercise.class);
        results.put(Exercise.PAGE_TABLE, result("01", List.of("an_empty_table_is_its_root")));
        results.put(Exercise.OOM, result("06", List.of("badness_counts_what_death_gives_back")));
        screen.show(results, EnumSet.of(Exercise.OOM));
        assertThat(text.toString())
                .contains("01 Page tables    ###################- 96 of 100")
                .contains("next: 06 badness counts what death gives back", "hint 1: ")
                .doesNotContain("hint 2: ", "\033");
        screen.hint();
        assertThat(text.toString()).contains("hint 2: ");
        screen.next();
        assertThat(text.toString()).contains("next: 01 an empty table is its root");
        screen.all();
        assertThat(text.toString())
                .contains(
                        "06 OOM killer     ##################-- 92 of 100",
                        "  ok    a large virt does not make a task worse");
    }

    @Test
    void a_file_goes_back_to_its_skeleton_and_the_old_one_is_kept() throws IOException {
        Path submission = Path.of(wrong("counts-virt"));
        Path file = Exercise.OOM.sources(submission).resolve("mm/oom/BadnessOomKiller.java");
        String mine = Files.readString(file);
        StringWriter text = new StringWriter();
        new ResetFile(submission, new PrintWriter(text), Texts.english()).reset(file);
        assertThat(text.toString()).contains("BadnessOomKiller.java.old");
        assertThat(file.resolveSibling("BadnessOomKiller.java.old")).hasContent(mine);
        assertThat(file)
                .hasContent(Files.readString(
                        Exercise.OOM.sources(KitHome.exercises()).resolve("mm/oom/BadnessOomKiller.java")));
    }
}

package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import mm.grader.kit.KitHome;
import mm.grader.picture.Words;
import mm.machine.Parts;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.script.Script;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the steps say: each one something, and nothing that does not add up. {@code -Dmm.pages=all}: of all recordings. */
final class StoriesTest {
    private static final int MAX_STEPS = 400;
    private static final Pattern RECORDING = Pattern.compile("(.*?)-\\d+\\.txt");

    /** The scripts and examples of the handbook, and a recording of each kind. */
    static Stream<Path> scripts() throws IOException {
        List<Path> scripts = new ArrayList<>();
        for (String folder : List.of("docs/scripts", "docs/examples")) {
            try (Stream<Path> files = Files.list(KitHome.root().resolve(folder))) {
                // lesson.mm has 470 thousand frames, and each of its steps counts them all
                files.filter(file -> file.toString().matches(".*\\.(mm|txt)") && !file.endsWith("lesson.mm"))
                        .forEach(scripts::add);
            }
        }
        Map<String, Path> first = new TreeMap<>();
        try (Stream<Path> files = Files.list(StepRecorderTest.recording(""))) {
            for (Path file : files.sorted().toList()) {
                Matcher name = RECORDING.matcher(file.getFileName().toString());
                if (name.matches()) {
                    boolean all = "all".equals(System.getProperty("mm.pages"));
                    first.putIfAbsent(all ? name.group() : name.group(1), file);
                }
            }
        }
        scripts.addAll(first.values());
        return scripts.stream().sorted();
    }

    private static List<Step> record(Script script, Words words) {
        List<Step> steps = new ArrayList<>();
        StepRecorder.record(script, StepRecorderTest.reference(), words, MAX_STEPS, Throwable::toString, steps::add);
        return steps;
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("scripts")
    void every_step_says_what_happened_or_why_nothing_did(Path file) throws IOException {
        for (Words words : List.of(Words.english(), Words.of(Locale.CHINESE))) {
            List<String> silent = record(Script.read(file), words).stream()
                    .filter(step ->
                            step.description().isBlank() || step.description().contains(words.say("line.nothing")))
                    .map(Step::text)
                    .toList();
            assertThat(silent).as("%s, %s", file.getFileName(), words.locale()).isEmpty();
        }
    }

    @Test
    void accesses_that_are_steps_of_their_own_are_counted_where_the_line_is_summed_up() {
        List<Step> steps = record(Script.of("x", """
                machine 4M
                start app
                map app heap 64K
                touch app heap
                look app heap 8K
                """), Words.english());
        Step last = steps.stream()
                .filter(step -> step.text().startsWith("touch app heap -> ok minflt 16"))
                .findFirst()
                .orElseThrow();
        assertThat(last.description())
                .contains("14 accesses: 14 minor and 0 major faults")
                .contains("2 more accesses of this line are the steps before: 16 in all.");
        assertThat(steps.get(steps.size() - 1).description())
                .as("what another line did is no part of this one")
                .doesNotContain("18 in all", "17 in all");
    }

    /** The kind of the line, what it was refused with, and a word of the reason. */
    @Test
    void a_refusal_says_why() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (String name : List.of("faults-1", "limits-1", "layout-1", "stack-1")) {
            for (Step step : record(Script.read(StepRecorderTest.recording(name + ".txt")), Words.english())) {
                Matcher line = Pattern.compile("(\\w+) .*-> (E[A-Z]+).*").matcher(step.text());
                if (line.matches()) {
                    reasons.put(line.group(1) + " " + line.group(2), step.description());
                    assertThat(step.description()).as(step.text()).contains(line.group(2));
                }
            }
        }
        assertThat(reasons.get("mmap EEXIST")).contains("fixed_noreplace must not replace");
        assertThat(reasons.get("mprotect ENOMEM")).contains("in no mapping");
        assertThat(reasons.get("mmap EINVAL")).contains("the length is zero");
    }

    @Test
    void the_sum_by_which_the_break_moves_is_told_wherever_malloc_moves_it_up() throws IOException {
        List<Step> steps = record(Script.read(StepRecorderTest.recording("malloc-a-1.txt")), Words.english());
        List<Step> moved = steps.stream()
                .filter(step -> step.text().matches("malloc .* brk .*\\+\\d+"))
                .toList();
        assertThat(moved).hasSizeGreaterThan(5).allSatisfy(step -> {
            String bytes = step.text().replaceFirst(".*\\+", "");
            assertThat(step.description()).as(step.text()).contains("rounded up to whole pages: " + bytes + ".");
        });
        assertThat(steps.stream().map(Step::description)).anyMatch(told -> told.contains("top has no room ("));
    }

    @Test
    void a_file_of_a_recorded_screen_is_one_step() throws IOException {
        List<Step> steps = record(Script.read(StepRecorderTest.recording("procps-1.txt")), Words.english());
        assertThat(steps).allMatch(step -> step.text().startsWith("==="));
        assertThat(steps.get(0).output()).anyMatch(line -> line.startsWith("MemTotal:"));
    }

    /** A submission may answer what it likes: no sum may be shown that does not add up. */
    @Test
    void numbers_of_this_code_that_the_rule_does_not_give_are_told_beside_the_rule() {
        Script script = Script.of("x", """
                MemTotal 24683656 kB
                SwapTotal 0 kB
                VmRSS 4096 VmSwap 0 VmPTE 4 oom_score_adj 1 -> ?
                """);
        Parts other = StepRecorderTest.reference()
                .watching(
                        (contract, exercise, part) -> contract == OomKiller.class ? new Pages((OomKiller) part) : part);
        List<Step> steps = StepRecorderTest.record(script, other, 10);
        Step last = steps.get(steps.size() - 1);
        assertThat(last.description())
                .contains("× (6170914 pages / 1000) = 7195. Careful: this code answers badness 1026.")
                .contains("(1000 + 1026 × 1000 / 6170914) × 2 / 3 = 1000 × 2 / 3 = 666")
                .contains("Careful: of that badness this code makes oom_score 42.");
        assertThat(last.pictures().get("badness").description()).contains("1025 + 6170 = 7195, this code: 1026");
    }

    /** Adds the adjustment as pages, and has one score for all. */
    private record Pages(OomKiller killer) implements OomKiller {
        @Override
        public long badness(OomTask task, long totalPages) {
            return task.rss() + task.swapents() + task.pageTables() + task.oomScoreAdj();
        }

        @Override
        public int oomScore(OomTask task, long totalPages) {
            return 42;
        }

        @Override
        public OomTask select(List<OomTask> tasks, long totalPages) {
            return killer.select(tasks, totalPages);
        }

        @Override
        public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
            return killer.killed(victim, tasks);
        }
    }
}

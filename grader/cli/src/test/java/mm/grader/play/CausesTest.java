package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.kit.KitHome;
import mm.script.Script;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each step names the true cause of what happened, before what came of it, and its sums add up. */
final class CausesTest {
    private static final Pattern COST = Pattern.compile("Frames: (.*)\\. Free: (\\d+) before, (\\d+) now\\.");
    private static final Pattern ITEM = Pattern.compile(" ([+−])(\\d+)");

    private static List<Step> played(String script) {
        return StepRecorderTest.record(
                Script.read(KitHome.root().resolve("docs/scripts/" + script)), StepRecorderTest.reference(), 200);
    }

    private static List<Step> steps(String script) {
        return StepRecorderTest.record(Script.of("x.mm", script), StepRecorderTest.reference(), 200);
    }

    private static String told(List<Step> steps, String text) {
        return steps.stream()
                .filter(step -> step.text().startsWith(text))
                .map(Step::description)
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no step begins with " + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fork.mm", "container.mm", "locked.mm", "leak-oom.mm"})
    void what_came_to_owners_and_went_from_them_is_what_free_memory_lost(String script) {
        int costs = 0;
        for (Step step : played(script)) {
            Matcher cost = COST.matcher(step.description());
            if (cost.find()) {
                int sum = 0;
                Matcher item = ITEM.matcher(cost.group(1));
                while (item.find()) {
                    sum += Integer.parseInt(item.group(2)) * (item.group(1).equals("+") ? 1 : -1);
                }
                assertThat(sum)
                        .as("%s: %s", step.text(), cost.group())
                        .isEqualTo(Integer.parseInt(cost.group(2)) - Integer.parseInt(cost.group(3)));
                costs++;
            }
        }
        assertThat(costs).isGreaterThan(5);
    }

    @Test
    void a_full_group_is_named_where_memory_is_short_in_it_alone() {
        List<Step> steps = played("container.mm");
        assertThat(steps).noneMatch(step -> step.description().contains("no frame can be had"));
        assertThat(told(steps, "touch app data 2M 4M · access 1"))
                .contains("The group web is at its limit of 8192 kB", "pages of files −256");
        assertThat(steps.stream()
                        .filter(step -> step.text().startsWith("touch app data 2M 4M · access 1"))
                        .findFirst()
                        .orElseThrow()
                        .events())
                .contains(StepEvent.RECLAIM);
        String chosen = told(steps, "touch app data 2M 4M · the OOM killer chooses");
        assertThat(chosen)
                .containsSubsequence(
                        "frames are free; but the group web is at its limit of 8192 kB",
                        "compares the badness of the processes in it",
                        "of the 2048 pages",
                        "The greatest is that of helper")
                .doesNotContain("all processes");
        Step choice = steps.stream()
                .filter(step -> step.events().contains(StepEvent.OOM))
                .findFirst()
                .orElseThrow();
        assertThat(choice.pictures().get("badness").description())
                .as("/proc shows a score among all processes, and not in a group")
                .contains("772 + 600 = 1372 ✗")
                .doesNotContain("oom_score");
    }

    @Test
    void a_recorded_choice_in_a_group_is_not_told_as_one_among_all_processes() {
        List<Step> chosen = StepRecorderTest.record(
                        Script.read(StepRecorderTest.recording("group-1.txt")), StepRecorderTest.reference(), 400)
                .stream()
                .filter(step -> step.events().contains(StepEvent.OOM))
                .toList();
        assertThat(chosen).allMatch(step -> step.description().contains("is full, and has nothing to give back"));
    }

    @Test
    void a_death_is_told_before_what_became_possible_by_it() {
        assertThat(told(played("leak-oom.mm"), "touch innocent heap ->"))
                .containsSubsequence(
                        "Ended: database.",
                        "The access for which memory was missing is made again",
                        "298 accesses: 299 minor",
                        "database −6144");
    }

    @Test
    void pages_that_reclaim_puts_back_are_not_told_as_evicted() {
        List<String> reclaims = played("locked.mm").stream()
                .map(Step::description)
                .filter(told -> told.contains("Evicted: "))
                .toList();
        assertThat(reclaims.get(0))
                .containsSubsequence("Put back on their list, as they are locked or held", ": 16.", "Evicted: 17 pages")
                .contains("Written to the swap device: 16 pages.", "in their slot already: 1.");
        assertThat(reclaims).noneMatch(told -> told.contains("of frames 2, "));
    }

    @Test
    void an_area_keeps_its_name_when_it_moves() {
        List<Step> steps = steps("""
                machine 4M
                start a
                map a first 64K
                map a second 64K
                touch a first
                mremap a second 2M
                look a second 8K
                """);
        assertThat(told(steps, "mremap a second 2M")).contains("rw-p second (anonymous)");
        assertThat(told(steps, "look a second 8K · access 1")).contains(" (second).");
    }

    @Test
    void the_first_touch_of_shared_memory_differs_from_the_next_ones() {
        List<Step> steps = steps("""
                machine 4M
                start a
                map a common 64K shared
                touch a common 8K
                fork a b
                look b common 8K
                """);
        assertThat(told(steps, "touch a common 8K · access 1")).contains("did not exist yet");
        assertThat(told(steps, "look b common 8K · access 1"))
                .contains("its frame ")
                .doesNotContain("did not exist");
    }

    @Test
    void what_was_refused_is_not_told_as_done() {
        List<Step> steps = played("promises.mm");
        assertThat(told(steps, "fork app child"))
                .contains("Committed_AS", "Refused (ENOMEM)")
                .doesNotContain("A child is made");
        assertThat(told(steps, "fork app child")).doesNotContain("The child has");
    }

    @Test
    void a_badness_is_the_sum_that_is_told() {
        Pattern sum = Pattern.compile(
                "RSS (\\d+) \\+ swap (\\d+) \\+ tables (\\d+) \\+ oom_score_adj (-?\\d+) × \\((\\d+) pages / 1000\\) = (-?\\d+)");
        List<Step> steps = StepRecorderTest.record(
                Script.read(StepRecorderTest.recording("score-1.txt")), StepRecorderTest.reference(), 100);
        assertThat(steps).hasSizeGreaterThan(20);
        for (Step step : steps.subList(2, steps.size())) {
            Matcher told = sum.matcher(step.description());
            assertThat(told.find()).as(step.description()).isTrue();
            long[] n = new long[7];
            for (int i = 1; i < n.length; i++) {
                n[i] = Long.parseLong(told.group(i));
            }
            assertThat(n[1] + n[2] + n[3] + n[4] * (n[5] / 1000))
                    .as(told.group())
                    .isEqualTo(n[6]);
        }
    }

    @Test
    void a_child_is_there_before_its_accesses_and_the_heap_grows_before_a_chunk_is_cut_from_it() {
        List<Step> forks = StepRecorderTest.record(
                Script.read(StepRecorderTest.recording("cow-1.txt")), StepRecorderTest.reference(), 60);
        assertThat(told(forks, "B: fork D · access 1")).startsWith("New process: D.\nD reads ");
        assertThat(told(forks, "B: fork D ->")).startsWith("The child has the same mappings.");
        List<Step> heap = StepRecorderTest.record(
                Script.read(StepRecorderTest.recording("malloc-a-1.txt")), StepRecorderTest.reference(), 5);
        assertThat(told(heap, "malloc 0 6"))
                .containsSubsequence("it has to grow first", "brk +135168", "The sum: ", "Then the chunk is cut");
    }

    @Test
    void a_child_a_file_that_is_read_and_a_wish_have_a_sentence_of_their_own() {
        List<String> told = new ArrayList<>();
        steps("""
                machine 8M
                start init
                start a
                map a heap 64K
                touch a heap
                fork a b
                read /etc/motd 16K
                adj a 300
                free
                """).forEach(step -> told.add(step.description()));
        assertThat(told.get(told.size() - 4)).containsSubsequence("The child has the same mappings", "Frames: ");
        assertThat(told.get(told.size() - 3)).containsSubsequence("read from the device", "pages of files +4");
        assertThat(told.get(told.size() - 2)).containsSubsequence("oom_score_adj of 300", "badness = RSS ");
        Matcher sum = Pattern.compile("available (\\d+) = .*?available = free (\\d+) − (\\d+) .*? \\+ (\\d+) ")
                .matcher(told.get(told.size() - 1));
        assertThat(sum.find()).as(told.get(told.size() - 1)).isTrue();
    }
}

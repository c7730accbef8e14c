package mm.grader.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the editor completes is what scripts can say. */
final class OperationsTest {
    /** Heads of scripts, and what recordings answer. */
    private static final Set<String> HEADS =
            Set.of("brk", "start", "pages", "groups", "MemTotal", "SwapTotal", "limit", "commit", "=== run");

    private static Set<String> words(String kind) {
        return LabPage.operations().get(kind).stream()
                .map(form -> form.replaceFirst("^A: ", "")
                        .replaceFirst(kind.equals("procps") ? "^(=== \\S+).*" : "^(\\S+).*", "$1"))
                .collect(Collectors.toSet());
    }

    @Test
    void every_operation_of_every_script_and_recording_is_completed() throws IOException {
        for (String text : SameAnswersTest.scripts()) {
            String kind = RandomScripts.kind(text);
            Set<String> said = new TreeSet<>();
            for (String line : text.lines().toList()) {
                if (!kind.equals("oom-log") && !line.isBlank() && !line.startsWith(" ") && !line.startsWith("#")) {
                    String call =
                            kind.equals("process") || kind.equals("group") ? line.replaceFirst("^\\w+: ", "") : line;
                    said.add(
                            kind.equals("procps")
                                    ? call.startsWith("=== ") ? call.replaceFirst("^(=== \\S+).*", "$1") : "=== run"
                                    : call.split("\\s+")[0]);
                }
            }
            said.removeAll(HEADS);
            assertThat(words(kind))
                    .as(kind + ":\n" + text.lines().findFirst().orElse(""))
                    .containsAll(said);
        }
    }

    @Test
    void every_kind_of_script_has_its_operations() throws IOException {
        assertThat(LabPage.operations().keySet())
                .containsExactlyInAnyOrderElementsOf(new RandomScripts(1, SameAnswersTest.scripts()).kinds());
    }

    @ParameterizedTest
    @CsvSource({
        "machine, machine 64M",
        "process, brk 0 -> 0x5f0000|maps|  005ce000-005f0000 rw-p [heap]",
        "malloc, brk 0x55555572c000"
    })
    void no_operation_is_unknown(String kind, String head) {
        for (String word : words(kind)) {
            if (!word.equals("machine")) {
                String answer = Lab.complete(head.replace('|', '\n') + "\n" + word + "\n");
                assertThat(answer).as(word).doesNotContain("no known operation", "there is no tool", "not a command");
            }
        }
    }

    @Test
    void the_forms_of_the_head_of_a_machine_are_those_that_it_takes() {
        Map<String, List<String>> operations = LabPage.operations();
        for (String option : List.of("swap 4M", "tlb 4x2", "levels 5", "min 200K", "procps 3")) {
            assertThat(operations.get("machine").get(0)).contains(option.split(" ")[0]);
            assertThat(Lab.complete("machine 16M " + option + "\n")).startsWith("{\"lines\"");
        }
    }

    @Test
    void what_is_wrong_with_a_trace_is_said_in_chinese_too() throws IOException {
        for (String answer : List.of(
                Lab.trace("1 2\nsome words\n", "fifo", "3", "en"),
                Lab.trace("\n", "fifo", "3", "en"),
                Lab.trace("1 2\n", "lifo", "3", "en"),
                Lab.trace("1 2\n", "fifo", "0", "en"))) {
            assertThat(answer).startsWith("{\"error\":");
            String chinese = answer.replaceFirst(".*\"zh\":\"(.*?)\",\"line\".*", "$1");
            assertThat(chinese)
                    .as(answer)
                    .containsPattern("\\p{IsHan}")
                    .doesNotContain("line", "reference in", "is not");
        }
    }
}

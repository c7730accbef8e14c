package mm.grader.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mm.machine.Parts;
import mm.procfs.SimulatedMachine;
import mm.script.MachineScript;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Machines of scripts that ask for another TLB, or for five levels of page tables. */
final class ProcessorTest {
    private static final Parts PARTS = StepRecorderTest.reference();

    private static Script script(String options) {
        return Script.of("own", "machine 64M swap 64M" + options + """

                start a
                map a heap 16M
                touch a heap
                look a heap 4M 8M
                fork a b
                touch b heap 1M
                touch a heap 64K
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " tlb 1x1", " tlb 4x2", " tlb 64x8 levels 5", " levels 5", " levels 4 tlb 1024x16"})
    void the_pictures_show_the_processor_that_the_script_asks_for(String options) {
        List<Step> steps = StepRecorderTest.record(script(options), PARTS, 1000);
        assertThat(steps).noneMatch(step -> step.description().contains("Careful"));
        Step last = steps.get(steps.size() - 1);
        assertThat(last.text()).as(last.description()).isEqualTo("touch a heap 64K -> ok minflt 16 majflt 0");
        String shape = options.contains("tlb") ? options.replaceFirst(".*tlb (\\S+).*", "$1") : "16x4";
        assertThat(last.pictures().get("tlb").title())
                .contains(shape.split("x")[0] + " sets", "of " + shape.split("x")[1]);
        String tables = last.pictures().get("tables@a").description();
        assertThat(tables.contains("P4D")).as(tables).isEqualTo(options.contains("levels 5"));
        assertThat(tables).contains("PGD", "PTE");
    }

    @ParameterizedTest
    @ValueSource(strings = {" levels 5", " tlb 1x1"})
    void answers_and_the_counters_of_processes_do_not_depend_on_it(String options) {
        assertThat(Scripts.run(script(options), PARTS).stream().skip(1))
                .isEqualTo(Scripts.run(script(""), PARTS).stream().skip(1).toList());
        assertThat(vmPte(options)).isEqualTo(vmPte("")); // the kernel counts PTE, PMD and PUD tables, but no P4D
    }

    private static List<Long> vmPte(String options) {
        SimulatedMachine machine = MachineScript.play(script(options), PARTS, line -> {});
        return machine.processes().stream()
                .map(task -> task.mm().counters().vmPte())
                .toList();
    }

    @Test
    void five_levels_take_a_frame_more_of_a_process() {
        assertThat(free(" levels 5")).isEqualTo(free("") - 2); // two processes
    }

    private static long free(String options) {
        return MachineScript.play(script(options), PARTS, line -> {})
                .machine()
                .memory()
                .freeFrames();
    }

    @ParameterizedTest
    @CsvSource({
        "tlb 3x4, 3x4' is not a TLB",
        "tlb 16, 16' is not a TLB",
        "tlb 0x4, 0x4' is not a TLB",
        "tlb 16x0, 16x0' is not a TLB",
        "tlb 2048x4, 2048x4' is not a TLB",
        "tlb 16x17, 16x17' is not a TLB",
        "levels 3, 'page tables have 4 or 5 levels, not 3'"
    })
    void a_processor_that_cannot_be_is_refused_at_its_line(String options, String sentence) {
        assertThatThrownBy(() -> Scripts.run(script(" " + options), PARTS))
                .isInstanceOfSatisfying(
                        ScriptException.class, e -> assertThat(e.line()).isEqualTo(1))
                .hasMessageContaining(sentence);
    }
}

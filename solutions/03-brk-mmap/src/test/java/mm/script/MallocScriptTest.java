package mm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import mm.grader.LoadedParts;
import mm.grader.Recordings;
import mm.machine.Parts;
import mm.text.Message;
import mm.text.Sentences;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MallocScriptTest {
    private static final Parts PARTS = new LoadedParts(MallocScriptTest.class.getClassLoader());
    private static final String HEAD = "brk 0x555555559000\n";

    @ParameterizedTest
    @ValueSource(strings = {"malloc-a", "malloc-b", "malloc-c", "malloc-d"})
    void a_recording_without_answers_is_completed_to_the_recording(String kind) {
        for (Script recording : Recordings.of(kind)) {
            List<String> asked = new ArrayList<>(recording.lines());
            asked.replaceAll(line -> line.replaceFirst(" ->.*", " -> ?"));
            assertThat(Scripts.run(new Script("asked", asked), PARTS)).isEqualTo(recording.lines());
            Scripts.kindOf(recording).requireWhole(recording);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "malloc 0 10 ; free 1           | x:3: there is no block 1",
                "malloc 0 10 ; malloc 0 20      | x:3: there is a block 0 already",
                "malloc 0 10 ; calloc 0 20      | x:3: there is a block 0 already",
                "realloc 7 20                  | x:2: there is no block 7",
                "malloc 0 ten                  | x:2: 'ten' is not a number",
                "malloc 0                      | x:2: 'malloc 0' ends too early",
                "malloc 0 1 2                  | x:2: '2' is one word too many in 'malloc 0 1 2'",
                "valloc 0 1                    | x:2: 'valloc' is not a known operation",
                "malloc 0 1 ; free 0 1          | x:3: '1' is one word too many in 'free 0 1'",
                "calloc 0 1 2 3                | x:2: '3' is one word too many in 'calloc 0 1 2 3'",
                "malloc 0 1 ; free 0 ; realloc 0 9 | x:4: there is no block 0",
                "malloc 0 1 ; free 0 ; free 0 ; malloc 1 1 | x:5: the program has ended: a block was freed twice"
            })
    void a_broken_line_is_named(String lines, String message) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> Scripts.run(Script.of("x", HEAD + lines.replace(" ; ", "\n")), PARTS))
                .withMessage(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"brk 0x0", "brk 0xfg", "brk 0x555555559008", "brk -5", "brk 0x555555559000 +1"})
    void a_heap_cannot_begin_anywhere(String head) {
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> Scripts.run(Script.of("x", head + "\nmalloc 0 10"), PARTS))
                .withMessageStartingWith("x:1: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "malloc 0 10 -> 0x5555555592a0\nmalloc 1", "malloc 0 10 ->"})
    void a_recording_that_was_cut_is_not_whole(String lines) {
        Script script = Script.of("x", HEAD + lines);
        assertThatExceptionOfType(ScriptException.class)
                .isThrownBy(() -> Scripts.kindOf(script).requireWhole(script));
    }

    @Test
    void calloc_takes_a_count_and_what_is_freed_twice_ends_the_program() {
        String script = "calloc 0 10 3\ncalloc 1 0x100000000 0x100000001\nfree 0\nmalloc 2 30\nfree 0\nfree 2";
        assertThat(Scripts.run(Script.of("x", HEAD + script), PARTS))
                .containsExactly(
                        "brk 0x555555559000",
                        "calloc 0 10 3 -> 0x5555555592a0 brk 0x55555557a000 +135168",
                        "calloc 1 0x100000000 0x100000001 -> 0",
                        "free 0 ->",
                        "malloc 2 30 -> 0x5555555592a0",
                        "free 0 ->",
                        "free 2 -> abort");
    }

    @Test
    void realloc_to_nothing_frees_and_what_cannot_be_had_is_0() {
        String script = "malloc 0 10\nrealloc 0 0\nmalloc 0 18446744073709551615\nmalloc 0 20";
        assertThat(Scripts.run(Script.of("x", HEAD + script), PARTS))
                .containsExactly(
                        "brk 0x555555559000",
                        "malloc 0 10 -> 0x5555555592a0 brk 0x55555557a000 +135168",
                        "realloc 0 0 -> 0",
                        "malloc 0 18446744073709551615 -> 0",
                        "malloc 0 20 -> 0x5555555592a0");
    }

    @Test
    void what_was_never_freed_is_reported_by_size_and_by_line() {
        String script = "malloc 0 24\nmalloc 1 100\n\nmalloc 2 24\nfree 1\nrealloc 0 50\nmalloc 3 24";
        assertThat(remarks(script))
                .containsExactly(
                        "leaks: 3 blocks never freed, 98 bytes",
                        "leaks by size:",
                        "  2 blocks of 24 bytes",
                        "  1 block of 50 bytes",
                        "leaks by line:",
                        "  line 5: malloc 2 24",
                        "  line 7: realloc 0 50",
                        "  line 8: malloc 3 24");
        assertThat(remarks("malloc 0 24\nfree 0")).containsExactly("leaks: none, every block was freed");
    }

    @Test
    void the_state_before_a_line_lists_the_blocks() {
        List<String> states = new ArrayList<>();
        Script script = Script.of("x", HEAD + "malloc 0 24\nfree 0");
        Scripts.kindOf(script).run(script, PARTS, new Transcript() {
            @Override
            public void line(String text) {}

            @Override
            public void state(java.util.function.Supplier<List<Message>> state) {
                state.get().stream().map(Sentences.MACHINE::say).forEach(states::add);
            }
        });
        assertThat(states)
                .containsExactly(
                        "heap up to 0x555555559000, 0 bytes mapped",
                        "heap up to 0x55555557a000, 0 bytes mapped",
                        "block 0 at 0x5555555592a0, 24 bytes");
    }

    private static List<String> remarks(String lines) {
        List<String> remarks = new ArrayList<>();
        Script script = Script.of("x", HEAD + lines);
        Scripts.kindOf(script).run(script, PARTS, new Transcript() {
            @Override
            public void line(String text) {}

            @Override
            public void remark(Message remark) {
                remarks.add(Sentences.MACHINE.say(remark));
            }
        });
        return remarks;
    }
}

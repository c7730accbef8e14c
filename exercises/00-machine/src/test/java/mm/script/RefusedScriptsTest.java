package mm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import mm.Fakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A script that cannot be run is refused by one sentence with the file and the line, whatever its kind. */
class RefusedScriptsTest {
    private static final String HEAD = "brk 0 -> 0x602000\\nmaps\\n  00400000-00401000 r-xp [image]\\n";

    private static List<String> run(String text) {
        return Scripts.run(Script.of("x", text.replace("\\n", "\n")), Fakes.parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | x:1: this is the head of no known kind of script: 'hello'",
                "machine 8M\\nmachine 8M | x:2: the machine runs already",
                "machine 8M\\ntouch a b | x:2: there is no process 'a'",
                "machine 8M\\nstart a\\nlook a b | x:3: a has no area 'b'",
                "machine 8M\\nstart a pid | x:2: 'start a pid' ends too early",
                "machine 8M\\nkthread k\\nfork k b | x:3: k is a kernel thread, it has no memory of its own",
                "brk 0 -> 0x601000 | x:2: the head is incomplete: 'maps' and the initial mappings are missing",
                "brk 0 -> ?\\nmaps\\n  00400000-00401000 r-xp a | x:1: the break is not given, and there is no [heap]",
                HEAD + "sing | x:4: 'sing' is no known operation",
                HEAD + "B: read 0 | x:4: there is no process B",
                HEAD + "mprotect 0 4096 rwz | x:4: 'rwz' is no protection; it is like r-x",
                HEAD + "brk 4096 | x:4: '4096' is no change of the break; it is like +0x1000 or -4096",
                HEAD + "read 0x10 0x20 | x:4: '0x20' is one word too many in 'read 0x10 0x20'",
                "brk 0x1001 | x:1: the heap cannot begin at 0x1001",
                "brk 0x1000\\nfree 3 | x:2: there is no block 3",
                "limit 4 kB = 1 pages\\nwhat | x:2: 'what' is no step of a process, no row and no victim",
                "MemTotal 4 kB | x:2: '' is not like SwapTotal 24683656 kB",
                "=== what | x:1: a section is '=== file', '=== later' or '=== run', not '=== what'",
                "=== run sudo | x:1: there is no command 'sudo'; there are free, top, ps and vmstat"
            })
    void a_broken_line_is_named(String text, String message) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(ScriptException.class).hasMessage(message);
    }

    @Test
    void an_empty_file_is_refused() {
        assertThatThrownBy(() -> run("")).hasMessage("x: the file is empty");
    }

    @Test
    void comments_and_old_answers_do_not_disturb_a_machine_script() {
        assertThat(run("# a machine\\n\\nmachine 8M\\n  an answer\\nwait 1"))
                .containsExactly("# a machine", "", "machine 8M", "wait 1");
    }
}

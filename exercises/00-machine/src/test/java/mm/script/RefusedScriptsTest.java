package mm.script;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.Fakes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A script that cannot be run is refused by one sentence with the file and the line, whatever its kind. */
class RefusedScriptsTest {
    private static final String HEAD = "brk 0 -> 0x602000\\nmaps\\n  00400000-00401000 r-xp [image]\\n";

    private static final String PROC = String.join(
            "\n",
            "=== file meminfo",
            "MemTotal: 4000 kB",
            "MemFree: 400 kB",
            "=== file uptime",
            "1000.00 900.00",
            "=== file stat",
            "cpu 1 2 3 4 5 6 7 8 9 10",
            "=== file 7/stat",
            "7 (a) S 1 7 7 0 -1 0 1 0 2 0 30 40 0 0 20 0 1 0 500 4096 10 0 0 0 0 0 0 0 0 0 0 0 0 0 17 0 0 0",
            "=== file 7/status",
            "VmSize: 400 kB",
            "VmRSS: 40 kB");

    private static List<String> run(String text) {
        return Scripts.run(Script.of("x", text.replace("\\n", "\n")), Fakes.parts());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hello | x:1: this is not the head of a known kind of script: 'hello'",
                "machine 8M\\nmachine 8M | x:2: the machine runs already",
                "machine 8M\\ntouch a b | x:2: there is no process 'a'",
                "machine 8M\\nstart a\\nlook a b | x:3: a has no area 'b'",
                "machine 8M\\nstart a pid | x:2: 'start a pid' ends too early",
                "machine 8M\\nkthread k\\nfork k b | x:3: k is a kernel thread, it has no memory of its own",
                "brk 0 -> 0x601000 | x:2: the head is incomplete: 'maps' and the initial mappings are missing",
                "brk 0 -> ?\\nmaps\\n  00400000-00401000 r-xp a | x:1: the break is not given, and there is no [heap]",
                "brk 0 -> 0x602000\\nmaps\\n  00400000-5fffff401000 r-xp x | x:3: the mappings of a program have at most 1 GB together;"
                        + " with '00400000-5fffff401000 r-xp x' they have more",
                HEAD + "sing | x:4: 'sing' is not a known operation",
                HEAD + "B: read 0 | x:4: there is no process B",
                HEAD + "mprotect 0 4096 rwz | x:4: 'rwz' is not a protection; it is like r-x",
                HEAD + "brk 4096 | x:4: '4096' does not say how to change the break; it is like +0x1000 or -4096",
                HEAD + "read 0x10 0x20 | x:4: '0x20' is one word too many in 'read 0x10 0x20'",
                "brk 0x1001 | x:1: the heap cannot begin at 0x1001",
                "brk 0x1000\\nfree 3 | x:2: there is no block 3",
                "limit 4 kB = 1 pages\\nwhat | x:2: 'what' is not a step of a process, a row or a victim",
                "MemTotal 4 kB | x:2: '' is not like SwapTotal 24683656 kB",
                "=== what | x:1: a section is '=== file', '=== later' or '=== run', not '=== what'",
                "=== run sudo | x:1: there is no command 'sudo'; there are free, top, ps, pmap and vmstat",
                "=== run free | x:1: there is no /proc/meminfo, which free reads",
                "=== file meminfo\\nMemTotal: 4 kB\\n=== run top | x:3: there is no /proc/stat, which top reads"
            })
    void a_broken_line_is_named(String text, String message) {
        assertThatThrownBy(() -> run(text)).isInstanceOf(ScriptException.class).hasMessage(message);
    }

    /** One number of each line that has any becomes one that no counter can hold. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "MemTotal 4 kB\nSwapTotal 0 kB\nVmRSS 4 VmSwap 0 VmPTE 4 oom_score_adj 0",
                "limit 4 kB = 1 pages\n  a rss 1 pgtables_bytes 4096 swapents 0 oom_score_adj 0\n  killed a",
                "pages 8\nwrite 0 8 -> ok minflt 8 majflt 0 | RssAnon 32 VmSwap 0",
                "pages 8\nwrite 0 8 -> ok minflt 8 majflt 0 | RssAnon 32 VmSwap 0 | 1:2"
            })
    void a_number_of_any_size_is_read_or_refused(String script) {
        Matcher number = Pattern.compile("\\d+").matcher(script);
        while (number.find()) {
            for (String other : List.of("9223372036854775807", "18446744073709551615", "9".repeat(30))) {
                String text = script.substring(0, number.start()) + other + script.substring(number.end());
                assertThat(thrownBy(text)).as(text).matches(e -> e == null || e instanceof ScriptException);
            }
        }
    }

    /** What ps and vmstat read is cut, left out and changed, word by word. */
    @Test
    void a_file_that_ps_or_vmstat_cannot_read_is_refused_in_a_sentence() {
        List<String> words = List.of(PROC.split(" "));
        for (int i = 0; i < words.size(); i++) {
            for (String other : List.of("", "x", "-1", "0", "9".repeat(30))) {
                List<String> changed = new ArrayList<>(words);
                changed.set(i, other);
                for (String command : List.of("ps -eo pid,%mem,%cpu,stat,time,rss,ni,min_flt", "vmstat", "vmstat -s")) {
                    String text = String.join(" ", changed) + "\n=== run " + command;
                    assertThat(thrownBy(text)).as(text).matches(e -> e == null || e instanceof ScriptException);
                }
            }
        }
    }

    @Test
    void a_process_without_a_status_is_refused_with_the_line_of_ps() {
        assertThatThrownBy(() -> run(PROC.replace("7/status", "8/status") + "\n=== run ps -eo pid,rss"))
                .hasMessage("x:13: a file under /proc lacks something that ps reads, or has it in another form");
    }

    private static Throwable thrownBy(String text) {
        return catchThrowable(() -> run(text));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "machine %s",
                "machine 8M\\nstart %s\\ntouch %s1 a",
                "machine 8M\\nstart a\\nlook a %s",
                HEAD + "read 0x%s",
                HEAD + "mprotect 0 %s rw-",
                HEAD + "%s",
                "brk 0x%s",
                "tlb %s",
                "limit 4 kB = 1 pages\\n%s"
            })
    void a_word_of_megabytes_is_refused_at_once_and_quoted_in_part(String script) {
        assertThatThrownBy(() -> run(script.replace("%s", "7".repeat(2_000_000))))
                .isInstanceOf(ScriptException.class)
                .satisfies(refused ->
                        assertThat(refused.getMessage()).startsWith("x:").hasSizeLessThan(1000));
    }
}

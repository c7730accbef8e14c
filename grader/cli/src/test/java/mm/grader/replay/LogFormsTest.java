package mm.grader.replay;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.strace.Call;
import mm.grader.strace.StraceLog;
import mm.grader.text.Texts;
import mm.machine.Parts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of logs that real users have, from strace's options and from what a program does to its own log. */
class LogFormsTest {
    private static final Path FORMS =
            KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "strace", "forms"));

    private final Parts reference = new LoadedParts(KitHome.reference());

    @TempDir
    private Path folder;

    private ReplayReport replay(Path log) {
        return LogReplay.run(StraceLog.read(log), reference);
    }

    private ReplayReport replay(String... lines) throws IOException {
        return replay(Files.write(folder.resolve("log"), List.of(lines)));
    }

    @ParameterizedTest
    @CsvSource({
        "vfork-terminal, 50, 2",
        "clone3-terminal, 43, 4",
        "output-in-log, 15, 1",
        "address-space-limit, 15, 1",
        "attached-detached, 9, 1",
        "legacy-layout, 37, 1",
        "grows-down, 13, 1",
        "no-kind, 14, 1",
        "remap-onto-itself, 14, 1",
        "option-i, 11, 1",
        "option-C, 11, 1",
        "option-k, 11, 1",
        "static-pie, 5, 1"
    })
    void every_answer_of_every_form_agrees(String name, int answers, int spaces) {
        ReplayReport report = replay(FORMS.resolve(name + ".log"));
        assertThat(report.firstDifference()).isNull();
        assertThat(report.agreeing()).isEqualTo(answers).isEqualTo(report.compared());
        assertThat(report.lines(Texts.english()).get(0)).startsWith(spaces + " address space");
        assertThat(report.lines(Texts.english())).noneMatch(line -> line.startsWith("not modelled"));
    }

    @Test
    void the_programs_own_output_is_counted_and_a_way_to_keep_it_out_is_named() {
        assertThat(replay(FORMS.resolve("output-in-log.log")).lines(Texts.english()))
                .anyMatch(line -> line.startsWith("3 lines were not written by strace") && line.contains("-o FILE"));
    }

    @Test
    void the_files_of_one_run_are_one_log_also_without_times() throws IOException {
        Path processes = FORMS.resolveSibling("processes");
        List<Path> files = List.of(processes.resolve("bash.18428.gz"), processes.resolve("bash.18429.gz"));
        assertThat(LogReplay.run(StraceLog.readAll(files), reference).agreeing())
                .isEqualTo(105);
        List<Path> untimed = new ArrayList<>();
        for (Path file : files) {
            try (var in = new GZIPInputStream(Files.newInputStream(file))) {
                String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                Path copy = folder.resolve(file.getFileName().toString().replace(".gz", ""));
                untimed.add(Files.writeString(copy, text.replaceAll("(?m)^\\d+\\.\\d+ ", "")));
            }
        }
        ReplayReport report = LogReplay.run(StraceLog.readAll(untimed), reference);
        assertThat(report.agreeing()).isEqualTo(105).isEqualTo(report.compared());
    }

    @Test
    void threads_that_the_log_does_not_follow_are_counted_by_name() throws IOException {
        ReplayReport report = replay(
                "execve(\"/bin/x\", [\"x\"], 0x7fff0 /* 3 vars */) = 0",
                "brk(NULL) = 0x55555557a000",
                "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "clone3({flags=CLONE_VM|CLONE_THREAD, exit_signal=0}, 88) = 43",
                "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7000000");
        assertThat(report.firstDifference()).isNull();
        assertThat(report.lines(Texts.english()))
                .anyMatch(line -> line.contains("mmap beside threads that the log does not follow"));
    }

    @ParameterizedTest
    @CsvSource({
        "aarch64, aarch64.log:2: this log is from a processor other than x86-64",
        "mode-32-bit, mode-32-bit.log:3: this log is from a program that is not 64-bit"
    })
    void a_log_of_another_processor_is_refused_in_one_sentence(String name, String sentence) {
        assertThatThrownBy(() -> replay(FORMS.resolve(name + ".log")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void a_32_bit_child_is_counted_and_its_parent_replayed() throws IOException {
        ReplayReport report = replay(
                "1 execve(\"/bin/sh\", [\"sh\"], 0x7fff0 /* 3 vars */) = 0",
                "1 brk(NULL) = 0x55555557a000",
                "1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "1 fork() = 2",
                "2 execve(\"./small\", [\"small\"], 0x7fff0 /* 3 vars */) = 0",
                "2 [ Process PID=2 runs in 32 bit mode. ]",
                "2 brk(NULL) = 0x804a000",
                "2 mmap2(NULL, 4096, PROT_READ|PROT_WRITE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0xf7fc0000",
                "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000");
        assertThat(report.agreeing()).isEqualTo(1).isEqualTo(report.compared());
        assertThat(report.lines(Texts.english()))
                .contains("not modelled, left out: calls of programs that are not 64-bit (2)");
    }

    @Test
    void injected_answers_are_not_linuxs_and_a_summary_alone_is_refused() throws IOException {
        ReplayReport report = replay(
                "execve(\"/bin/x\", [\"x\"], 0x7ff0 /* 1 var */) = 0",
                "brk(NULL) = 0x555555559000",
                "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "munmap(0x7ffff7fc0000, 8192) = -1 EINVAL (Invalid argument) (INJECTED)",
                "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000 (DELAYED)");
        assertThat(report.firstDifference()).isNull();
        assertThat(report.lines(Texts.english())).anyMatch(line -> line.contains("munmap injected by strace (1)"));
        assertThatThrownBy(() -> replay(
                        "% time     seconds  usecs/call     calls    errors syscall",
                        "------ ----------- ----------- --------- --------- ----------------",
                        "  0.00    0.000000           0         1           read"))
                .hasMessageContaining("-c writes a summary alone");
    }

    @Test
    void what_lay_there_before_the_log_is_counted_and_not_blamed_on_the_code() throws IOException {
        ReplayReport report = replay(
                "7 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f77eb5f4000",
                "7 mprotect(0x7f77ea000000, 4096, PROT_READ) = 0",
                "7 madvise(0x7f77ea000000, 4096, MADV_DONTNEED) = 0",
                "7 mremap(0x7f77ea000000, 4096, 8192, MREMAP_MAYMOVE) = 0x7f77e9000000",
                "7 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f77eb000000",
                "7 brk(0x55a000000000) = 0x55a000000000");
        assertThat(report.firstDifference()).isNull();
        assertThat(report.lines(Texts.english())).anyMatch(line -> line.startsWith("not modelled"));
    }

    @Test
    void a_hint_into_the_program_is_counted_where_its_size_is_not_known() throws IOException {
        ReplayReport report = replay(
                "execve(\"./x\", [\"x\"], 0x7fff0 /* 3 vars */) = 0",
                "brk(NULL) = 0x2b400000",
                "mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f2377fc0000",
                "mmap(0x5680000, 4096, PROT_NONE, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f2377fbf000",
                "mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7f2377fbe000");
        assertThat(report.firstDifference()).isNull();
        assertThat(report.agreeing()).isEqualTo(1);
        assertThat(report.lines(Texts.english()))
                .anyMatch(line -> line.contains("mmap beside the program, whose size"));
    }

    @Test
    void limits_belong_to_the_process_that_set_them() throws IOException {
        ReplayReport report = replay(
                "1 execve(\"/bin/sh\", [\"sh\"], 0x7fff0 /* 3 vars */) = 0",
                "1 brk(NULL) = 0x55555557a000",
                "1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "1 vfork( <unfinished ...>",
                "2 prlimit64(0, RLIMIT_AS, {rlim_cur=65536*1024, rlim_max=RLIM64_INFINITY}, NULL) = 0",
                "2 execve(\"/bin/x\", [\"x\"], 0x7fff0 /* 3 vars */) = 0",
                "1 <... vfork resumed>) = 2",
                "2 brk(NULL) = 0x555555559000",
                "2 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                "2 mmap(NULL, 1073741824, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = -1 ENOMEM (Cannot allocate memory)",
                "2 brk(0x595555559000) = 0x555555559000",
                "1 mmap(NULL, 1073745920, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7fffb7fbf000");
        assertThat(report.firstDifference()).isNull();
        assertThat(report.agreeing()).isEqualTo(3).isEqualTo(report.compared());
        assertThat(report.lines(Texts.english())).noneMatch(line -> line.startsWith("refused"));
    }

    /** On a busy machine a child execs before its parent hears of it; what it maps then is not its parent's. */
    @Test
    void a_child_may_exec_before_the_call_that_made_it_ends() throws IOException {
        for (String fork : List.of("vfork(", "clone(child_stack=NULL, flags=CLONE_CHILD_SETTID|SIGCHLD")) {
            String name = fork.substring(0, fork.indexOf('('));
            ReplayReport report = replay(
                    "1 execve(\"/bin/sh\", [\"sh\"], 0x7fff0 /* 3 vars */) = 0",
                    "1 brk(NULL) = 0x55555557a000",
                    "1 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fc0000",
                    "1 " + fork + " <unfinished ...>",
                    "2 execve(\"/bin/x\", [\"x\"], 0x7fff0 /* 3 vars */) = 0",
                    "2 brk(NULL <unfinished ...>",
                    "1 <... " + name + " resumed>) = 2",
                    "2 <... brk resumed>) = 0x555555d59000",
                    "2 mmap(NULL, 8192, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7fff92e29000",
                    "2 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7fff92e28000",
                    "1 mmap(NULL, 4096, PROT_READ, MAP_PRIVATE|MAP_ANONYMOUS, -1, 0) = 0x7ffff7fbf000");
            assertThat(report.firstDifference()).as(fork).isNull();
            assertThat(report.agreeing()).as(fork).isEqualTo(report.compared()).isEqualTo(2);
        }
    }

    @Test
    void every_call_that_a_log_keeps_has_a_replayer() {
        for (String name :
                List.of("mmap", "munmap", "mremap", "mlockall", "process_madvise", "mseal", "open", "mmap2")) {
            assertThat(CallReplayers.has(name)).as(name).isEqualTo(Call.isOfMemory(name));
        }
    }

    /** Each top-level class is a slice of its own. */
    private static final class EachClass implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            List<String> parts = new ArrayList<>(List.of(type.getName().split("\\$")));
            return SliceIdentifier.of(parts.get(0));
        }

        @Override
        public String getDescription() {
            return "each class";
        }
    }

    @Test
    void no_class_of_the_replay_depends_on_itself_by_way_of_another() {
        slices().assignedFrom(new EachClass())
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("mm.grader.replay", "mm.grader.strace"));
    }
}

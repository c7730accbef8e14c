package mm.grader.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import mm.grader.LoadedParts;
import mm.grader.kit.KitHome;
import mm.grader.script.Shrinker;
import mm.script.Script;
import mm.script.Scripts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FuzzerTest {
    private static final List<String> HEAD = List.of(
            "brk 0 -> 0x601000",
            "maps",
            "  00400000-004aa000 r-xp [image]",
            "  004aa000-005df000 rw-p",
            "  005df000-00601000 rw-p [heap]",
            "  7ffff7ff7000-7ffff7ffd000 r--p [vvar]",
            "  7ffff7ffd000-7ffff7fff000 r-xp [vdso]",
            "  7ffffffde000-7ffffffff000 rw-p [stack]");

    /** The reference in the kernel's place, so that fuzzing can be tried anywhere. */
    private static List<String> reference(FuzzKind kind, List<String> operations) {
        List<String> script = new ArrayList<>(kind.isOfTheLibrary() ? List.of("brk 0x555555559000") : HEAD);
        if (kind.counters()) {
            script.add("start VmSize 0 VmRSS 0 RssAnon 0 VmPTE 0 VmData 0 VmStk 0");
        }
        script.addAll(operations);
        return Scripts.run(new Script("script", script), new LoadedParts(KitHome.reference()));
    }

    private static KernelRecorder recorderOrSkip() {
        try {
            return KernelRecorder.build(KitHome.recorder());
        } catch (RecordException e) {
            return abort("not recorded here: " + e.getMessage());
        }
    }

    private static List<String> recordOrSkip(FuzzKind kind, List<String> operations) {
        try {
            return recorderOrSkip().record(kind, operations);
        } catch (RecordException e) {
            return abort("not recorded here: " + e.getMessage());
        }
    }

    private static List<String> answersOfTheReference(List<String> recorded) {
        return Scripts.run(new Script("script", recorded), new LoadedParts(KitHome.reference()));
    }

    @ParameterizedTest
    @EnumSource
    void the_same_seed_gives_the_same_script_and_another_seed_another(FuzzKind kind) {
        List<String> script = kind.generate(7, 200);
        assertThat(kind.generate(7, 200)).isEqualTo(script);
        assertThat(kind.generate(8, 200)).isNotEqualTo(script);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SCORE", "OOM", "SWAP", "COMMIT", "GROUP"},
            mode = EnumSource.Mode.EXCLUDE)
    void the_reference_understands_every_operation_that_is_made(FuzzKind kind) {
        for (long seed = 0; seed < 5; seed++) {
            assertThat(reference(kind, kind.generate(seed, 150))).hasSizeGreaterThan(100);
        }
    }

    @Test
    void no_script_touches_the_measured_program_itself() {
        assertThat(Layout.mustNotTouch(0x3ff000, 0x1000)).isFalse();
        assertThat(Layout.mustNotTouch(0x3ff000, 0x1001)).isTrue();
        assertThat(Layout.mustNotTouch(0x10000000, 0x7fffffffffffffffL)).isTrue();
        assertThat(Layout.mustNotTouch(0x10000000, -1)).isFalse();
        assertThat(Layout.mustNotTouch(-1, 0x1000)).isTrue();
        assertThat(Layout.mustNotTouch(Layout.VDSO_END, 0x1000)).isFalse();
    }

    @Test
    void a_planted_bug_is_found_and_shrunk_to_the_operations_it_needs() {
        Fuzzer fuzzer = new Fuzzer(FuzzerTest::reference, FuzzerTest::errsAfterRefusal);
        Optional<Disagreement> found = Optional.empty();
        for (long seed = 0; found.isEmpty() && seed < 100; seed++) {
            found = fuzzer.round(FuzzKind.LAYOUT, seed, 60);
        }
        assertThat(found).isPresent();
        assertThat(found.get().operations())
                .as("what is in the way, the mapping that is refused for it, and the break")
                .hasSizeLessThanOrEqualTo(3);
        assertThat(found.get().ourAnswer()).isEqualTo(found.get().linuxAnswer() + "1");
    }

    /** A machine whose answer is wrong once a mapping was refused: no operation alone shows it. */
    private static List<String> errsAfterRefusal(Script recorded) {
        List<String> answers = new ArrayList<>();
        boolean refused = false;
        for (String line : recorded.lines()) {
            answers.add(refused && line.startsWith("brk ") ? line + "1" : line);
            refused |= line.startsWith("mmap") && line.endsWith("EEXIST");
        }
        return answers;
    }

    @Test
    void a_shrunk_family_has_no_process_that_nobody_made() {
        List<String> script = List.of("A: fork B", "B: fork C", "C: write 0x1000", "C: exit", "B: exit", "A: exit");
        List<String> smallest =
                Shrinker.shrink(script, candidate -> candidate.stream().anyMatch(line -> line.contains("write")));
        assertThat(smallest).containsExactly("A: write 0x1000");
    }

    @Test
    void differences_between_kernels_are_those_that_came_between_them() {
        assertThat(KernelVersion.of("6.18.44-fc").knownDifferences()).isEmpty();
        assertThat(KernelVersion.of("6.12.1").knownDifferences())
                .hasSize(6)
                .allMatch(line -> line.matches("kernel >= 6\\.1[34567]: .*\\(mm/\\S+\\.c \\w+.*\\)"));
        assertThat(KernelVersion.of("6.18.1").isJudge()).isTrue();
        assertThat(KernelVersion.of("7.0-rc1").isJudge()).isFalse();
    }

    @Test
    void a_folder_without_sources_is_no_recorder(@TempDir Path folder) {
        assertThatThrownBy(() -> KernelRecorder.build(folder)).isInstanceOf(RecordException.class);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"SCORE", "OOM", "SWAP", "COMMIT", "GROUP"},
            mode = EnumSource.Mode.EXCLUDE)
    void the_running_kernel_answers_a_script_twice_the_same(FuzzKind kind) {
        List<String> script = kind.generate(3, 60);
        List<String> recorded = recordOrSkip(kind, script);
        if (kind.isOfTheLibrary()) {
            assertThat(recorded).hasSize(script.size() + 1).first().asString().startsWith("brk 0x");
        } else {
            String heap = kind == FuzzKind.SMALL ? "0x7fffff852000" : "0x601000";
            assertThat(recorded).startsWith("brk 0 -> " + heap, "maps").hasSizeGreaterThan(70);
        }
        assertThat(recordOrSkip(kind, script)).isEqualTo(recorded);
    }

    /** Not the same on each run; but each run's own counts and tables lead to what the kernel did. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            names = {"SMALL", "SCORE", "OOM", "SWAP", "COMMIT", "GROUP", "MALLOC_A", "MALLOC_B", "MALLOC_C", "MALLOC_D"
            })
    void what_this_machine_answers_is_what_the_reference_does(FuzzKind kind) {
        KernelRecorder recorder = recorderOrSkip();
        if (kind.isOfTheLibrary()) {
            assumeTrue(
                    recorder.libraryVersion().equals(KernelRecorder.JUDGE_LIBRARY),
                    "another C library than the recordings'");
        } else {
            assumeTrue(KernelVersion.running().isJudge(), "this kernel is another version than the recordings'");
        }
        List<String> recorded = recordOrSkip(kind, kind.generate(1, 100));
        if (kind.needsTheMachine() && !answersOfTheReference(recorded).equals(recorded)) {
            recorded = recordOrSkip(kind, kind.generate(1, 100)); // as the fuzzer does, which says why
        }
        assertThat(answersOfTheReference(recorded)).isEqualTo(recorded);
        if (kind == FuzzKind.OOM) {
            assertThat(recorded).anyMatch(line -> line.startsWith("  killed "));
        } else if (kind == FuzzKind.SWAP) {
            assertThat(recorded).anyMatch(line -> line.matches("state -> .*S\\d+.*"));
        } else if (kind == FuzzKind.SCORE) {
            assertThat(recorded).hasSizeGreaterThan(10);
        }
    }

    @Test
    void kinds_are_known_by_their_titles() {
        for (FuzzKind kind : FuzzKind.values()) {
            assertThat(FuzzKind.of(kind.title().toUpperCase(Locale.ROOT))).isEqualTo(kind);
        }
        assertThatThrownBy(() -> FuzzKind.of("malloc")).hasMessageContaining("malloc-a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status-1", "stack-2", "limits-3", "cow-4", "small-2"})
    void the_recorder_repeats_the_shipped_recordings_on_their_kernel(String name) throws IOException {
        List<String> shipped;
        try (InputStream in = FuzzerTest.class.getResourceAsStream("/mm/grader/recordings/" + name + ".txt")) {
            shipped = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        FuzzKind kind = FuzzKind.valueOf(name.replaceAll("-.*", "").toUpperCase(Locale.ROOT));
        List<String> recorded = recordOrSkip(kind, shipped);
        assumeTrue(KernelVersion.running().isJudge(), "this kernel is another version than the recordings'");
        assertThat(recorded)
                .filteredOn(FuzzerTest::isAnswer)
                .isEqualTo(shipped.stream().filter(FuzzerTest::isAnswer).toList());
    }

    /** The program's own lines in the head may differ: it is another program. */
    private static boolean isAnswer(String line) {
        return !line.endsWith("[image]") && !line.startsWith("start ");
    }

    @Test
    void the_recorder_names_the_line_of_an_operation_it_does_not_know() {
        KernelRecorder recorder = recorderOrSkip();
        recordOrSkip(FuzzKind.LAYOUT, List.of("munmap 0x10000000 4096"));
        assertThatThrownBy(() -> recorder.record(FuzzKind.LAYOUT, List.of("munmap 0x10000000 4096", "jump 1")))
                .isInstanceOf(RecordException.class)
                .hasMessageContaining("line 2")
                .hasMessageContaining("jump");
    }
}

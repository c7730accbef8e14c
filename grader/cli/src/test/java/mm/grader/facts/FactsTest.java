package mm.grader.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import mm.grader.facts.Finding.Verdict;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import mm.grader.text.Terms;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The claims lead to the handbook, their probes are clean C, and this machine agrees with them. */
class FactsTest {
    private static final Path PROBES = Path.of("../../grader/recorder/probes");
    private static final Path DOCS = Path.of("../../docs");
    private static final Settings RECORDED = new Settings(
            Map.of("kernel", "6.18.44-x", "thp", "madvise", "page", "4096", "arch", "x86-64", "processor", "fpu sse"));

    private static Claim claim(String... head) {
        List<String> source = new ArrayList<>(List.of("/*"));
        Stream.of(head).forEach(line -> source.add(" * " + line));
        source.add(" */");
        source.add(" * claim: this is not of the head");
        return Claim.of("example", source);
    }

    private static Claim example() {
        return claim("claim: A fault.", "chapter: x.md#y", "says: 1 to 4..12 kB", "differs if thp = always: huge");
    }

    private static Verdict verdict(String answer, Settings settings) {
        return Finding.of(example(), new Probe.Answer(false, answer), settings).verdict();
    }

    private static boolean holds(String condition) {
        return Condition.of(condition + ": so", "").holds(RECORDED);
    }

    @Test
    void an_answer_agrees_or_is_explained_by_a_condition_that_holds_or_is_a_fault() {
        Settings huge = new Settings(Map.of("thp", "always", "page", "4096", "arch", "x86-64"));
        Settings arm = new Settings(Map.of("thp", "never", "page", "16384", "arch", "aarch64"));
        assertThat(verdict("1 to 4 kB", RECORDED)).isEqualTo(Verdict.AGREES);
        assertThat(verdict("1 to 12 kB", huge)).isEqualTo(Verdict.AGREES);
        assertThat(verdict("1 to 13 kB", huge)).isEqualTo(Verdict.EXPLAINED);
        assertThat(verdict("1 to 13 kB", RECORDED)).isEqualTo(Verdict.DIFFERS);
        assertThat(verdict("", RECORDED)).isEqualTo(Verdict.DIFFERS);
        assertThat(Finding.of(example(), new Probe.Answer(false, "2"), arm).reasons())
                .extracting(Sentence::english)
                .containsExactly(
                        "the handbook describes Linux on x86-64", "the handbook describes pages of 4096 bytes");
        assertThat(Finding.of(example(), new Probe.Answer(true, "no right"), huge)
                        .verdict())
                .isEqualTo(Verdict.SKIPPED);
    }

    @Test
    void a_range_takes_signs_and_no_other_text() {
        assertThat(Range.matches("-60..60 MB", "-5 MB")).isTrue();
        assertThat(Range.matches("-60..60 MB", "-61 MB")).isFalse();
        assertThat(Range.matches("a.c", "abc")).isFalse();
        assertThat(Range.matches("1..2 and 3..4", "2 and 3")).isTrue();
        assertThat(Range.matches("1..2 and 3..4", "2 and 5")).isFalse();
    }

    @Test
    void conditions_compare_words_and_versions() {
        assertThat(holds("thp = madvise")).isTrue();
        assertThat(holds("thp != madvise")).isFalse();
        assertThat(holds("kernel < 6.14")).isFalse();
        assertThat(holds("kernel < 6.19")).isTrue();
        assertThat(holds("kernel >= 6.18")).isTrue();
        assertThat(holds("kernel >= 10.0")).isFalse();
        assertThat(holds("processor has sse")).isTrue();
        assertThat(holds("processor has ss")).isFalse();
        assertThat(holds("swap = unknown"))
                .as("what is not known explains nothing")
                .isFalse();
        assertThatThrownBy(() -> Condition.of("thp: always", "")).isInstanceOf(UserError.class);
    }

    @Test
    void a_head_without_its_lines_is_refused() {
        assertThatThrownBy(() -> claim("claim: x", "says: y"))
                .hasMessage("the head of the probe example needs one line 'chapter: ...'");
        Claim both = claim("claim: A fault.", "   zh: 一次缺页。", "chapter: x.md#y", "says: 1");
        assertThat(both.sentence().in(Language.EN)).isEqualTo("A fault.");
        assertThat(both.sentence().in(Language.ZH)).isEqualTo("一次缺页。");
    }

    @Test
    void settings_are_read_from_the_files_of_a_machine(@TempDir Path root) throws IOException {
        write(root, "proc/sys/kernel/osrelease", "5.15.1-microsoft-standard-WSL2\n");
        write(root, "proc/cpuinfo", "processor : 0\nflags\t\t: fpu pku la57\n\nflags : other\n");
        write(root, "sys/kernel/mm/transparent_hugepage/enabled", "[always] madvise never\n");
        write(root, "sys/kernel/mm/lru_gen/enabled", "0x0007\n");
        write(
                root,
                "proc/swaps",
                "Filename Type Size Used Priority\n/dev/sda2 partition 9 0 -2\n/dev/zram0 partition 9 0 100\n");
        write(root, "proc/meminfo", "SwapTotal: 100 kB\nSwapFree: 49 kB\n");
        write(root, "sys/devices/system/cpu/vulnerabilities/meltdown", "Mitigation: PTI\n");
        Settings settings = Settings.read(root, "amd64", List.of("glibc 2.41", "page 4096"));
        assertThat(settings.values())
                .containsEntry("kernel", "5.15.1-microsoft-standard-WSL2")
                .containsEntry("processor", "fpu pku la57")
                .containsEntry("thp", "always")
                .containsEntry("mglru", "yes")
                .containsEntry("swap", "zram")
                .containsEntry("probed_swap", "zram")
                .containsEntry("swap_half_full", "yes")
                .containsEntry("kpti", "yes")
                .containsEntry("wsl", "yes")
                .containsEntry("glibc", "2.41")
                .containsEntry("container", "yes")
                .containsEntry("aslr", Settings.UNKNOWN);
        assertThat(settings.get("no such setting")).isEqualTo(Settings.UNKNOWN);
    }

    private static void write(Path root, String file, String text) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.writeString(root.resolve(file), text);
    }

    @Test
    void each_claim_leads_to_a_heading_of_the_handbook_and_there_are_at_least_forty() throws IOException {
        List<Claim> claims = Claim.all(PROBES);
        assertThat(claims).hasSizeGreaterThanOrEqualTo(40);
        for (Claim claim : claims) {
            String[] place = claim.chapter().split("#");
            List<String> anchors = Files.readAllLines(DOCS.resolve(place[0])).stream()
                    .filter(line -> line.startsWith("#"))
                    .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                    .map(line -> line.replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                    .toList();
            assertThat(place.length == 1 || anchors.contains(place[1]))
                    .as(claim.name() + ": " + claim.chapter())
                    .isTrue();
            assertThat(claim.sentence().english()).endsWith(".").doesNotContain("`");
            claim.conditions().forEach(condition -> demandBoth(condition.reason()));
            demandBoth(claim.sentence());
        }
    }

    /** Each sentence is there in Chinese, in the words of the glossary. */
    private static void demandBoth(Sentence sentence) {
        assertThat(sentence.chinese()).as(sentence.english()).isNotEmpty();
        assertThat(Terms.missing(sentence.english(), sentence.chinese())).isEmpty();
    }

    @Test
    void the_notes_on_machines_are_there_in_both_languages() {
        assertThat(Facts.notes(PROBES)).hasSizeGreaterThan(10);
        Facts.notes(PROBES).forEach(note -> demandBoth(note.reason()));
    }

    @Tag("slow")
    @Test
    void the_probes_compile_without_a_warning() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "there is no gcc");
        for (Claim claim : Claim.all(PROBES)) {
            List<String> command = new ArrayList<>(List.of("gcc", "-std=gnu11", "-fsyntax-only"));
            command.addAll(List.of("-Wall", "-Wextra", "-Werror", claim.name() + ".c"));
            claim.options().stream().filter(option -> option.startsWith("-D")).forEach(command::add);
            Process process = new ProcessBuilder(command)
                    .directory(PROBES.toFile())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    /** Whatever this machine is: no answer differs without a reason. */
    @Tag("slow")
    @Test
    void this_machine_agrees_or_says_why_not(@TempDir Path target) {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/gcc")), "there is no gcc");
        assumeTrue(System.getProperty("os.name").equals("Linux"), "this is not Linux");
        Facts facts = new Facts(PROBES, target);
        List<Finding> findings = facts.claims().stream().map(facts::ask).toList();
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.DIFFERS)
                .isEmpty();
        assertThat(findings)
                .filteredOn(finding -> finding.verdict() == Verdict.AGREES)
                .isNotEmpty();
    }
}

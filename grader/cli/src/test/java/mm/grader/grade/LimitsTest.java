package mm.grader.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import mm.grader.cli.Sample;
import mm.grader.rubric.Status;
import mm.grader.sandbox.Limits;
import mm.grader.sandbox.Sandbox;
import mm.machine.Exercise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the child may use up, as code within it sees it, and that nothing of it outlives its end. */
final @Execution(ExecutionMode.CONCURRENT) class LimitsTest {
    @TempDir
    private Path folder;

    @Test
    void the_child_knows_the_limits_and_a_fixed_locale_time_zone_and_encoding() throws IOException {
        String body = "var bean = java.lang.management.ManagementFactory.getPlatformMXBean("
                + "com.sun.management.HotSpotDiagnosticMXBean.class);"
                + " for (String name : java.util.List.of(\"MaxHeapSize\", \"MaxMetaspaceSize\", \"ThreadStackSize\","
                + " \"MaxDirectMemorySize\", \"DisableAttachMechanism\"))"
                + " System.out.println(name + \" \" + bean.getVMOption(name).getValue());"
                + " System.out.println(java.util.Locale.getDefault() + \" \" + java.util.TimeZone.getDefault().getID()"
                + " + \" \" + java.nio.charset.Charset.defaultCharset()); System.out.println(System.getenv().keySet());"
                + " return 8;";
        List<String> lines = Sample.grade(folder, Sample.withRoot(body))
                .get(0)
                .output()
                .lines()
                .toList();
        assertThat(lines)
                .contains(
                        "MaxHeapSize " + ((long) Sample.LIMITS.heapMegabytes() << 20),
                        "MaxMetaspaceSize " + (128 << 20),
                        "ThreadStackSize 1024",
                        "MaxDirectMemorySize " + (16 << 20),
                        "DisableAttachMechanism true",
                        "en_US UTC UTF-8");
        assertThat(lines.get(lines.size() - 1).replaceAll("[\\[\\] ]", "").split(","))
                .as("the environment: nothing of the parent's")
                .containsExactlyInAnyOrder("PATH", "LC_ALL", "MM_PROCESS_TREE");
    }

    /** Each of these is exhausted; the check that does it gets the status, and the others their points. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OUT_OF_MEMORY | var all = new java.util.ArrayList<long[]>(); while (true) all.add(new long[100000]);",
                "OUT_OF_MEMORY | java.nio.ByteBuffer.allocateDirect(17 << 20); return 7;",
                "STACK_OVERFLOW | return root() + 1;",
            })
    void what_is_used_up_has_a_status_of_its_own_and_harms_no_other_check(Status status, String body)
            throws IOException {
        List<Verdict> verdicts = Sample.grade(folder, Sample.withRoot(body));
        assertThat(verdicts).extracting(Verdict::status).first().isEqualTo(status);
        assertThat(verdicts).extracting(Verdict::points).containsExactly(0, 50, 0, 5);
    }

    @Test
    void the_submissions_time_is_shared_by_all_its_checks() throws IOException {
        Sample.write(folder, Sample.FILE, Sample.withRoot("while (true) {}"), StandardCharsets.UTF_8);
        Limits limits = new Limits(Duration.ofMinutes(9), Duration.ofSeconds(1), Sample.LIMITS.start(), 64);
        List<Verdict> verdicts = Sample.result(folder, EnumSet.of(Exercise.PAGE_TABLE), limits)
                .exercises()
                .get(0)
                .verdicts();
        assertThat(verdicts)
                .extracting(Verdict::status)
                .containsExactly(Status.TIMED_OUT, Status.TIMED_OUT, Status.BLOCKED, Status.TIMED_OUT);
        assertThat(verdicts.get(1).why().key()).isEqualTo("verdict.no-time-left");
    }

    @Test
    void the_report_says_whether_there_was_a_second_wall() throws IOException {
        Sample.write(folder, Sample.FILE, "class", StandardCharsets.UTF_8);
        GradeResult result = Sample.result(folder, EnumSet.of(Exercise.PAGE_TABLE));
        assertThat(Sample.report(result)).contains("sandbox: bubblewrap is off (a test); only the allow-list and");
        assertThat(Sandbox.of(Sandbox.Wish.OFF).on()).isFalse();
        Sandbox here = Sandbox.of(Sandbox.Wish.AUTO);
        assertThat(here.description().key()).isEqualTo(here.on() ? "sandbox.on" : "sandbox.off");
    }

    @Test
    void a_program_that_made_itself_independent_ends_with_the_child() throws IOException {
        assumeThat(Path.of("/proc/self/environ")).as("needs Linux's /proc").exists();
        Path pid = folder.resolve("pid");
        String body = "try { new ProcessBuilder(\"sh\", \"-c\", \"setsid sh -c 'echo $$ >" + pid
                + ".new; mv " + pid + ".new " + pid + "; exec sleep 1000' >/dev/null 2>&1 &\").start().waitFor();"
                + " while (!new java.io.File(\"" + pid + "\").exists()) Thread.sleep(10);"
                + " } catch (Exception e) { return 8; } return 7;";
        assertThat(Sample.grade(folder, Sample.withRoot(body)))
                .extracting(Verdict::status)
                .containsOnly(Status.PASSED);
        Path command = Path.of("/proc", Files.readString(pid).strip(), "cmdline");
        // One that nobody has waited for yet is still listed, with no command line any more.
        assertThat(Files.exists(command) ? Files.readString(command) : "")
                .as("the detached program, whose parent is not the child any more")
                .doesNotContain("sleep");
    }
}

package mm.grader.checks.procfs;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.procfs.Procps;
import org.junit.jupiter.api.Order;

/** How free scales and cuts its numbers. */
@Graded(exercise = Exercise.FREE_TOP, step = 2, title = "Units")
public class Step2UnitsCheck {
    private static String total(Parts parts, Procps procps, long kb, String... arguments) {
        return new Screens(parts)
                .procps(procps)
                .memory("MemTotal " + kb + " " + "MemFree 1 MemAvailable 1")
                .cell("Mem", "total", arguments);
    }

    @Order(1)
    @Check(
            points = 5,
            hints = {
                "kB in meminfo means 1024 bytes. Go to bytes first, then divide.",
                "src/free.c scale_size of procps casts to long, which cuts.",
                "docs/07-free-top.md: Units"
            })
    void every_unit_divides_the_bytes_and_cuts(Parts parts, Random random) {
        String[] options = {"-b", "-k", "-m", "-g", "--tebi", "--pebi", "--kilo", "--mega", "--giga", "--tera", "--peta"
        };
        for (int i = 0; i < 20; i++) {
            long kb = random.nextLong() >>> (20 + random.nextInt(40)) | 1;
            for (int unit = 0; unit < options.length; unit++) {
                boolean si = unit > 5;
                BigInteger divisor = BigInteger.valueOf(si ? 1000 : 1024).pow(si ? unit - 5 : unit);
                BigInteger expected = BigInteger.valueOf(kb * 1024).divide(divisor);
                assertThat(total(parts, Procps.V4, kb, options[unit]))
                        .as(say("step2-units-check.free-shows-kb-that-is", options[unit], kb, kb * 1024, divisor))
                        .isEqualTo(expected.toString());
            }
        }
        assertThat(total(parts, Procps.V4, 1000, "--si"))
                .as(say("step2-units-check.free-si-1000-kb-of"))
                .isEqualTo("1024");
    }

    @Order(2)
    @Check(
            points = 5,
            hints = {
                "Try bytes, then for every unit first one decimal, then none. Take the first that is short enough.",
                "src/free.c scale_size of procps: 5 characters with Ki, 4 with K.",
                "docs/07-free-top.md: Human readable"
            })
    void human_readable_numbers_take_the_first_form_that_is_short_enough(Parts parts) {
        Object[][] cases = {
            {0L, "0B", "0B"},
            {1L, "1.0Ki", "1.0K"},
            {9L, "9.0Ki", "9.2K"},
            {10L, "10Ki", "10K"},
            {999L, "999Ki", "1.0M"},
            {1000L, "1.0Mi", "1.0M"},
            {1024L, "1.0Mi", "1.0M"},
            {10_192L, "9Mi", "10M"},
            {10_188L, "9.9Mi", "10M"},
            {10_240L, "10Mi", "10M"},
            {51_138_229L, "48Gi", "52G"},
            {1_048_576_000L, "1.0Ti", "1.1T"},
            {10_443_817L, "9Gi", "10G"},
            {2_621_440L, "2.5Gi", "2.7G"}
        };
        for (Object[] each : cases) {
            assertThat(total(parts, Procps.V4, (Long) each[0], "-h"))
                    .as(say("step2-units-check.free-h-of-kb", each[0]))
                    .isEqualTo(each[1]);
            assertThat(total(parts, Procps.V4, (Long) each[0], "-h", "--si"))
                    .as(say("step2-units-check.free-h-si-of-kb", each[0]))
                    .isEqualTo(each[2]);
        }
    }

    @Order(3)
    @Check(
            points = 3,
            hints = {
                "Java rounds decimal digits half up; C rounds the exact binary value, ties to even. Printf.fixed does.",
                "%.1f of a float that lies exactly between two decimals.",
                "docs/07-free-top.md: Human readable"
            })
    void one_decimal_is_rounded_as_c_rounds(Parts parts) {
        assertThat(total(parts, Procps.V4, 1024 + 256, "-h"))
                .as(say("step2-units-check.1-25-mi-lies-exactly"))
                .isEqualTo("1.2Mi");
        assertThat(total(parts, Procps.V4, 1024 + 768, "-h")).as("1.75 Mi").isEqualTo("1.8Mi");
        assertThat(total(parts, Procps.V4, 2048 + 256, "-h")).as("2.25 Mi").isEqualTo("2.2Mi");
    }

    @Order(4)
    @Check(
            points = 3,
            hints = {
                "Generation 3 divides the kB of meminfo, so its mega is 1024 * 1000 bytes.",
                "scale_size in free.c of procps-ng 3.3.12.",
                "docs/07-free-top.md: Two generations"
            })
    void the_older_generation_has_units_of_its_own(Parts parts) {
        assertThat(total(parts, Procps.V3, 10_000_000, "-m")).as("3.x -m").isEqualTo("9765");
        assertThat(total(parts, Procps.V3, 10_000_000, "-b")).as("3.x -b").isEqualTo("10240000000");
        assertThat(total(parts, Procps.V3, 10_000_000, "--kilo"))
                .as("3.x --kilo")
                .isEqualTo("10240000");
        assertThat(total(parts, Procps.V3, 10_000_000, "--mega"))
                .as("3.x --mega")
                .isEqualTo("10000");
        assertThat(total(parts, Procps.V3, 10_000_000, "--si"))
                .as("3.x --si alone")
                .isEqualTo("10000000");
        assertThat(total(parts, Procps.V3, 10_000_000, "-h"))
                .as(say("step2-units-check.3-x-h-has-no"))
                .isEqualTo("9.5G");
        assertThat(total(parts, Procps.V3, 9, "-h"))
                .as(say("step2-units-check.3-x-h-shows-k"))
                .isEqualTo("9K");
        assertThat(total(parts, Procps.V3, 51_138_229, "-h")).as("3.x -h").isEqualTo("48G");
    }

    @Order(5)
    @Replays("procps")
    @Check(
            points = 6,
            hints = {
                "The message names the recording and the line; the section's head has the command.",
                "They were made with procps-ng 4.0.2 on made-up /proc trees.",
                "docs/formats.md: procps"
            })
    void free_agrees_with_every_recording_of_the_real_free(Parts parts) {
        RecordedScreens.demandAgreement(parts, "free");
    }
}

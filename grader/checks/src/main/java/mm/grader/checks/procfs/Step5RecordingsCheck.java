package mm.grader.checks.procfs;

import static mm.grader.Demand.list;
import static mm.grader.Labels.say;

import java.util.List;
import java.util.Map;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.procfs.Host;
import mm.procfs.Procps;
import org.junit.jupiter.api.Order;

/** The real tool's own screens. */
@Graded(exercise = Exercise.FREE_TOP, step = 5, title = "The real screens")
public class Step5RecordingsCheck {
    @Order(1)
    @Replays("procps")
    @Check(
            points = 6,
            hints = {
                "The message names the recording and the line; the section's head has the command.",
                "They were made with procps-ng 4.0.2 on made-up /proc trees.",
                "docs/formats.md: procps"
            })
    void top_agrees_with_every_recording_of_the_real_top(Parts parts) {
        RecordedScreens.demandAgreement(parts, "top");
    }

    @Order(2)
    @Replays("procps")
    @Check(
            points = 2,
            hints = {
                "This is the screen of a server with a crypto-miner on it, in procps 3, with one processor.",
                "%CPU and %MEM have 4 columns there, and TIME+ stays in minutes as long as it fits.",
                "docs/07-free-top.md: The case of the miner"
            })
    void the_lessons_top_is_reproduced(Parts parts) {
        Screens screens = new Screens(parts)
                .procps(Procps.V3)
                .host(new Host("12:00:00", 0, Map.of(0, "root", 993, "redis")))
                .memory("MemTotal 1877504 MemFree 73200 MemAvailable 177920")
                .processors(1)
                .process(7, "ksoftirqd/0", 0, 'S', 0, 0, 0, 18_623_800)
                .process(7393, "reset_db_root_p", 0, 'R', 3123, 588, 467, 136_736_000 - 18)
                .process(7443, "kdevtmpfsi", 993, 'S', 177_543, 66_223, 0, 9_647_900 - 74)
                .process(12_136, "barad_agent", 0, 'S', 129_326, 3809, 715, 618_981)
                .process(13_603, "redis2", 993, 'S', 182_679, 66_338, 175, 8_255_700 - 74)
                .secondsLater(3.02)
                .used(7, 3)
                .used(7393, 18)
                .used(7443, 74)
                .used(12_136, 1)
                .used(13_603, 74);
        list(
                say("demand.the-screen"),
                screens.list("-w", "120"),
                List.of(
                        "  PID USER      PR  NI    VIRT    RES    SHR S %CPU %MEM     TIME+ COMMAND",
                        " 7443 redis     20   0  710172 264892      0 S 24.5 14.1   1607:59 kdevtmpfsi",
                        "13603 redis     20   0  730716 265352    700 S 24.5 14.1   1375:57 redis2",
                        " 7393 root      20   0   12492   2352   1868 R  6.0  0.1  22789:20 reset_db_root_p",
                        "    7 root      20   0       0      0      0 S  1.0  0.0   3103:58 ksoftirqd/0",
                        "12136 root      20   0  517304  15236   2860 S  0.3  0.8 103:09.82 barad_agent"));
    }
}

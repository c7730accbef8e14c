package mm.grader.checks.oom;

import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import org.junit.jupiter.api.Order;

/** Does Linux kill the same processes? */
@Graded(exercise = Exercise.OOM, step = 3, title = "Against the real kernel")
public class Step3LinuxCheck {
    @Order(1)
    @Replays("oom")
    @Check(
            points = 7,
            hints = {
                "The table is the kernel's own, in the order of its list; each kill has its own table.",
                "mm/oom_kill.c dump_tasks prints it, oom_evaluate_task chooses. The total is the cgroup's limit.",
                "docs/06-oom.md: What the recordings show"
            })
    void linux_kills_the_same_processes(Parts parts) {
        RecordingReplay.demandAgreement("oom", parts);
    }
}

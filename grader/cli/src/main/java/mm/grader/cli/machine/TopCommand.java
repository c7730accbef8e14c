package mm.grader.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.ScreenOptions;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.machine.Exercise;
import mm.procfs.Host;
import mm.procfs.ProcFs;
import mm.procfs.TopOptions;
import mm.procfs.TopView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mm top}: exercise 07's top on a /proc. */
@Command(
        name = "top",
        description = {
            "Shows a machine's processes as top -b does, by the reference's code or a student's; once, unless -n says more.",
            "Of top's own options it understands -b -n N -d SECONDS -w N -o FIELD -E UNIT -e UNIT -p PIDS -u USER."
        })
public final class TopCommand implements Callable<Integer> {
    private static final long FIRST_PAUSE_MILLIS = 150;

    @Mixin
    private ScreenOptions screen;

    @Mixin
    private WithOption with;

    @Unmatched
    private List<String> arguments = new ArrayList<>();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TopOptions options = screen.parse(arguments, words -> TopOptions.parse(screen.procps(), words));
        int screens = Math.max(1, options.screens());
        TopView view = with.parts(Exercise.FREE_TOP).topView();
        ProcFs proc = screen.proc("meminfo", "stat", "uptime", "loadavg");
        ProcFs before = proc.snapshot();
        for (int i = 0; i < screens; i++) {
            Thread.sleep(i == 0 ? FIRST_PAUSE_MILLIS : (long) (options.seconds() * 1000));
            ProcFs then = before;
            ProcFs now = proc.snapshot();
            Host host = screen.host();
            if (i > 0) {
                spec.commandLine().getOut().print("\n");
            }
            screen.print(spec.commandLine().getOut(), with.given(), () -> view.screen(then, now, host, options));
            before = now;
        }
        return Exit.OK;
    }
}

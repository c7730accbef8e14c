package mm.grader.cli.machine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.ScreenOptions;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.machine.Exercise;
import mm.procfs.FreeOptions;
import mm.procfs.FreeView;
import mm.procfs.ProcFs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** {@code mm free}: exercise 07's free on a /proc. */
@Command(
        name = "free",
        description = {
            "Shows a machine's memory as free does, by the reference's code or a student's.",
            "All of free's own options are understood: -b -k -m -g -h -l -t -v -w -s N -c N --si --mega ..."
        })
public final class FreeCommand implements Callable<Integer> {
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
        FreeOptions options = screen.parse(arguments, words -> FreeOptions.parse(screen.procps(), words));
        ProcFs proc = screen.proc("meminfo");
        FreeView view = with.parts(Exercise.FREE_TOP).freeView();
        for (int i = 0; options.count() == 0 || i < options.count(); i++) {
            if (i > 0) {
                spec.commandLine().getOut().print("\n");
                Thread.sleep((long) (options.seconds() * 1000));
            }
            screen.print(spec.commandLine().getOut(), with.given(), () -> view.screen(proc, options));
        }
        return Exit.OK;
    }
}

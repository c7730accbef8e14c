package mm.grader.cli.grading;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.skeletons.Skeletons;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code mm skeletons}: cuts the exercises from the solutions. */
@Command(
        name = "skeletons",
        mixinStandardHelpOptions = true,
        description = {
            "Cuts the skeletons in exercises/ from the solutions.",
            "A file that is there already and differs is left as it is, because it may be a student's work, unless"
                    + " --force is given. A file that no solution has is never removed."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the exercises are as cut",
            "1:a file differs (and was not overwritten), or is superfluous",
            "2:wrong usage, or a solution with wrong markers",
            "3:the grader itself failed"
        })
public final class SkeletonsCommand implements Callable<Integer> {
    @Option(names = "--check", description = "compare only, write nothing")
    private boolean check;

    @Option(names = "--force", description = "overwrite files that differ")
    private boolean force;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (!KitHome.hasSolutions()) {
            throw UserError.of("skeletons.no-solutions");
        }
        Skeletons skeletons = new Skeletons(KitHome.solutions(), KitHome.exercises());
        int written = 0;
        int left = 0;
        for (Map.Entry<Path, String> difference : skeletons.differences().entrySet()) {
            String state = difference.getValue();
            boolean write = !check && (state.equals("missing") || (force && state.equals("differs")));
            if (write) {
                skeletons.write(difference.getKey());
                written++;
            } else {
                left++;
            }
            out.printf("%-11s  %s%n", write ? "written" : state, KitHome.root().relativize(difference.getKey()));
        }
        out.println(Languages.texts(spec)
                .say(
                        "skeletons.skeletons-written-not-as-cut",
                        skeletons.files().size(),
                        written,
                        left,
                        left > 0 && !check && !force
                                ? Languages.texts(spec).say("skeletons.force-overwrites-those-that-differ")
                                : ""));
        return left == 0 ? Exit.OK : Exit.LESS;
    }
}

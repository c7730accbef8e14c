package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.plan.CourseBook;
import mm.grader.course.plan.CoursePlan;
import mm.grader.course.plan.PlanFile;
import mm.grader.course.plan.PlanWeek;
import mm.grader.kit.Exit;
import mm.grader.text.Language;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm course}: lays the weeks of a course together. */
@Command(
        name = "course",
        mixinStandardHelpOptions = true,
        description = {
            "Lays all weeks of a course together as one book, or shows what its course file says.",
            "mm class --course FILE --week NAME grades a week."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the book is written, or the course file is right",
            "2:wrong usage, a mistake in the course file, or a week that was graded on other terms",
            "3:a file could not be written"
        })
public final class CourseCommand implements Callable<Integer> {
    /** What to do. */
    enum Action {
        GRADEBOOK,
        SHOW
    }

    @Parameters(
            paramLabel = "gradebook|show",
            description = "write the book of all weeks that are graded, or show the weeks")
    private Action action;

    @Option(names = "--course", paramLabel = "FILE", description = "the course file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("course.yml");

    @Mixin
    private BackOptions back;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Language language = Languages.of(spec);
        CoursePlan plan = PlanFile.read(file);
        if (action == Action.SHOW) {
            for (PlanWeek week : plan.weeks().values()) {
                out.println(Languages.texts(spec)
                        .say(
                                "plan.shown",
                                week.name(),
                                week.selection().toString(),
                                week.policy().deadline().toOffsetDateTime().toString(),
                                week.policy().extensions().size()));
            }
            return Exit.OK;
        }
        try {
            new CourseBook(plan, back.of(plan.keyFile() != null), language)
                    .write(out, spec.commandLine().getErr());
            return Exit.OK;
        } catch (RunStoppedException e) {
            spec.commandLine().getErr().println(Languages.texts(spec).say("mm.mm", e.getMessage()));
            return Exit.FAILED;
        }
    }
}

package mm.grader.cli.grading;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.plan.CoursePlan;
import mm.grader.course.plan.PlanFile;
import mm.grader.course.plan.PlanWeek;
import mm.grader.course.plan.WeekRun;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import picocli.CommandLine.Option;

/** Which week of which course. */
final class CourseOptions {
    @Option(
            names = "--course",
            paramLabel = "FILE",
            description = "a course file, which says what each week sets, until when, and of whom")
    private Path file;

    @Option(names = "--week", paramLabel = "NAME", description = "with --course: which week of it")
    private String name;

    private CoursePlan plan;

    /** Tells whether a week of a course is meant. */
    boolean given() {
        if ((file == null) != (name == null)) {
            throw UserError.at(file == null ? "--week " + name : "--course " + file, "plan.both");
        }
        return file != null;
    }

    CoursePlan plan() {
        plan = plan == null ? PlanFile.read(file) : plan;
        return plan;
    }

    PlanWeek week() {
        return plan().week(name);
    }

    /** Returns the run of the week, after those before it have used their late days. */
    WeekRun run(GiveBack back, Language language, PrintWriter err) {
        return WeekRun.of(plan(), week(), WeekRun.left(plan(), week(), language, err), back, language, err);
    }

    /** Demands that nothing is said twice: what the course file says is there alone. */
    static void refuse(List<String> given) {
        if (!given.isEmpty()) {
            throw UserError.at(given.get(0), "plan.said-there");
        }
    }
}

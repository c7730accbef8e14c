package mm.grader.cli.grading;

import java.util.EnumSet;
import java.util.Set;
import mm.grader.course.gradebook.FeedbackForm;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.gradebook.Imports;
import mm.grader.kit.UserError;
import picocli.CommandLine.Option;

/** What is written for other systems. */
final class BackOptions {
    @Option(
            names = "--format",
            split = ",",
            paramLabel = "moodle|canvas",
            description = "write a file that Moodle or Canvas imports the grades from")
    private Set<Imports> formats = EnumSet.noneOf(Imports.class);

    @Option(
            names = "--assignment",
            paramLabel = "NAME",
            description =
                    "with --format: what the grades are for, as Moodle or Canvas call it (default: ${DEFAULT-VALUE})")
    private String assignment = "Linux Memory Kit";

    @Option(
            names = "--feedback",
            split = ",",
            paramLabel = "moodle|canvas|gradescope|git",
            description = "give each student's page back in this form: a zip to upload, or a folder")
    private Set<FeedbackForm> feedback = EnumSet.noneOf(FeedbackForm.class);

    @Option(
            names = "--excel",
            paramLabel = "SEPARATOR",
            description = "write tables as spreadsheets like them: a byte-order mark, and a comma, semicolon or tab"
                    + " between cells; with a semicolon, decimals have a comma")
    private String excel;

    /**
     * Returns what is to be written.
     *
     * @param anonymous whether students have pseudonyms
     * @throws UserError if other systems are to get what they cannot know whose it is
     */
    GiveBack of(boolean anonymous) {
        boolean systems = !formats.isEmpty() || feedback.stream().anyMatch(each -> each != FeedbackForm.GIT);
        if (anonymous && systems) {
            throw UserError.at("--anonymous and --format", "class-options.moodle-and-canvas-know-no");
        }
        return new GiveBack(formats, assignment, feedback, separator());
    }

    private char separator() {
        if (excel == null) {
            return 0;
        }
        return switch (excel) {
            case "comma", "," -> ',';
            case "semicolon", ";" -> ';';
            case "tab", "\t" -> '\t';
            default -> throw UserError.at("--excel " + excel, "class-options.no-separator");
        };
    }
}

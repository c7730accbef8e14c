package mm.grader.cli.grading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import mm.grader.course.gradebook.FeedbackForm;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.Imports;
import mm.grader.course.gradebook.LateFile;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Pseudonyms;
import mm.grader.course.roster.Roster;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import picocli.CommandLine.Option;

/** What {@code mm class} and {@code mm merge} have in common: where to write, and how the gradebook is made of results. */
final class ClassOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "where the results are kept")
    private Path out;

    @Option(
            names = "--roster",
            paramLabel = "FILE",
            description = "who is in the class: a name a line, or a CSV table; who did not hand in gets a row")
    private Path rosterFile;

    @Option(
            names = "--late",
            paramLabel = "POLICY.yml",
            description = "deadline, extensions and what lateness costs; the raw score stays in its column")
    private Path policyFile;

    @Option(
            names = "--times",
            paramLabel = "FILE",
            description = "with --late: when students handed in, in lines of the form student,time")
    private Path timesFile;

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
            description =
                    "write gradebook.csv as spreadsheets like it: a byte-order mark, and a comma, semicolon or tab"
                            + " between cells; with a semicolon, decimals have a comma")
    private String excel;

    @Option(
            names = "--anonymous",
            paramLabel = "KEYFILE",
            description =
                    "call students by pseudonyms; whose they are is in this file alone, which is made if it is missing")
    private Path keyFile;

    Path out() {
        return out;
    }

    /**
     * Reads all files.
     *
     * @param language of what people read
     * @throws UserError if one is broken
     */
    Gradebook book(Language language) {
        Roster roster = rosterFile == null ? null : Roster.read(rosterFile);
        LatePolicy policy = policyFile == null ? null : LateFile.read(policyFile);
        GiveBack back = new GiveBack(formats, assignment, feedback, separator());
        return new Gradebook(names(), roster, policy, times(policy), Map.of(), back, language);
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

    private HandInTimes times(LatePolicy policy) {
        if (timesFile == null) {
            return HandInTimes.NONE;
        }
        if (policy == null) {
            throw UserError.at("--times " + timesFile, "class-options.times-matter-only-together-with");
        }
        ZoneId zone = policy.zone();
        return HandInTimes.read(timesFile, zone);
    }

    private Names names() {
        if (keyFile == null) {
            return Names.PLAIN;
        }
        if (!formats.isEmpty() || !feedback.isEmpty() && !feedback.equals(Set.of(FeedbackForm.GIT))) {
            throw UserError.at("--anonymous and --format", "class-options.moodle-and-canvas-know-no");
        }
        Path parent = keyFile.toAbsolutePath().normalize().getParent();
        if (!Files.isDirectory(parent)) {
            throw UserError.at("--anonymous " + keyFile, "class-options.there-is-no-such-folder");
        }
        if (parent.startsWith(out.toAbsolutePath().normalize())) {
            throw UserError.at("--anonymous " + keyFile, "class-options.the-key-file-must-not");
        }
        return Pseudonyms.in(keyFile);
    }
}

package mm.grader.cli.grading;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import mm.grader.course.gradebook.GiveBack;
import mm.grader.course.gradebook.Gradebook;
import mm.grader.course.gradebook.LateFile;
import mm.grader.course.gradebook.LatePolicy;
import mm.grader.course.gradebook.WeekTerms;
import mm.grader.course.handin.HandInTimes;
import mm.grader.course.roster.Names;
import mm.grader.course.roster.Pseudonyms;
import mm.grader.course.roster.Roster;
import mm.grader.kit.UserError;
import mm.grader.text.Language;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code mm class} and {@code mm merge} have in common: where to write, and how the gradebook is made of results. */
final class ClassOptions {
    @Option(names = "--out", paramLabel = "DIR", description = "where the results are kept")
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

    @Mixin
    private BackOptions back = new BackOptions();

    @Option(
            names = "--anonymous",
            paramLabel = "KEYFILE",
            description =
                    "call students by pseudonyms; whose they are is in this file alone, which is made if it is missing")
    private Path keyFile;

    /**
     * Returns where to write.
     *
     * @throws UserError if nobody said it
     */
    Path out() {
        if (out == null) {
            throw UserError.at("--out", "class-options.out");
        }
        return out;
    }

    /** Returns where to write, which a course file says, too. */
    Path out(Path otherwise) {
        return out == null ? otherwise : out;
    }

    /** Returns what is written for other systems. */
    GiveBack back() {
        return back.of(keyFile != null);
    }

    /** Returns those of the options that a course file has. */
    List<String> ofACourse() {
        return Stream.of(
                        rosterFile == null ? "" : "--roster",
                        policyFile == null ? "" : "--late",
                        timesFile == null ? "" : "--times",
                        keyFile == null ? "" : "--anonymous")
                .filter(name -> !name.isEmpty())
                .toList();
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
        GiveBack given = back();
        return new Gradebook(names(), roster, policy, times(policy), WeekTerms.NONE, given, language);
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
        Path parent = keyFile.toAbsolutePath().normalize().getParent();
        if (!Files.isDirectory(parent)) {
            throw UserError.at("--anonymous " + keyFile, "class-options.there-is-no-such-folder");
        }
        if (parent.startsWith(out().toAbsolutePath().normalize())) {
            throw UserError.at("--anonymous " + keyFile, "class-options.the-key-file-must-not");
        }
        return Pseudonyms.in(keyFile);
    }
}

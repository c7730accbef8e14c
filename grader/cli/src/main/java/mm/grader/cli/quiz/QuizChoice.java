package mm.grader.cli.quiz;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import mm.grader.Recordings;
import mm.grader.cli.options.Languages;
import mm.grader.kit.UserError;
import mm.grader.quiz.Questions;
import mm.grader.quiz.QuizOptions;
import mm.grader.quiz.model.Desk;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.QuizException;
import mm.grader.rubric.Seeds;
import mm.grader.script.SubmittedParts;
import mm.grader.text.Language;
import mm.text.Message;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options that say which questions are asked. */
final class QuizChoice {
    private static final int DEFAULT_COUNT = 10;
    private static final int SEEDS = 1_000_000;

    @Option(
            names = "--kind",
            paramLabel = "KIND,…",
            description = "kinds of questions or whole topics, with commas between; mm quiz --list names them")
    private String kinds;

    @Option(names = "--level", paramLabel = "N", description = "1, 2 or 3, or a range like 1..2; default: 1..3")
    private String level;

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_COUNT,
            description = "how many questions; default: ${DEFAULT-VALUE}")
    private int count;

    @ArgGroup
    private Seed seed = new Seed();

    static final class Seed {
        @Option(
                names = "--seed",
                paramLabel = "N",
                description = "the seed: the same seed asks the same questions; default: another one each time")
        private Long number;

        @Option(
                names = "--id",
                paramLabel = "STUDENT",
                description = "derive the seed from a name: the first four bytes of its SHA-256 in UTF-8")
        private String id;

        boolean given() {
            return id != null || number != null;
        }

        long value() {
            return id != null ? Seeds.of(id) : number != null ? number : System.nanoTime() % SEEDS & Integer.MAX_VALUE;
        }
    }

    Seed seed() {
        return seed;
    }

    /** Returns the options, checked. */
    QuizOptions options(long number) {
        return QuizOptions.of(number, count, level, kinds);
    }

    static Questions questions() {
        return new Questions(new Desk(SubmittedParts.reference(), QuizChoice::recording));
    }

    private static String recording(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("recordings/" + name + ".txt")) {
            return in == null ? null : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Lang lang(CommandSpec command) {
        return Languages.of(command) == Language.ZH ? Lang.ZH : Lang.EN;
    }

    /** Returns the sentence of a quiz that cannot be, in the language that was asked for. */
    static UserError error(QuizException wrong, CommandSpec command) {
        return UserError.saying(Message.verbatim(wrong.text().in(lang(command))));
    }
}

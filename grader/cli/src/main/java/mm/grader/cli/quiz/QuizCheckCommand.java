package mm.grader.cli.quiz;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import mm.grader.kit.Exit;
import mm.grader.kit.InputFile;
import mm.grader.kit.UserError;
import mm.grader.quiz.QuizTexts;
import mm.grader.quiz.Score;
import mm.grader.quiz.SheetCheck;
import mm.grader.quiz.model.Lang;
import mm.grader.quiz.model.Mark;
import mm.grader.quiz.model.QuizException;
import mm.text.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm quiz check}: marks a sheet. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Marks a text sheet that was filled in.",
            "The kinds, levels and the count are those that the sheet's second line names; the options are for a sheet"
                    + " that has lost it."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all answers are right",
            "1:some are wrong, missing or cannot be read",
            "2:wrong usage, or an input that cannot be read",
            "3:the grader itself failed"
        })
public final class QuizCheckCommand implements Callable<Integer> {
    private static final int MAX_MEGABYTES = 10;

    @Parameters(paramLabel = "FILE", description = "the sheet, as mm quiz --sheet printed it")
    private Path file;

    @Mixin
    private QuizChoice choice;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (!choice.seed().given()) {
            throw QuizChoice.error(QuizTexts.noSeed(), spec);
        }
        try {
            long seed = choice.seed().value();
            return print(new SheetCheck(
                    QuizChoice.questions(), InputFile.text(file, MAX_MEGABYTES), seed, choice.options(seed)));
        } catch (QuizException wrong) {
            throw UserError.at(file, Message.verbatim(wrong.text().in(QuizChoice.lang(spec))));
        }
    }

    private Integer print(SheetCheck check) {
        Lang lang = QuizChoice.lang(spec);
        PrintWriter out = spec.commandLine().getOut();
        Score score = new Score();
        for (SheetCheck.Marked marked : check.marks()) {
            score.add(marked.question().topic(), marked.verdict() == Mark.RIGHT);
            out.println(QuizTexts.marked(marked).in(lang));
        }
        check.remarks().forEach(remark -> out.println(remark.in(lang)));
        out.println();
        score.lines().forEach(line -> out.println(line.in(lang)));
        return score.right() == score.all() && check.remarks().isEmpty() ? Exit.OK : Exit.LESS;
    }
}

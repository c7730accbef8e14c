package mm.grader.cli.grading;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.kit.Exit;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm hint}: the next hint for a check. */
@Command(
        name = "hint",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the next hint for a check: what to look at; how Linux does it; where the handbook explains it.",
            "Each call goes one step up the ladder; the last step is shown again and again."
        })
public final class HintCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "CHECK",
            arity = "0..*",
            description =
                    "its name as the report shows it, a part of it that no other has, or words of its step's title;"
                            + " of an exercise, 06 or 06-oom, the check that failed first when it was graded last;"
                            + " default: the check that failed first in the last grading")
    private List<String> words = List.of();

    @Option(names = "--all", description = "show the whole ladder")
    private boolean all;

    @Option(names = "--restart", description = "begin with the first hint again")
    private boolean restart;

    @Option(names = "--state", hidden = true, description = "the file that remembers which hints were shown")
    private Path file;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        StudentState state = new StudentState(file);
        CheckInfo check = find(state);
        List<String> hints = check.hints();
        int next = restart ? 0 : state.shown(check.id());
        int last = all ? hints.size() : Math.min(next + 1, hints.size());
        var out = spec.commandLine().getOut();
        CheckTexts texts = new CheckTexts(Languages.texts(spec));
        out.println(check.exercise().number() + " " + texts.sentence(check));
        for (int i = all ? 0 : last - 1; i < last; i++) {
            out.println(
                    "  " + Languages.texts(spec).say("hint.hint-of", i + 1, hints.size(), texts.hint(check, i + 1)));
        }
        state.show(check.id(), last);
        return Exit.OK;
    }

    private CheckInfo find(StudentState state) {
        Rubric rubric = Rubric.shipped();
        if (!words.isEmpty()) {
            return new CheckSearch(rubric, state.failed()).find(words);
        }
        return rubric.checks().stream()
                .filter(check -> check.id().equals(state.next()))
                .findFirst()
                .orElseThrow(() -> UserError.of("hint.nothing-fails"));
    }
}

package mm.grader.cli.grading;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.kit.Exit;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.text.Message;
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
            arity = "1..*",
            description = "its name as the report shows it, or a part of it that no other has")
    private List<String> words;

    @Option(names = "--all", description = "show the whole ladder")
    private boolean all;

    @Option(names = "--restart", description = "begin with the first hint again")
    private boolean restart;

    @Option(names = "--state", hidden = true, description = "the file that remembers which hints were shown")
    private Path state = KitHome.root().resolve(Path.of("grader", "cli", "target", "hints.properties"));

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        CheckInfo check = find(Rubric.shipped());
        List<String> hints = check.hints();
        Properties shown = new Properties();
        if (Files.exists(state)) {
            try (Reader in = Files.newBufferedReader(state)) {
                shown.load(in);
            }
        }
        int next = restart ? 0 : Integer.parseInt(shown.getProperty(check.id(), "0"));
        int last = all ? hints.size() : Math.min(next + 1, hints.size());
        var out = spec.commandLine().getOut();
        CheckTexts words = new CheckTexts(Languages.texts(spec));
        out.println(check.exercise().number() + " " + words.sentence(check));
        for (int i = all ? 0 : last - 1; i < last; i++) {
            out.println(
                    "  " + Languages.texts(spec).say("hint.hint-of", i + 1, hints.size(), words.hint(check, i + 1)));
        }
        shown.setProperty(check.id(), String.valueOf(last));
        Files.createDirectories(state.toAbsolutePath().getParent());
        try (Writer file = Files.newBufferedWriter(state)) {
            shown.store(file, null);
        }
        return Exit.OK;
    }

    private CheckInfo find(Rubric rubric) {
        String wanted = String.join("_", words).replace(' ', '_');
        List<CheckInfo> exact = rubric.checks().stream()
                .filter(check -> check.id().equals(wanted) || check.method().equals(wanted))
                .toList();
        List<CheckInfo> found = exact.isEmpty()
                ? rubric.checks().stream()
                        .filter(check -> check.id().contains(wanted))
                        .toList()
                : exact;
        if (found.size() != 1) {
            throw UserError.of(
                    "hint.names-checks",
                    String.join(" ", words),
                    found.size(),
                    found.isEmpty()
                            ? Message.of("hint.see-mm-rubric")
                            : ": "
                                    + String.join(
                                            ", ",
                                            found.stream()
                                                    .limit(5)
                                                    .map(CheckInfo::id)
                                                    .toList()));
        }
        return found.get(0);
    }
}

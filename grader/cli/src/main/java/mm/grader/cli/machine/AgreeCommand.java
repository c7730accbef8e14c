package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.script.Agreement;
import mm.grader.script.AnswerDifference;
import mm.grader.script.ScriptRunner;
import mm.grader.script.SubmittedParts;
import mm.script.Script;
import mm.script.ScriptException;
import mm.text.Catalogue;
import mm.text.Explained;
import mm.text.Message;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm agree}: compares answers with recordings of Linux. */
@Command(
        name = "agree",
        mixinStandardHelpOptions = true,
        description = "Runs recordings on the machine and compares its answers with those of Linux, line by line.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all lines agree",
            "1:some differ",
            "2:wrong usage, or a recording or submission that cannot be read",
            "3:the grader itself failed"
        })
public final class AgreeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "recordings with their answers")
    private List<Path> files;

    private static final int SHRINK_SECONDS = 8;

    @Mixin
    private WithOption with;

    @Option(
            names = "--failing",
            paramLabel = "FILE",
            description =
                    "where the smallest failing script is written (default: a new folder among the temporary files)")
    private Path failing;

    private boolean shrunk;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        try (ScriptRunner runner = with.runner()) {
            return compare(runner, spec.commandLine().getOut());
        }
    }

    private int compare(ScriptRunner runner, PrintWriter out) throws IOException {
        int code = Exit.OK;
        long agreeing = 0;
        long total = 0;
        for (Path file : files) {
            try {
                Agreement agreement = new Agreement(Script.read(file), runner);
                out.println(Languages.texts(spec).say("agree.of-lines", file, agreement.agreeing(), agreement.total()));
                agreeing += agreement.agreeing();
                total += agreement.total();
                if (agreement.firstDifference() > 0) {
                    code = Math.max(code, Exit.LESS);
                    explain(out, file, agreement, runner);
                    if (with.given() && code == Exit.LESS && !shrunk) {
                        shrunk = true;
                        ShrinkCommand.show(
                                out,
                                Languages.texts(spec),
                                Script.read(file),
                                runner,
                                SHRINK_SECONDS,
                                ShrinkCommand.failing(failing),
                                with.asGiven());
                    }
                }
            } catch (ScriptException | UserError e) {
                out.flush();
                spec.commandLine()
                        .getErr()
                        .println(Untrusted.line(Languages.texts(spec).say("mm.mm", Explained.of(e))));
                code = Exit.USAGE;
            }
        }
        out.println(Languages.texts(spec).say("agree.total-of-lines-in-files", agreeing, total, files.size()));
        return code;
    }

    private void explain(PrintWriter out, Path file, Agreement agreement, ScriptRunner runner) {
        Catalogue texts = Languages.texts(spec);
        out.println("  " + texts.say("agree.first-difference", file, agreement.firstDifference()));
        out.println("    " + texts.say("agree.linux", agreement.recorded()));
        out.println("    " + shown(texts.say("smallest-failure.this-code", agreement.answered())));
        List<String> differing = AnswerDifference.of(texts.say(agreement.recorded()), texts.say(agreement.answered()));
        if (!differing.isEmpty()) {
            out.println("    " + shown(texts.say("smallest-failure.differs", String.join(", ", differing))));
        }
        if (with.given()) {
            List<Message> reference = agreement.stateBefore(ScriptRunner.of(SubmittedParts.reference()));
            List<Message> ours = agreement.stateBefore(runner);
            print(
                    out,
                    Languages.texts(spec)
                            .say(
                                    "agree.state-before-it-by-the",
                                    reference.equals(ours)
                                            ? " " + Languages.texts(spec).say("agree.and-this-code")
                                            : ""),
                    reference);
            if (!reference.equals(ours)) {
                print(out, Languages.texts(spec).say("agree.state-before-it-by-this"), ours);
            }
        } else {
            print(out, Languages.texts(spec).say("agree.state-before-it"), agreement.stateBefore(runner));
        }
    }

    private void print(PrintWriter out, String title, List<Message> lines) {
        out.println("  " + title + ":");
        lines.forEach(line -> out.println("    " + shown(Languages.texts(spec).say(line))));
    }

    /** What the kit's own parts say is printed as it is. */
    private String shown(String line) {
        return with.given() ? Untrusted.line(line) : line;
    }
}

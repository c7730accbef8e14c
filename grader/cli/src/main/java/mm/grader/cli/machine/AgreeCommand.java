package mm.grader.cli.machine;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.script.Agreement;
import mm.grader.script.SubmittedParts;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.ScriptException;
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

    @Option(names = "--failing", paramLabel = "FILE", description = "where the smallest failing script is written")
    private Path failing = Path.of(System.getProperty("java.io.tmpdir"), "failing.mm");

    private boolean shrunk;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Parts parts = with.parts();
        int code = Exit.OK;
        long agreeing = 0;
        long total = 0;
        for (Path file : files) {
            try {
                Agreement agreement = new Agreement(Script.read(file), parts);
                out.println(Languages.texts(spec).say("agree.of-lines", file, agreement.agreeing(), agreement.total()));
                agreeing += agreement.agreeing();
                total += agreement.total();
                if (agreement.firstDifference() > 0) {
                    code = Math.max(code, Exit.LESS);
                    explain(out, file, agreement, parts);
                    if (with.given() && code == Exit.LESS && !shrunk) {
                        shrunk = true;
                        ShrinkCommand.show(
                                out,
                                Languages.texts(spec),
                                Script.read(file),
                                parts,
                                SHRINK_SECONDS,
                                failing,
                                with.folder());
                    }
                }
            } catch (ScriptException e) {
                out.flush();
                spec.commandLine().getErr().println(Languages.texts(spec).say("mm.mm", e.getMessage()));
                code = Exit.USAGE;
            }
        }
        out.println(Languages.texts(spec).say("agree.total-of-lines-in-files", agreeing, total, files.size()));
        return code;
    }

    private void explain(PrintWriter out, Path file, Agreement agreement, Parts parts) {
        out.println("  " + Languages.texts(spec).say("agree.first-difference", file, agreement.firstDifference()));
        out.println("    " + Languages.texts(spec).say("agree.linux", agreement.recorded()));
        out.println("    " + Languages.texts(spec).say("smallest-failure.this-code", agreement.answered()));
        if (with.given()) {
            List<String> reference = agreement.stateBefore(SubmittedParts.reference());
            List<String> ours = agreement.stateBefore(parts);
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
            print(out, Languages.texts(spec).say("agree.state-before-it"), agreement.stateBefore(parts));
        }
    }

    private static void print(PrintWriter out, String title, List<String> lines) {
        out.println("  " + title + ":");
        lines.forEach(line -> out.println("    " + line));
    }
}

package mm.grader.cli.machine;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import mm.grader.cli.options.Languages;
import mm.grader.cli.options.WithOption;
import mm.grader.kit.Exit;
import mm.grader.kit.OutputFile;
import mm.grader.kit.Untrusted;
import mm.grader.kit.UserError;
import mm.grader.play.PlayPage;
import mm.grader.script.ScriptRun;
import mm.grader.script.SubmittedParts;
import mm.script.Script;
import mm.text.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code mm play}: the picture book of a script. */
@Command(
        name = "play",
        mixinStandardHelpOptions = true,
        description = "Runs a script and writes a page that plays it step by step, for any browser, without a network.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the page is written",
            "1:a part of the machine stopped; the page shows all until then",
            "2:wrong usage, or a script or submission that cannot be read",
            "3:the grader itself failed"
        })
public final class PlayCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SCRIPT", description = "a script or recording")
    private Path file;

    @Option(
            names = {"-o", "--out"},
            paramLabel = "FILE",
            description = "the page to write; default: the script's name with .html, in this folder")
    private Path out;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "show no more steps than this; default: ${DEFAULT-VALUE}")
    private int most;

    @Option(
            names = "--docs",
            paramLabel = "URL",
            defaultValue = "",
            description =
                    "where the handbook's site is, ending with a slash: the glossary's words link to its chapters")
    private String docs;

    @Mixin
    private WithOption with;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (most < 1) {
            throw UserError.of("play.a-page-shows-at-least");
        }
        Path name = file.getFileName();
        Path page = out != null ? out : Path.of(name + ".html");
        Script script = Script.read(file);
        PlayPage.Options options =
                new PlayPage.Options(name.toString(), most, docs, failure -> texts().say(ScriptRun.why(failure)));
        PlayPage made = with.given()
                ? PlayPage.beside(
                        script, with.parts(script), SubmittedParts.reference(), Languages.words(spec), options)
                : PlayPage.of(script, with.parts(script), Languages.words(spec), options);
        OutputFile.write(page, made.html());
        PrintWriter screen = spec.commandLine().getOut();
        int size = made.html().getBytes(StandardCharsets.UTF_8).length;
        screen.println(texts().say(
                        made.end().cut() ? "play.page-cut" : "play.page",
                        page,
                        made.end().steps(),
                        (size + 1023) / 1024));
        if (!made.end().stopped().isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(Untrusted.line(
                            texts().say("play.mm-stopped", file, made.end().stopped())));
            return Exit.LESS;
        }
        return Exit.OK;
    }

    private Catalogue texts() {
        return Languages.texts(spec);
    }
}

package mm.grader.cli;

import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The handbook's reference of all commands, made of what the commands say of themselves. */
final class CommandPage {
    private final StringBuilder page = new StringBuilder("""
            # Every command

            Made from the program's own help by a test, so it cannot go stale. How the grader judges, and what a submission
            is, stands in [the grader](grader.md); the formats of files are listed [at the end](#files). Paths are relative to
            the folder you call `mm` from; `./mm` in the kit's folder builds what has changed first.

            """);

    static String text() {
        return new CommandPage().make();
    }

    private String make() {
        Map<String, CommandLine> commands = new CommandLine(new Mm()).getSubcommands();
        page.append("| command | what it does |\n|---|---|\n");
        commands.forEach((name, command) -> page.append("| [mm " + name + "](#mm-" + name + ") | "
                + cell(String.join(" ", command.getCommandSpec().usageMessage().description())
                        .replaceAll("\\. .*", "."))
                + " |\n"));
        commands.forEach((name, command) -> about("mm " + name, command));
        return page.append(FILES).toString();
    }

    private void about(String name, CommandLine command) {
        page.append("\n## " + name + "\n\n");
        CommandSpec spec = command.getCommandSpec();
        page.append(String.join(" ", spec.usageMessage().description()).replace("<", "&lt;") + "\n\n```text\n"
                + new CommandLine.Help(spec, CommandLine.Help.defaultColorScheme(Ansi.OFF))
                        .synopsis(0)
                        .strip()
                + "\n```\n\n");
        List<PositionalParamSpec> positional = spec.positionalParameters();
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .toList();
        if (!positional.isEmpty() || !options.isEmpty()) {
            page.append("| | |\n|---|---|\n");
            positional.forEach(parameter -> row(parameter.paramLabel(), parameter));
            options.forEach(option -> row(
                    String.join(", ", option.names()) + (option.arity().max() == 0 ? "" : " " + option.paramLabel()),
                    option));
        }
        Map<String, String> codes = spec.usageMessage().exitCodeList();
        if (!codes.isEmpty()) {
            page.append("\nExit codes: ");
            page.append(String.join(
                    "; ",
                    codes.entrySet().stream()
                            .map(code -> "**" + code.getKey() + "** " + code.getValue())
                            .toList()));
            page.append(".\n");
        }
        command.getSubcommands().forEach((sub, inner) -> about(name + " " + sub, inner));
    }

    private void row(String name, ArgSpec argument) {
        String text = String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()))
                .replace("${COMPLETION-CANDIDATES}", candidates(argument));
        page.append("| `" + name.replace("|", "\\|") + "` | " + cell(text) + " |\n");
    }

    private static String candidates(ArgSpec argument) {
        return argument.completionCandidates() == null ? "" : String.join(", ", argument.completionCandidates());
    }

    private static String cell(String text) {
        return text.replace("%n", " ").replace("%%", "%").replace("|", "\\|").replace("<", "&lt;");
    }

    private static final String FILES = """

            ## Files

            | file | who reads or writes it | described in |
            |---|---|---|
            | recordings, `layout-1.txt` and others | `run`, `agree`, `record`, `fuzz`, `shrink`, `grade --cases` | [formats](formats.md) |
            | machine scripts, `*.mm` | `run`, `proc` | [scripts](scripts/README.md), Javadoc of `mm.script.MachineScript` |
            | traces: lackey's output, or a page number a line; gzip and zstd too | `trace` | `mm trace --help`, [chapter 4](04-lru.md) |
            | a submission: a folder or a zip | `grade`, `watch`, and `--with` of the others | [the grader](grader.md#a-submission) |
            | `report.json` | written by `grade --report` | [its schema](report.schema.json) |
            | `junit.xml`, `results.json`, `github-summary.md`, `github-annotations.txt`, `classroom.txt`, `autolab.txt`, `report.html` | written by `grade --report` | [the grader](grader.md#reports) |
            | a /proc tree | written by `proc --out`, read by `free` and `top` with `--proc` | Javadoc of `mm.procfs.SimulatedMachine` |
            | solutions with markers | `skeletons` | [the grader](grader.md#skeletons) |
            """;
}

package mm.handbook;

import java.util.List;
import java.util.Map;
import mm.grader.cli.Mm;
import mm.grader.cli.options.HelpTexts;
import mm.grader.text.Language;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The handbook's reference of all commands, made of what the commands say of themselves. */
final class CommandPage {
    private static final String HEAD = """
            # Every command

            Made from the program's own help by a test, so it cannot go stale. How the grader judges, and what a submission
            is, stands in [the grader](grader.md); the formats of files are listed [at the end](#files). Paths are relative to
            the folder you call `mm` from; `./mm` in the kit's folder builds what has changed first.

            | command | what it does |
            """;
    private static final String CHINESE_HEAD = """
            # 全部命令

            由一个测试从程序自己的帮助生成，所以不会过时。评分器怎样判断，什么是一份提交，见[评分器](grader.zh.md)；各种文件的格式列在[最后](#文件)。路径相对于你调用 `mm` 时所在的文件夹；教具文件夹里的 `./mm` 先构建变了的部分。

            | 命令 | 它做什么 |
            """;

    private final StringBuilder page = new StringBuilder();
    private final Language language;

    private CommandPage(Language language) {
        this.language = language;
    }

    static String text(Language language) {
        return new CommandPage(language).make();
    }

    private String in(String english, String chinese) {
        return language == Language.ZH ? chinese : english;
    }

    private String make() {
        CommandLine mm = Mm.commandLine();
        HelpTexts.install(mm.getCommandSpec(), () -> language);
        Map<String, CommandLine> commands = mm.getSubcommands();
        page.append(in(HEAD, CHINESE_HEAD)).append("|---|---|\n");
        commands.forEach((name, command) -> page.append("| [mm " + name + "](#mm-" + name + ") | "
                + cell(description(command.getCommandSpec()).replaceFirst(in("\\. .*", "。.*"), in(".", "。")))
                + " |\n"));
        commands.forEach((name, command) -> about("mm " + name, command));
        return page.append(in(FILES, CHINESE_FILES)).toString();
    }

    private void about(String name, CommandLine command) {
        page.append("\n## " + name + "\n\n");
        CommandSpec spec = command.getCommandSpec();
        page.append(description(spec).replace("<", "&lt;") + "\n\n```text\n"
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
            page.append(in("\nExit codes: ", "\n退出码："));
            page.append(String.join(
                    in("; ", "；"),
                    codes.entrySet().stream()
                            .map(code -> "**" + code.getKey() + "** " + code.getValue())
                            .toList()));
            page.append(in(".\n", "。\n"));
        }
        command.getSubcommands().forEach((sub, inner) -> about(name + " " + sub, inner));
    }

    private String description(CommandSpec spec) {
        // A description is a format, in which a percent sign is doubled.
        return String.join(in(" ", ""), spec.usageMessage().description()).replace("%%", "%");
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

    private static final String CHINESE_FILES = """

            ## 文件

            | 文件 | 谁读或写它 | 在哪里描述 |
            |---|---|---|
            | 录制，`layout-1.txt` 等 | `run`、`agree`、`record`、`fuzz`、`shrink`、`grade --cases` | [格式](formats.zh.md) |
            | 机器脚本，`*.mm` | `run`、`proc` | [脚本](scripts/README.zh.md)，`mm.script.MachineScript` 的 Javadoc |
            | 引用串：lackey 的输出，或每行一个页号；gzip 和 zstd 也行 | `trace` | `mm trace --help`，[第 4 章](04-lru.zh.md) |
            | 一份提交：文件夹或 zip | `grade`、`watch`，以及其他命令的 `--with` | [评分器](grader.zh.md#一份提交) |
            | `report.json` | 由 `grade --report` 写 | [它的 schema](report.schema.json) |
            | `junit.xml`、`results.json`、`github-summary.md`、`github-annotations.txt`、`classroom.txt`、`autolab.txt`、`report.html` | 由 `grade --report` 写 | [评分器](grader.zh.md#报告) |
            | 一棵 /proc 树 | 由 `proc --out` 写，由 `free` 和 `top` 用 `--proc` 读 | `mm.procfs.SimulatedMachine` 的 Javadoc |
            | 带标记的解答 | `skeletons` | [评分器](grader.zh.md#骨架) |
            """;
}

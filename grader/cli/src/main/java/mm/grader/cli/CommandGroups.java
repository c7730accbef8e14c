package mm.grader.cli;

import java.util.List;
import java.util.Map;
import mm.grader.cli.options.Languages;
import mm.text.Catalogue;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;
import picocli.CommandLine.IHelpSectionRenderer;

/** The list of commands in {@code mm --help}: in groups by who uses them, each with the first sentence on it, whole. */
final class CommandGroups implements IHelpSectionRenderer {
    private static final int NAME = 14;
    private static final int INDENT = 2;

    /** A group: the key of its heading, and its commands. */
    private record Group(String key, List<String> commands) {}

    private static final List<Group> GROUPS = List.of(
            new Group(
                    "mm.for-students",
                    List.of(
                            "grade", "watch", "hint", "run", "agree", "shrink", "play", "picture", "proc", "free",
                            "top", "trace", "replay", "quiz")),
            new Group(
                    "mm.for-instructors",
                    List.of("class", "merge", "course", "rubric", "handout", "export", "throughput")),
            new Group("mm.for-makers", List.of("skeletons", "record", "fuzz", "facts")));

    static void install(CommandLine mm) {
        mm.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandGroups());
        mm.getHelpSectionMap().put(CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
    }

    /** Returns the names of all commands that are in a group. */
    static List<String> names() {
        return GROUPS.stream().flatMap(group -> group.commands().stream()).toList();
    }

    @Override
    public String render(Help help) {
        Catalogue texts = Languages.texts(help.commandSpec());
        Map<String, CommandLine> commands = help.commandSpec().subcommands();
        StringBuilder text = new StringBuilder();
        for (Group group : GROUPS) {
            int width = help.commandSpec().usageMessage().width();
            TextTable table = TextTable.forColumns(
                    help.colorScheme(),
                    new Column(NAME, INDENT, Overflow.SPAN),
                    new Column(width - NAME, INDENT, Overflow.WRAP));
            table.setAdjustLineBreaksForWideCJKCharacters(true);
            for (String name : group.commands()) {
                String about = about(commands.get(name).getCommandSpec());
                table.addRowValues(help.colorScheme().commandText(name), Ansi.OFF.new Text(about));
            }
            text.append("%n".formatted())
                    .append(texts.say(group.key()))
                    .append("%n".formatted())
                    .append(table);
        }
        return text.toString();
    }

    /** Returns the first lines of a description, up to the one that ends a sentence. */
    static String about(CommandLine.Model.CommandSpec command) {
        StringBuilder about = new StringBuilder();
        for (String line : command.usageMessage().description()) {
            boolean isChinese = about.length() > 0 && about.charAt(about.length() - 1) > 0x2e80;
            about.append(about.length() == 0 || isChinese ? "" : " ").append(line.replace("%n", " "));
            if (line.endsWith(".") || line.endsWith("。")) {
                break;
            }
        }
        return about.toString();
    }
}

package mm.grader.cli.options;

import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The descriptions of commands and options in the language asked for, under the keys at which picocli looks. They are
 * translated whole, before picocli breaks them into lines.
 */
public final class HelpTexts extends ResourceBundle {
    private static final Map<String, String> HEADINGS = Map.of(
            "usage.synopsisHeading", "Usage: ",
            "usage.commandListHeading", "%nCommands:%n",
            "usage.exitCodeListHeading", "%nExit codes:%n");

    private final Map<String, String> english = new LinkedHashMap<>();
    private final Supplier<Language> language;

    private HelpTexts(Supplier<Language> language) {
        this.language = language;
    }

    /** Gives a command and all below it their texts. */
    public static void install(CommandSpec command, Supplier<Language> language) {
        HelpTexts texts = new HelpTexts(language);
        HEADINGS.forEach((key, english) -> texts.add(key, List.of(english)));
        texts.collect(command);
        set(command, texts);
    }

    private static void set(CommandSpec command, ResourceBundle texts) {
        command.resourceBundle(texts);
        command.subcommands().values().forEach(sub -> set(sub.getCommandSpec(), texts));
    }

    private void collect(CommandSpec command) {
        String name = command.qualifiedName(".") + ".";
        add(name + "usage.description", List.of(command.usageMessage().description()));
        for (OptionSpec option : command.options()) {
            add(name + option.longestName().replaceFirst("^-+", ""), option);
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            add(name + parameter.paramLabel() + "[" + parameter.index() + "]", parameter);
        }
        List<String> codes = command.usageMessage().exitCodeList().entrySet().stream()
                .map(code -> code.getKey() + ":" + code.getValue())
                .toList();
        add(name + "usage.exitCodeList", codes);
        command.subcommands().values().forEach(sub -> collect(sub.getCommandSpec()));
    }

    private void add(String key, ArgSpec argument) {
        add(key, List.of(argument.description()));
    }

    private void add(String key, List<String> texts) {
        for (int i = 0; i < texts.size(); i++) {
            english.put(texts.size() == 1 && !key.endsWith("exitCodeList") ? key : key + "." + i, texts.get(i));
        }
    }

    @Override
    protected Object handleGetObject(String key) {
        String text = english.get(key);
        Optional<String> other =
                text == null ? Optional.empty() : Texts.in(language.get()).find("help." + key);
        return other.map(translated -> key.contains("exitCodeList")
                        ? text.substring(0, text.indexOf(':') + 1) + translated
                        : translated)
                .orElse(text);
    }

    @Override
    public Enumeration<String> getKeys() {
        return Collections.enumeration(english.keySet());
    }
}

package mm.handbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.cli.Sample;
import mm.grader.feedback.Misunderstanding;
import mm.grader.kit.KitHome;

/**
 * A command that a page quotes with its output.
 *
 * @param fence where it stands
 * @param at the command's index in the fence
 * @param command the line behind {@code $}
 * @param output the lines that follow it
 */
record Quote(Page.Fence fence, int at, String command, List<String> output) {
    private static final String MY_WORK = "my-work";
    /** These start other processes, or ask this machine's kernel: too slow for every build. */
    private static final Set<String> SLOW = Set.of("grade", "class", "fuzz", "record", "proc", "shrink");

    static List<Quote> in(Page.Fence fence) {
        List<Quote> quotes = new ArrayList<>();
        List<String> lines = fence.lines();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("$ ")) {
                int end = i + 1;
                while (end < lines.size() && !lines.get(end).startsWith("$ ")) {
                    end++;
                }
                quotes.add(new Quote(fence, i, lines.get(i).substring(2), lines.subList(i + 1, end)));
            }
        }
        return quotes;
    }

    boolean isSlow() {
        String[] words = command.split(" ");
        return words[0].equals("./mm") && words.length > 1 && SLOW.contains(words[1]);
    }

    /** Runs the command within this virtual machine and returns what it prints, trailing blanks cut. */
    List<String> run(Path folder) throws IOException {
        if (!fence.myWork().isEmpty()) {
            Misunderstanding wrong = Misunderstanding.all().stream()
                    .filter(any -> any.name().equals(fence.myWork()))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(fence + ": there is no patch " + fence.myWork()));
            wrong.writeTo(folder.resolve(MY_WORK));
        }
        String[] pipe = command.split(" \\| ");
        List<String> lines = first(pipe[0], folder);
        for (int i = 1; i < pipe.length; i++) {
            lines = filter(pipe[i].split(" "), lines);
        }
        return lines;
    }

    private List<String> first(String words, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>();
        for (String word : words.split(" ")) {
            arguments.add(word.equals(MY_WORK) ? folder.resolve(word).toString() : inTheHouse(word));
        }
        String program = arguments.remove(0);
        String text;
        if (program.equals(inTheHouse("./mm"))) {
            Sample.Ran ran = Sample.mm(arguments.toArray(String[]::new));
            text = ran.out() + ran.err();
        } else if (program.equals("cat")) {
            text = Files.readString(Path.of(arguments.get(0)));
        } else {
            throw new AssertionError(this + ": the test can run ./mm and cat only");
        }
        return text.replace(folder + "/", "")
                .replace(KitHome.root() + "/", "")
                .lines()
                .map(String::stripTrailing)
                .toList();
    }

    /**
     * Returns the word, as an absolute path if it is a file of the kit: the test has another working directory. A file
     * without a folder is the user's, and may be called as a command is.
     */
    static String inTheHouse(String word) {
        Path file = KitHome.root().resolve(word.replace("*", "_"));
        boolean ofTheKit = word.contains("/") ? Files.exists(file) : Files.isDirectory(file);
        return word.matches("[\\w./-]+") && ofTheKit ? file.normalize().toString() : word;
    }

    private List<String> filter(String[] words, List<String> lines) {
        int number = words.length > 1 && words[1].matches("-\\d+") ? Integer.parseInt(words[1].substring(1)) : 0;
        return switch (words[0]) {
            case "head" -> lines.subList(0, Math.min(number, lines.size()));
            case "tail" -> lines.subList(Math.max(0, lines.size() - number), lines.size());
            case "grep" ->
                lines.stream()
                        .filter(line -> line.contains(words[1].replace("'", "")))
                        .toList();
            default -> throw new AssertionError(this + ": the test knows no " + words[0]);
        };
    }

    /** Tells whether lines are what is quoted; {@code ...} alone on a line stands for any number of them. */
    boolean matches(List<String> lines) {
        String pattern = output.stream()
                .map(line -> line.strip().equals("...") ? "(?:.*\n)*?" : Pattern.quote(line.stripTrailing() + "\n"))
                .collect(Collectors.joining());
        return Pattern.compile(pattern)
                .matcher(lines.stream().map(line -> line + "\n").collect(Collectors.joining()))
                .matches();
    }

    /** Returns the words of the commands in a line, which {@code ;}, {@code |} and {@code &&} part. */
    static List<List<String>> commands(String line) {
        return Arrays.stream(line.replaceAll("(^|\\s)#.*", "").split("\\||;|&&"))
                .map(command -> Arrays.stream(
                                command.replaceAll("\\d?>\\s*\\S+", "").strip().split("\\s+"))
                        .toList())
                .filter(words -> !words.get(0).isEmpty())
                .toList();
    }

    @Override
    public String toString() {
        return fence.page() + ":" + (fence.line() + at) + ": " + command;
    }
}

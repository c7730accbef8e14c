package mm.grader.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mm.grader.kit.UserError;
import mm.script.Comparison;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;
import mm.text.Explained;
import mm.text.Message;

/**
 * Recordings that an instructor keeps: every check that replays recordings of a kind demands these too. The child gets
 * their questions only; the parent compares, and tells the student no more than that the check failed.
 */
public final class HeldBack {
    /** No cases. */
    public static final HeldBack NOTHING = new HeldBack(Map.of());

    private static final Pattern NAME = Pattern.compile("([a-z][a-z-]*?)-[0-9]+\\.txt");

    private final Map<String, List<Case>> cases;

    private HeldBack(Map<String, List<Case>> cases) {
        this.cases = cases;
    }

    /** One recording. */
    record Case(Script recording) {
        /** Returns the text of the recording with its answers left out. */
        String questions() {
            return recording.lines().stream()
                    .map(line -> line.startsWith("brk 0 ") ? line : line.replaceFirst(" -> .*", " -> ?"))
                    .collect(Collectors.joining("\n", "", "\n"));
        }

        /** Tells whether these are the answers of the recording. */
        boolean isAnsweredBy(String text) {
            List<String> answers = text.lines().toList();
            return new Comparison(Scripts.kindOf(recording), recording.lines(), answers).firstDifference() < 0;
        }
    }

    /**
     * Reads a folder of recordings named as the kit's are, {@code layout-1.txt} and so on.
     *
     * @throws UserError if there are none, or one cannot be read, is broken, or lacks answers
     */
    public static HeldBack read(Path folder) {
        Map<String, List<Case>> cases = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                Matcher name = NAME.matcher(file.getFileName().toString());
                if (name.matches() && name.group(1).startsWith("swap")) {
                    throw UserError.at("--cases: " + file, "cases.swap");
                }
                if (name.matches()) {
                    cases.computeIfAbsent(name.group(1), kind -> new java.util.ArrayList<>())
                            .add(new Case(whole(Script.read(file))));
                }
            }
        } catch (IOException e) {
            throw UserError.at("--cases " + folder, "cases.unreadable");
        } catch (ScriptException e) {
            throw UserError.at("--cases", Explained.of(e));
        }
        if (cases.isEmpty()) {
            throw UserError.at("--cases " + folder, "cases.none");
        }
        return new HeldBack(cases);
    }

    private static Script whole(Script recording) {
        for (int i = 0; i < recording.lines().size(); i++) {
            if (recording.lines().get(i).endsWith(" ?")) {
                throw recording.error(i + 1, "recording.answer-left-out");
            }
        }
        Scripts.kindOf(recording).requireWhole(recording);
        return recording;
    }

    /** Returns the cases of some kinds. */
    List<Case> of(String kinds) {
        return Stream.of(kinds.split(" "))
                .distinct()
                .flatMap(kind -> cases.getOrDefault(kind, List.of()).stream())
                .toList();
    }

    /** Returns what the report says of them; nothing if there are none. */
    Optional<Message> description() {
        int count = cases.values().stream().mapToInt(List::size).sum();
        return count == 0
                ? Optional.empty()
                : Optional.of(Message.of("setting.cases", count, String.join(", ", cases.keySet())));
    }
}

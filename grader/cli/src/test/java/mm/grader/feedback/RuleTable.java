package mm.grader.feedback;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import mm.grader.LoadedParts;
import mm.grader.child.ClassLoaders;
import mm.grader.compile.Compiled;
import mm.grader.compile.Compiler;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.submission.Submission;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.script.Script;
import mm.script.Scripts;

/** Which recordings tell an implementation without one rule from Linux: it is run against all of its exercise. */
final class RuleTable {
    private static final ClassLoader REFERENCE = KitHome.reference();
    private static final Path RECORDINGS =
            KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings");

    /** The kinds of recordings that judge an exercise, as the names of files begin. */
    private static final Map<Exercise, String> KINDS = Map.of(
            Exercise.BRK_MMAP,
            "layout|faults|status|stack|limits|cow|small|malloc-[a-d]",
            Exercise.LRU,
            "swap.*",
            Exercise.OOM,
            "score|oom");

    private RuleTable() {}

    /** A recording, and its first line on which an implementation without the rule goes wrong. */
    record Told(String recording, int line) {}

    /** An implementation without a rule, and what tells it from Linux. */
    record Row(Misunderstanding without, Map<String, List<Told>> told) {}

    /** Returns the rules of the two lists, and what students misunderstand in the other exercises that recordings judge. */
    static List<Misunderstanding> allOfTheTable() {
        return Stream.concat(
                        Misunderstanding.all().stream()
                                .filter(wrong ->
                                        KINDS.containsKey(wrong.exercise()) && wrong.exercise() != Exercise.LRU),
                        rules().stream())
                .sorted(Comparator.comparing(Misunderstanding::exercise))
                .toList();
    }

    static String page(List<Row> rows, Language language) {
        boolean chinese = language == Language.ZH;
        StringBuilder page = new StringBuilder(
                chinese
                        ? "| 练习 | 缺少的规则，或者错误的想法 | 多少个录制看得出来 | 哪些种类，或者为什么没有 | 其中第一个，从第几行起 |\n"
                        : "| exercise | the rule that is missing, or what is believed instead | recordings that tell | their kinds, or why there is none | the first, from line |\n");
        page.append("|---|---|---|---|---|\n");
        rows.forEach(row -> page.append(line(row, language)));
        return page.toString();
    }

    private static String line(Row row, Language language) {
        boolean chinese = language == Language.ZH;
        Map<String, String> head = row.without().head();
        String text = head.containsKey("rule")
                ? head.get(chinese ? "rule-zh" : "rule")
                : row.without().belief(Texts.in(language));
        List<Told> told = row.told().values().stream().flatMap(List::stream).toList();
        String first = told.isEmpty()
                ? ""
                : told.get(0).recording() + ":" + told.get(0).line();
        return "| " + row.without().exercise().number() + " | " + text + " | "
                + (told.isEmpty() ? (chinese ? "无" : "none") : String.valueOf(told.size())) + " | "
                + (told.isEmpty()
                        ? reason(row.without(), language)
                        : String.join(", ", row.told().keySet())) + " | "
                + first + " |\n";
    }

    /** Returns why no recording can tell that the rule is missing; null if one must. */
    static String reason(Misunderstanding without, Language language) {
        return without.head().get(language == Language.ZH ? "not-recorded-zh" : "not-recorded");
    }

    static List<Misunderstanding> rules() {
        return FileTrees.files(KitHome.root().resolve(Path.of("grader", "cli", "src", "test", "resources", "rules")))
                .stream()
                .map(Misunderstanding::read)
                .toList();
    }

    /** Runs an implementation without a rule, and returns the recordings by which that shows, by their kind. */
    static Map<String, List<Told>> run(Misunderstanding without, Path folder) throws IOException {
        without.writeTo(folder.resolve("in"));
        Compiled compiled =
                new Compiler(Submission.open(folder.resolve("in")), folder.resolve("out")).compile(without.exercise());
        if (!compiled.errors().isEmpty()) {
            throw new IllegalStateException(without.patch() + ": " + compiled.errors());
        }
        Parts parts = new LoadedParts(REFERENCE)
                .with(without.exercise(), new LoadedParts(ClassLoaders.of(List.of(compiled.classes()))));
        Map<String, List<Told>> told = new TreeMap<>();
        for (Path file : recordings(without.exercise())) {
            int line = firstDifference(Script.read(file), parts);
            if (line > 0) {
                String name = file.getFileName().toString();
                told.computeIfAbsent(name.replaceAll("-\\d+\\.txt$", ""), kind -> new ArrayList<>())
                        .add(new Told(name, line));
            }
        }
        return told;
    }

    static List<Path> recordings(Exercise exercise) {
        try (var files = Files.list(RECORDINGS)) {
            return files.filter(
                            file -> file.getFileName().toString().matches("(" + KINDS.get(exercise) + ")-\\d+\\.txt"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the first line that differs, counted from 1; 0 if none does. */
    private static int firstDifference(Script recording, Parts parts) {
        int[] line = {0, 0};
        try {
            Scripts.kindOf(recording).run(recording, parts, text -> {
                boolean clock = Scripts.kindOf(recording).dependsOnClock(text);
                boolean same = line[0] < recording.lines().size()
                        && recording.lines().get(line[0]).equals(text);
                line[0]++;
                if (line[1] == 0 && !same && !clock) {
                    line[1] = line[0];
                    throw new Differs();
                }
            });
        } catch (RuntimeException | StackOverflowError e) {
            return line[1] > 0 ? line[1] : line[0] + 1;
        }
        return line[1];
    }

    private static final class Differs extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}

package mm.grader.course.similarity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import mm.grader.course.Result;
import mm.grader.course.Store;
import mm.grader.course.files.RunStoppedException;
import mm.grader.course.handin.Attempt;
import mm.grader.course.handin.HandIn;
import mm.grader.course.handin.OpenHandIn;
import mm.grader.course.roster.Names;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.kit.UserError;
import mm.grader.rubric.Status;
import mm.machine.Exercise;
import mm.text.Message;

/** Finds pairs of hand-ins that are much alike, exercise by exercise, leaving out what the skeleton has. */
public final class Similarity {
    private static final int MAX_PAIRS = 30;
    private static final double LEAST = 0.4;
    private static final int MAX_EXCERPTS = 2;
    private static final int MAX_LINES = 40;
    private static final Set<String> NOT_COMPARED = Set.of(Status.DOES_NOT_COMPILE.name(), Status.NOT_HANDED_IN.name());

    /**
     * What was found.
     *
     * @param sentence how it was looked for; empty if it was not
     * @param pairs the pairs, the most alike first
     */
    public record Report(Message sentence, List<Pair> pairs) {
        /** What is found where nobody has looked. */
        public static final Report NONE = new Report(Message.verbatim(""), List.of());
    }

    /**
     * Two hand-ins of an exercise.
     *
     * @param exercise which
     * @param first a student, as the gradebook calls him or her
     * @param second another
     * @param percent how much of the two is alike
     * @param excerpts the longest passages
     */
    public record Pair(Exercise exercise, String first, String second, double percent, List<Excerpt> excerpts) {}

    /** A passage of both: file and lines, and what is there. */
    public record Excerpt(Message firstPlace, String firstText, Message secondPlace, String secondText) {}

    private final Jplag jplag;
    private final Names names;
    private final Store store;

    /** Makes it for the hand-ins of a store, whose students the report calls by these names. */
    public Similarity(Jplag jplag, Names names, Store store) {
        this.jplag = jplag;
        this.names = names;
        this.store = store;
    }

    /** Compares all hand-ins that have marks and compile. */
    public Report of(List<HandIn> handIns, Map<String, Result> results, Set<Exercise> exercises) {
        Path work = null;
        try {
            work = FileTrees.temporary("similarity-");
            Map<String, HandIn> students = copy(handIns, results, exercises, work);
            List<Pair> pairs = new ArrayList<>();
            for (Exercise exercise : exercises) {
                Path folder = work.resolve(exercise.number());
                if (Files.isDirectory(folder)) {
                    pairs.addAll(pairs(exercise, folder, students));
                }
            }
            pairs.sort(Comparator.comparing((Pair pair) -> -pair.percent()).thenComparing(Pair::exercise));
            Message sentence = Message.of(
                    "similarity.jplag-compared-hand-ins-as",
                    students.size(),
                    pairs.isEmpty()
                            ? Message.of("similarity.no-two-are-much-alike")
                            : Message.of("similarity.alike-is-not-copied-short"));
            return new Report(sentence, List.copyOf(pairs.subList(0, Math.min(MAX_PAIRS, pairs.size()))));
        } catch (IOException e) {
            throw new RunStoppedException(
                    Message.of("at", "--similarity", Message.verbatim(String.valueOf(e.getMessage()))), e);
        } finally {
            if (work != null) {
                FileTrees.delete(work);
            }
        }
    }

    /** Folders are called s1, s2 and so on: a student's name could be anything. */
    private Map<String, HandIn> copy(
            List<HandIn> handIns, Map<String, Result> results, Set<Exercise> exercises, Path work) throws IOException {
        Map<String, HandIn> students = new TreeMap<>();
        for (HandIn handIn : handIns) {
            Result result = results.get(names.of(handIn.student()));
            if (result == null || !result.graded()) {
                continue;
            }
            String called = "s" + (students.size() + 1);
            students.put(called, handIn);
            Attempt counted = new Attempt(handIn, result.origin().commit(), List.of());
            try (OpenHandIn opened = OpenHandIn.open(counted)) {
                for (Exercise exercise : exercises) {
                    if (compiles(result, exercise)) {
                        Path sources = exercise.sources(opened.submission().root());
                        Path target = work.resolve(Path.of(exercise.number(), called));
                        for (Path file : opened.submission().sources(exercise)) {
                            Path copy = target.resolve(sources.relativize(file).toString());
                            Files.createDirectories(copy.getParent());
                            Files.copy(file, copy);
                        }
                    }
                }
            } catch (UserError e) {
                students.remove(called); // it has changed since it was graded
            }
        }
        return students;
    }

    private boolean compiles(Result result, Exercise exercise) throws IOException {
        byte[] report = Files.readAllBytes(store.report(result.student(), "json"));
        for (JsonNode each : Store.JSON.readTree(report).get("exercises")) {
            if (each.get("number").asText().equals(exercise.number())
                    && !each.get("checks").isEmpty()) {
                return !NOT_COMPARED.contains(
                        each.get("checks").get(0).get("code").asText());
            }
        }
        return false;
    }

    private List<Pair> pairs(Exercise exercise, Path folder, Map<String, HandIn> students) throws IOException {
        Path zip =
                folder.resolveSibling("compared-" + exercise.number() + ".zip"); // JPlag clears a folder of this name
        Message why = jplag.compare(folder, exercise.sources(KitHome.exercises()), zip);
        List<Pair> pairs = new ArrayList<>();
        if (why.equals(Jplag.TOO_FEW)) {
            return pairs; // nobody, or only one, wrote more than the skeleton
        }
        if (!why.isEmpty()) {
            throw new RunStoppedException(
                    Message.of("similarity.jplag-failed-on-exercise", exercise.number(), why), null);
        }
        try (ZipFile result = new ZipFile(zip.toFile())) {
            JsonNode overview = json(result, "overview.json");
            for (JsonNode top : overview.get("metrics").get(0).get("topComparisons")) {
                if (top.get("similarity").asDouble() >= LEAST) {
                    String first = top.get("first_submission").asText();
                    String second = top.get("second_submission").asText();
                    String file = overview.get("submission_ids_to_comparison_file_name")
                            .get(first)
                            .get(second)
                            .asText();
                    pairs.add(pair(exercise, folder, json(result, file), students));
                }
            }
        }
        return pairs;
    }

    private static JsonNode json(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new RunStoppedException(Message.of("similarity.jplag-s-result-has-no", name), null);
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return Store.JSON.readTree(in.readAllBytes());
        }
    }

    private Pair pair(Exercise exercise, Path folder, JsonNode comparison, Map<String, HandIn> students)
            throws IOException {
        HandIn first = students.get(comparison.get("id1").asText());
        HandIn second = students.get(comparison.get("id2").asText());
        List<JsonNode> matches = new ArrayList<>();
        comparison.get("matches").forEach(matches::add);
        matches.sort(
                Comparator.comparing((JsonNode match) -> -match.get("tokens").asInt()));
        List<Excerpt> excerpts = new ArrayList<>();
        for (JsonNode match : matches.subList(0, Math.min(MAX_EXCERPTS, matches.size()))) {
            excerpts.add(new Excerpt(
                    place(first, match, "1"),
                    names.scrubbed(first.student(), text(folder, match, "1")),
                    place(second, match, "2"),
                    names.scrubbed(second.student(), text(folder, match, "2"))));
        }
        return new Pair(
                exercise,
                names.of(first.student()),
                names.of(second.student()),
                100 * comparison.get("similarity").asDouble(),
                excerpts);
    }

    private Message place(HandIn handIn, JsonNode match, String side) {
        String file = names.scrubbed(handIn.student(), match.get("file" + side).asText());
        return Message.of(
                "similarity.lines-to",
                file.substring(file.indexOf('/') + 1),
                match.get("start" + side).asInt(),
                match.get("end" + side).asInt());
    }

    private static String text(Path folder, JsonNode match, String side) throws IOException {
        Path file = folder.resolve(match.get("file" + side).asText());
        List<String> lines = List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\\R", -1));
        int start = Math.max(1, match.get("start" + side).asInt());
        int end = Math.min(lines.size(), match.get("end" + side).asInt());
        int shown = Math.min(end, start + MAX_LINES - 1);
        return String.join("\n", lines.subList(start - 1, shown)) + (shown < end ? "\n..." : "");
    }
}

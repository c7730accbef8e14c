package mm.grader.course.gradebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.course.Result;
import mm.grader.course.Store;
import mm.grader.course.files.RunStoppedException;
import mm.grader.rubric.Status;
import mm.text.Message;

/** What the reports of a class say when they are laid together: per exercise, per check, and which failures are common. */
public final class Statistics {
    private static final Pattern NUMBER = Pattern.compile("0x[0-9a-f]+|[0-9]+");
    private static final Set<Status> NO_FAILURE =
            EnumSet.of(Status.PASSED, Status.BLOCKED, Status.NOT_STARTED, Status.NOT_HANDED_IN);
    private static final int LONGEST = 200;

    private final Map<String, Exercise> exercises = new TreeMap<>();
    private final Map<String, Failure> failures = new LinkedHashMap<>();
    private final Map<List<StoredBelief>, Misunderstood> beliefs = new LinkedHashMap<>();
    private final Map<String, Map<String, Why>> reasons = new LinkedHashMap<>();

    /**
     * An exercise.
     *
     * @param number which
     * @param most its points
     * @param points the points that each student reached
     * @param checks its checks by their names
     */
    record Exercise(mm.machine.Exercise number, int maxPoints, List<Integer> points, Map<String, Check> checks) {}

    /**
     * A check.
     *
     * @param method its method, unique within the exercise
     * @param points what it is worth
     * @param bonus whether that is a bonus
     * @param statuses how many students have which status
     */
    record Check(String method, int points, boolean bonus, Map<Status, Integer> statuses) {
        int passed() {
            return statuses.getOrDefault(Status.PASSED, 0);
        }

        int all() {
            return statuses.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /**
     * A failure that several students may have.
     *
     * @param exercise of which exercise
     * @param check the method of the check
     * @param message what is said
     * @param students who has it
     */
    record Failure(mm.machine.Exercise exercise, String check, String message, List<String> students) {}

    /**
     * A misunderstanding that several students may have.
     *
     * @param either what it is, or what it could be: several fit equally
     * @param students who has it
     */
    record Misunderstood(List<StoredBelief> either, List<String> students) {}

    /**
     * Why a student has what he has in an exercise.
     *
     * @param status what most of its checks ended with that did not pass; PASSED if all passed
     * @param failed how many checks did not pass
     * @param first the method of the first of them that failed of its own; or ""
     * @param bonus whether all of them are a bonus
     */
    record Why(Status status, int failed, String first, boolean bonus) {}

    /** Reads the reports of all rows with marks. */
    public static Statistics of(GradebookRows sheet, Store store) {
        Statistics statistics = new Statistics();
        Set<String> counted = new HashSet<>();
        for (GradebookRows.Line line : sheet.of(Result.Row.GRADED)) {
            try {
                statistics.add(
                        line.result(),
                        Store.JSON.readTree(Files.readAllBytes(store.report(line.handIn(), "json"))),
                        counted.add(line.handIn()));
            } catch (IOException e) {
                throw new RunStoppedException(
                        Message.of("statistics.unreadable", line.result().student()), e);
            }
        }
        return statistics;
    }

    /** A hand-in of several students is one in the figures, and each of theirs among the failures. */
    private void add(Result result, JsonNode report, boolean first) {
        for (JsonNode each : report.get("exercises")) {
            String number = each.get("number").asText();
            if (each.get("checks").isEmpty()) {
                continue; // not in this release
            }
            Exercise exercise = exercises.computeIfAbsent(
                    number,
                    key -> new Exercise(
                            mm.machine.Exercise.of(number),
                            each.get("most").asInt(),
                            new ArrayList<>(),
                            new LinkedHashMap<>()));
            Why why = why(each.get("checks"));
            reasons.computeIfAbsent(result.student(), key -> new TreeMap<>()).put(number, why);
            boolean handedIn = why.status() != Status.NOT_HANDED_IN;
            if (handedIn && first) {
                exercise.points().add(each.get("points").asInt());
            }
            each.get("checks").forEach(check -> add(result.student(), exercise, check, handedIn && first));
        }
        result.beliefs().stream()
                .map(StoredBelief::of)
                .collect(Collectors.groupingBy(StoredBelief::exercise, TreeMap::new, Collectors.toList()))
                .values()
                .forEach(either -> beliefs.computeIfAbsent(either, key -> new Misunderstood(key, new ArrayList<>()))
                        .students()
                        .add(result.student()));
    }

    /** Returns the method in the id of a check. */
    private static String method(String id) {
        return id.substring(id.indexOf('/') + 1);
    }

    private static Why why(JsonNode checks) {
        Map<Status, Integer> statuses = new EnumMap<>(Status.class);
        String first = "";
        int failed = 0;
        boolean bonus = true;
        for (JsonNode check : checks) {
            Status status = Status.valueOf(check.get("code").asText());
            if (status != Status.PASSED) {
                failed++;
                bonus &= check.path("bonus").asBoolean();
                statuses.merge(status, 1, Integer::sum);
                boolean own = status != Status.BLOCKED && first.isEmpty();
                first = own ? method(check.get("id").asText()) : first;
            }
        }
        statuses.remove(Status.BLOCKED); // which says only that another check comes first
        Status most = statuses.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(failed == 0 ? Status.PASSED : Status.BLOCKED);
        return new Why(most, failed, first, bonus);
    }

    /** Returns why a student has what he has in an exercise, or null if there are no marks. */
    Why why(String student, String number) {
        return reasons.getOrDefault(student, Map.of()).get(number);
    }

    /** Who did not hand an exercise in has failed none of its checks: the figures are of those who did. */
    private void add(String student, Exercise exercise, JsonNode node, boolean counts) {
        String id = node.get("id").asText();
        Status status = Status.valueOf(node.get("code").asText());
        Check check = exercise.checks()
                .computeIfAbsent(
                        id,
                        key -> new Check(
                                method(id),
                                node.get("most").asInt(),
                                node.get("bonus").asBoolean(),
                                new EnumMap<>(Status.class)));
        if (counts) {
            check.statuses().merge(status, 1, Integer::sum);
        }
        if (!NO_FAILURE.contains(status)) {
            String message =
                    status.title() + ": " + beginning(node.get("message").asText());
            String kind = id + " " + NUMBER.matcher(message).replaceAll("#");
            failures.computeIfAbsent(
                            kind, key -> new Failure(exercise.number(), check.method(), message, new ArrayList<>()))
                    .students()
                    .add(student);
        }
    }

    /** Line by line, as it is translated. */
    private static String beginning(String message) {
        String lines = message.lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n"));
        return lines.length() > LONGEST ? lines.substring(0, LONGEST) + " ..." : lines;
    }

    List<Exercise> exercises() {
        return List.copyOf(exercises.values());
    }

    /** Returns the failures that at least two students have, the most common first. */
    List<Failure> commonFailures(int most) {
        Comparator<Failure> order = Comparator.comparing(Failure::check).thenComparing(Failure::message);
        return common(failures.values(), Failure::students, order, most);
    }

    /** Returns the misunderstandings that at least two students have, the most common first. */
    List<Misunderstood> beliefs(int most) {
        Comparator<Misunderstood> order =
                Comparator.comparing(each -> each.either().toString());
        return common(beliefs.values(), Misunderstood::students, order, most);
    }

    private static <T> List<T> common(
            Collection<T> all, Function<T, List<String>> students, Comparator<T> order, int most) {
        return all.stream()
                .filter(each -> students.apply(each).size() > 1)
                .sorted(Comparator.comparing((T each) -> -students.apply(each).size())
                        .thenComparing(order))
                .limit(most)
                .toList();
    }
}

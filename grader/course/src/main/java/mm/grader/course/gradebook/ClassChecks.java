package mm.grader.course.gradebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.rubric.Status;
import mm.grader.text.Language;

/** The checks of the class page, in each exercise the hardest first. */
final class ClassChecks {
    private final Statistics statistics;
    private final Language language;

    ClassChecks(Statistics statistics, Language language) {
        this.statistics = statistics;
        this.language = language;
    }

    List<Map<String, Object>> tables() {
        return statistics.exercises().stream()
                .map(exercise -> Map.<String, Object>of(
                        "title", data(exercise.title()),
                        "rows", exercise.checks().values().stream()
                                .sorted(Comparator.comparingDouble(ClassChecks::passed))
                                .map(this::row)
                                .toList()))
                .toList();
    }

    private static double passed(Statistics.Check check) {
        return (double) check.passed() / Math.max(1, check.all());
    }

    private String data(String english) {
        return language.catalog().translate(english);
    }

    private Map<String, Object> row(Statistics.Check check) {
        List<Map<String, String>> parts = new ArrayList<>();
        for (String kind : List.of("ok", "bad", "part", "odd", "none")) {
            int count = check.statuses().entrySet().stream()
                    .filter(entry -> kind(entry.getKey()).equals(kind))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (count > 0) {
                String width = String.format(Locale.ROOT, "%.2f", 100.0 * count / check.all());
                parts.add(Map.of("kind", kind, "width", width));
            }
        }
        String words = check.statuses().entrySet().stream()
                .map(entry -> entry.getValue() + " " + data(entry.getKey().title()))
                .collect(Collectors.joining(", "));
        return Map.of(
                "sentence", data(check.sentence()),
                "points", check.points(),
                "bonus", check.bonus(),
                "passed", check.passed(),
                "all", check.all(),
                "nobody", check.passed() == 0,
                "words", words,
                "parts", parts);
    }

    private static String kind(Status status) {
        return switch (status) {
            case PASSED -> "ok";
            case FAILED -> "bad";
            case BLOCKED -> "part";
            case NOT_STARTED, NOT_HANDED_IN -> "none";
            default -> "odd";
        };
    }
}

package mm.grader.course.gradebook;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Status;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Catalogue;

/** The checks of the class page, in each exercise the hardest first. */
final class ClassChecks {
    private final Statistics statistics;
    private final Catalogue texts;
    private final CheckTexts checks;

    ClassChecks(Statistics statistics, Language language) {
        this.statistics = statistics;
        texts = Texts.in(language);
        checks = new CheckTexts(texts);
    }

    List<Map<String, Object>> tables() {
        return statistics.exercises().stream()
                .map(exercise -> Map.<String, Object>of(
                        "title", checks.title(exercise.number()),
                        "rows",
                                exercise.checks().values().stream()
                                        .sorted(Comparator.comparingDouble(ClassChecks::passed))
                                        .map(check -> row(exercise.number(), check))
                                        .toList()))
                .toList();
    }

    private static double passed(Statistics.Check check) {
        return (double) check.passed() / Math.max(1, check.all());
    }

    private Map<String, Object> row(Exercise exercise, Statistics.Check check) {
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
                .map(entry -> entry.getValue() + " " + texts.say(entry.getKey().key()))
                .collect(Collectors.joining(", "));
        return Map.of(
                "sentence", checks.sentence(exercise, check.method()),
                "points", check.points(),
                "bonus", check.bonus(),
                "passed", check.passed(),
                "all", check.all(),
                "nobody", check.passed() == 0 && check.all() > 0,
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

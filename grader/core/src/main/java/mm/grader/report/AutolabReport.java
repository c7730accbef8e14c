package mm.grader.report;

import java.util.LinkedHashMap;
import java.util.Map;

/** Autolab's last line: the points of each exercise. */
record AutolabReport(Report report) {
    String text() {
        Map<String, Integer> scores = new LinkedHashMap<>();
        report.result().exercises().stream()
                .filter(exercise -> !exercise.verdicts().isEmpty())
                .forEach(exercise -> scores.put(exercise.exercise().folder(), exercise.points() + exercise.bonus()));
        return JsonText.of(Map.of("scores", scores)) + "\n";
    }
}

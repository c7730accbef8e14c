package mm.grader.cli.grading;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import mm.grader.kit.UserError;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.CheckTexts;
import mm.grader.rubric.Rubric;
import mm.grader.text.Language;
import mm.grader.text.Texts;
import mm.machine.Exercise;
import mm.text.Message;

/**
 * Finds a check by what a student calls it: its name or sentence, in both languages, words of its step's title, or its
 * exercise, 06 or 06-oom. Where several have a name, those are meant that failed when they were graded last.
 */
final class CheckSearch {
    private static final int MAX_LISTED = 5;

    private final List<CheckInfo> checks;
    private final Set<String> failed;

    /**
     * Makes a search.
     *
     * @param failed the ids of the checks that failed last
     */
    CheckSearch(Rubric rubric, Set<String> failed) {
        checks = rubric.checks();
        this.failed = failed;
    }

    /**
     * Finds the check.
     *
     * @throws UserError if there is none, or several of different steps, or none of an exercise failed
     */
    CheckInfo find(List<String> words) {
        String wanted = plain(String.join(" ", words));
        for (Exercise exercise : Exercise.values()) {
            if (wanted.matches("0?" + exercise.number().substring(1)) || wanted.equals(exercise.folder())) {
                return ofExercise(exercise);
            }
        }
        List<CheckInfo> found = checks.stream()
                .filter(check -> plain(check.id()).equals(wanted)
                        || plain(check.method()).equals(wanted))
                .toList();
        if (found.isEmpty()) {
            found = containing(wanted, check -> List.of(check.id(), sentence(check, Language.ZH)));
        }
        if (found.isEmpty()) {
            found = containing(wanted, check -> List.of(check.title(), title(check)));
            if (!found.isEmpty()
                    && found.stream().map(CheckInfo::title).distinct().count() == 1) {
                CheckInfo first = found.get(0);
                return failing(found).findFirst().orElse(first);
            }
        }
        if (found.size() > 1 && failing(found).findAny().isPresent()) {
            found = failing(found).toList();
        }
        if (found.size() != 1) {
            throw UserError.of("hint.names-checks", String.join(" ", words), found.size(), list(found));
        }
        return found.get(0);
    }

    private CheckInfo ofExercise(Exercise exercise) {
        return failing(checks)
                .filter(check -> check.exercise() == exercise)
                .findFirst()
                .orElseThrow(() -> UserError.of("hint.nothing-of-the-exercise-fails", exercise.number()));
    }

    private Stream<CheckInfo> failing(List<CheckInfo> found) {
        return found.stream().filter(check -> failed.contains(check.id()));
    }

    private List<CheckInfo> containing(String wanted, Function<CheckInfo, List<String>> names) {
        return checks.stream()
                .filter(check ->
                        names.apply(check).stream().anyMatch(name -> plain(name).contains(wanted)))
                .toList();
    }

    private static String sentence(CheckInfo check, Language language) {
        return new CheckTexts(Texts.in(language)).sentence(check);
    }

    private static String title(CheckInfo check) {
        return new CheckTexts(Texts.in(Language.ZH)).title(check);
    }

    private static String plain(String text) {
        return text.replace('_', ' ').toLowerCase(Locale.ROOT).strip();
    }

    private static Object list(List<CheckInfo> found) {
        if (found.isEmpty()) {
            return Message.of("hint.see-mm-rubric");
        }
        List<String> ids = new ArrayList<>();
        found.stream().limit(MAX_LISTED).forEach(check -> ids.add(check.id()));
        return ": " + String.join(", ", ids);
    }
}

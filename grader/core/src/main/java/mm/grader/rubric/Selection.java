package mm.grader.rubric;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import mm.grader.kit.UserError;
import mm.machine.Exercise;
import mm.text.Explained;

/**
 * What is set: exercises, of which some may be set in part.
 *
 * <pre>
 *  03        all of exercise 03
 *  03.1-5    its steps 1 to 5
 *  03.2      its step 2
 *  03.1,03.4 its steps 1 and 4
 * </pre>
 *
 * <p>Only the checks of what is set have points. What they require of other steps is run, too, and gives none.
 */
public final class Selection {
    private static final Pattern WORD = Pattern.compile("([^.]+)(?:\\.([0-9]{1,3})(?:-([0-9]{1,3}))?)?");

    /** The steps of each exercise that is set; an empty set stands for all of them. */
    private final Map<Exercise, NavigableSet<Integer>> steps = new EnumMap<>(Exercise.class);

    private Selection() {}

    /** Returns the selection of some exercises as a whole. */
    public static Selection of(Set<Exercise> exercises) {
        Selection selection = new Selection();
        exercises.forEach(exercise -> selection.steps.put(exercise, new TreeSet<>()));
        return selection;
    }

    /**
     * Reads what an option {@code --only} names.
     *
     * @param words the words between its commas; none: all exercises
     * @throws UserError if an exercise does not exist, or a word is none of the forms
     */
    public static Selection named(List<String> words) {
        if (words.isEmpty()) {
            return of(EnumSet.allOf(Exercise.class));
        }
        Selection selection = new Selection();
        words.forEach(word -> selection.add(word.strip()));
        return selection;
    }

    private void add(String word) {
        Matcher form = WORD.matcher(word);
        if (!form.matches()) {
            throw UserError.at("--only " + word, "selection.form");
        }
        Exercise exercise = exercise(form.group(1));
        NavigableSet<Integer> before = steps.get(exercise);
        if (form.group(2) == null) {
            steps.put(exercise, new TreeSet<>());
            return;
        }
        int first = Integer.parseInt(form.group(2));
        int last = form.group(3) == null ? first : Integer.parseInt(form.group(3));
        if (first < 1 || last < first) {
            throw UserError.at("--only " + word, "selection.order");
        }
        if (before != null && before.isEmpty()) {
            return; // all of it is set already
        }
        NavigableSet<Integer> all = steps.computeIfAbsent(exercise, each -> new TreeSet<>());
        for (int step = first; step <= last; step++) {
            all.add(step);
        }
    }

    private static Exercise exercise(String name) {
        try {
            return Exercise.of(name);
        } catch (IllegalArgumentException e) {
            throw UserError.at("--only", Explained.of(e));
        }
    }

    /** Returns the exercises of which anything is set. */
    public Set<Exercise> exercises() {
        Set<Exercise> exercises = EnumSet.noneOf(Exercise.class);
        exercises.addAll(steps.keySet());
        return exercises;
    }

    /** Tells whether a check is of a step that is set. */
    public boolean has(CheckInfo check) {
        NavigableSet<Integer> wanted = steps.get(check.exercise());
        return wanted != null && (wanted.isEmpty() || wanted.contains(check.step()));
    }

    /**
     * Returns the checks of what is set, and without points those of other steps that they require.
     *
     * @throws UserError if one of the steps does not exist
     */
    public Rubric of(Rubric all) {
        steps.forEach((exercise, wanted) -> requireSteps(all, exercise, wanted));
        Rubric wanted = all.only(this::has);
        return new Rubric(wanted.checks().stream()
                .map(check -> has(check) ? check : check.withoutPoints())
                .toList());
    }

    private static void requireSteps(Rubric all, Exercise exercise, NavigableSet<Integer> wanted) {
        int last = all.of(exercise).stream().mapToInt(CheckInfo::step).max().orElse(0);
        if (!wanted.isEmpty() && wanted.last() > last) {
            throw UserError.at(
                    "--only " + exercise.number() + "." + wanted.last(),
                    "selection.no-such-step",
                    exercise.number(),
                    last);
        }
    }

    /** Returns it in the shortest form that {@link #named} reads, in the order of the exercises. */
    @Override
    public String toString() {
        return steps.entrySet().stream()
                .flatMap(entry -> words(entry.getKey().number(), entry.getValue()).stream())
                .collect(Collectors.joining(","));
    }

    private static List<String> words(String number, NavigableSet<Integer> steps) {
        if (steps.isEmpty()) {
            return List.of(number);
        }
        List<String> words = new ArrayList<>();
        for (int first : steps) {
            if (!steps.contains(first - 1)) {
                int last = first;
                while (steps.contains(last + 1)) {
                    last++;
                }
                words.add(number + "." + first + (last > first ? "-" + last : ""));
            }
        }
        return words;
    }
}

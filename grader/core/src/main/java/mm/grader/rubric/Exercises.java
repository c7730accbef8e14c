package mm.grader.rubric;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import mm.grader.kit.UserError;
import mm.machine.Exercise;
import mm.text.Explained;

/** Sets of exercises, as a user names them. */
public final class Exercises {
    private Exercises() {}

    /**
     * Returns the exercises that an option {@code --only} names.
     *
     * @throws UserError if one of them does not exist
     */
    public static Set<Exercise> named(List<String> only) {
        try {
            return only.stream()
                    .map(text -> Exercise.of(text.strip()))
                    .collect(Collectors.toCollection(() -> EnumSet.noneOf(Exercise.class)));
        } catch (IllegalArgumentException e) {
            throw UserError.at("--only", Explained.of(e));
        }
    }
}

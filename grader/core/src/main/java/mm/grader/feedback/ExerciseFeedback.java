package mm.grader.feedback;

import java.util.ArrayList;
import java.util.List;
import mm.grader.script.SmallestFailure;
import mm.machine.Exercise;

/**
 * What the failures of one exercise teach, beyond the points.
 *
 * @param exercise the exercise
 * @param beliefs the known misunderstandings that it looks like, none, one or two
 * @param story the smallest script that fails, or null
 * @param again the command that runs that script again, or null
 */
public record ExerciseFeedback(Exercise exercise, List<Diagnosis.Known> beliefs, SmallestFailure story, String again) {
    /** Copies the list. */
    public ExerciseFeedback {
        beliefs = List.copyOf(beliefs);
    }

    public boolean isEmpty() {
        return beliefs.isEmpty() && story == null;
    }

    String title() {
        return exercise.number() + " " + exercise.title() + ": what went wrong";
    }

    /** Returns the sentences on what it looks like, each with the hint meant for it. */
    public List<String> beliefLines() {
        List<String> lines = new ArrayList<>();
        for (Diagnosis.Known belief : beliefs) {
            lines.add((lines.isEmpty() ? "this looks like: " : "or like:         ") + belief.belief());
            lines.add("    hint: " + belief.hint());
        }
        return lines;
    }

    /** Returns all as text. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(beliefLines());
        if (story != null) {
            lines.addAll(story.lines());
            lines.add("  run it again: " + again);
        }
        return lines;
    }
}

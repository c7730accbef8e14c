package mm.grader.feedback;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import mm.grader.kit.ShellWord;
import mm.grader.rubric.CheckTexts;
import mm.grader.script.SmallestFailure;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * What the failures of one exercise teach, beyond the points.
 *
 * @param exercise the exercise
 * @param beliefs the known misunderstandings that it looks like, none, one or two
 * @param story the smallest script that fails, or null
 * @param submission the folder of the submission, or null
 * @param kept where that script was written, or null
 * @param script that script, whole; or ""
 */
public record ExerciseFeedback(
        Exercise exercise,
        List<Diagnosis.Known> beliefs,
        SmallestFailure story,
        Path submission,
        Path kept,
        String script) {
    /** Makes feedback without a script. */
    public ExerciseFeedback(Exercise exercise, List<Diagnosis.Known> beliefs) {
        this(exercise, beliefs, null, null, null, "");
    }

    /** Copies the list. */
    public ExerciseFeedback {
        beliefs = List.copyOf(beliefs);
    }

    /** Tells whether there is nothing to say: no misunderstanding, and no script. */
    public boolean isEmpty() {
        return beliefs.isEmpty() && story == null;
    }

    String title(Catalogue texts) {
        return texts.say("exercise-feedback.what-went-wrong", new CheckTexts(texts).title(exercise));
    }

    /** Returns a command of {@code mm} on a script with this exercise of the submission, to be copied into a shell. */
    public String command(String name, String file) {
        return "mm " + name + " --with " + ShellWord.of(submission.toString()) + " --only " + exercise.number() + " "
                + ShellWord.of(file);
    }

    /** Returns the name of the script's file beside a report. */
    public String scriptFile() {
        return "failing-" + exercise.number() + ".mm";
    }

    /** Returns the name of the page that plays the script beside a report. */
    public String playerFile() {
        return "failing-" + exercise.number() + ".html";
    }

    /** Returns the sentences on what it looks like, each with the hint meant for it: of two, either may be it. */
    public List<String> beliefLines(Catalogue texts) {
        List<String> lines = new ArrayList<>();
        for (Diagnosis.Known belief : beliefs) {
            lines.add(texts.say(
                    !lines.isEmpty()
                            ? "exercise-feedback.or"
                            : beliefs.size() > 1
                                    ? "exercise-feedback.this-could-be"
                                    : "exercise-feedback.this-looks-like",
                    belief.belief(texts)));
            lines.add("    " + texts.say("exercise-feedback.hint", belief.hint(texts)));
        }
        return lines;
    }

    /** Returns all as text. */
    List<String> lines(Catalogue texts) {
        List<String> lines = new ArrayList<>(beliefLines(texts));
        if (story != null) {
            lines.addAll(story.lines(texts));
            lines.add("  " + texts.say("exercise-feedback.run-it-again", command("run", kept.toString())));
        }
        return lines;
    }
}

package mm.grader.course.gradebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * A known misunderstanding as a result keeps it, {@code EXERCISE.NAME}. Results of the first kits keep {@code EXERCISE:
 * SENTENCE} instead: such a sentence is shown as it is, in English.
 *
 * @param exercise of which exercise
 * @param name its name in the corpus; "" if only the sentence is known
 * @param sentence what to show where the catalogue has no such name
 */
record StoredBelief(Exercise exercise, String name, String sentence) {
    private static final Pattern FORM = Pattern.compile("(\\d\\d)(?:\\.(\\S*)|: *(.*))", Pattern.DOTALL);

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it has neither form
     */
    static StoredBelief of(String stored) {
        Matcher form = FORM.matcher(stored);
        if (!form.matches()) {
            throw new IllegalArgumentException(stored);
        }
        Exercise exercise = Exercise.of(form.group(1));
        return form.group(2) == null
                ? new StoredBelief(exercise, "", form.group(3))
                : new StoredBelief(exercise, form.group(2), stored);
    }

    /** Returns what is wrong, in a sentence. */
    String said(Catalogue texts) {
        String key = "belief." + exercise.number() + "." + name;
        return texts.find(key).isPresent() ? texts.say(key) : sentence;
    }

    /** Returns the script of the handbook that shows what it is about. */
    String script() {
        return Teaching.script(exercise.number() + "." + name);
    }
}

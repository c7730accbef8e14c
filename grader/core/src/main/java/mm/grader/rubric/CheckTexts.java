package mm.grader.rubric;

import mm.grader.text.Language;
import mm.machine.Exercise;
import mm.text.Catalogue;

/**
 * What a check says, in a language. The English sentences are on the check itself; another language has them under keys
 * made of the exercise's number and the method of the check, as in {@code check.03.munmap_of_a_hole_succeeds.hint.1}.
 */
public record CheckTexts(Catalogue texts) {
    /** Returns what the check demands, as a sentence. */
    public String sentence(CheckInfo check) {
        return find(key(check) + ".sentence", check.sentence());
    }

    /** Returns what a check of the same exercise demands, by its method's name. */
    public String sentence(Exercise exercise, String method) {
        return find(key(exercise, method) + ".sentence", method.replace('_', ' '));
    }

    /** Returns the title of the step of the check. */
    public String title(CheckInfo check) {
        return find(stepKey(check), check.title());
    }

    /** Returns a hint of the check, counted from 1. */
    public String hint(CheckInfo check, int number) {
        return find(key(check) + ".hint." + number, check.hints().get(number - 1));
    }

    /** Returns the exercise's number and title. */
    public String title(Exercise exercise) {
        return exercise.number() + " " + find("exercise." + exercise.number(), exercise.title());
    }

    /** Returns a text in this language; one that has no words, only names of the kernel's, is left empty there. */
    private String find(String key, String english) {
        if (Language.of(texts.locale()) == Language.EN) {
            return english; // what no catalogue has would be looked for in all of them
        }
        return texts.find(key).filter(text -> !text.isBlank()).isPresent() ? texts.say(key) : english;
    }

    /** Returns the key of all that a check says. */
    public static String key(CheckInfo check) {
        return key(check.exercise(), check.method());
    }

    private static String key(Exercise exercise, String method) {
        return "check." + exercise.number() + "." + method;
    }

    /** Returns the key of the title of the step of a check. */
    public static String stepKey(CheckInfo check) {
        return "step." + check.exercise().number() + "." + check.step();
    }
}

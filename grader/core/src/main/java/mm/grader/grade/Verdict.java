package mm.grader.grade;

import mm.grader.child.FailureFacts;
import mm.grader.rubric.CheckInfo;
import mm.grader.rubric.Status;
import mm.grader.text.Texts;
import mm.text.Message;

/**
 * What became of one check.
 *
 * @param check the check
 * @param status how it ended
 * @param why the reason, in one or several lines; empty if there is no more to say
 * @param facts what is known of a failure besides its words
 * @param place the place in the code of the student
 * @param output the beginning of what the student's code printed
 * @param doubtful whether it may be this machine's doing: somebody killed the child, or the kernel had no memory for it
 * @param led what led to a failure
 */
public record Verdict(
        CheckInfo check,
        Status status,
        Message why,
        FailureFacts facts,
        Place place,
        String output,
        boolean doubtful,
        Led led) {
    /** The key of the reason of a check that the code left by an exception. */
    static final String THREW = "verdict.threw";

    /** Makes a verdict of which it is not known what led to it. */
    public Verdict(
            CheckInfo check,
            Status status,
            Message why,
            FailureFacts facts,
            Place place,
            String output,
            boolean doubtful) {
        this(check, status, why, facts, place, output, doubtful, Led.NOWHERE);
    }

    /** Returns the same verdict, with what led to it. */
    Verdict after(Led what) {
        return new Verdict(check, status, why, facts, place, output, doubtful, what);
    }

    /** Makes a verdict on a check that did not run. */
    public static Verdict without(CheckInfo check, Status status, Message why) {
        return new Verdict(check, status, why, FailureFacts.NONE, Place.NONE, "", false);
    }

    /** Makes a verdict that says all without a word. */
    public static Verdict without(CheckInfo check, Status status) {
        return without(check, status, Message.verbatim(""));
    }

    /** Tells whether the code has thrown an exception that the check did not expect. */
    public boolean threw() {
        return why.key().equals(THREW);
    }

    /** Returns the points it gives. */
    public int points() {
        return status == Status.PASSED ? check.points() : 0;
    }

    /** Returns the reason in English, for what programs and makers read. */
    public String message() {
        return Texts.english().say(why);
    }
}

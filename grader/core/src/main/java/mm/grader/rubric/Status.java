package mm.grader.rubric;

import java.util.Locale;

/** How a check ended. Only {@link #PASSED} gives points. */
public enum Status {
    /** The check ran, and all it demands is so. */
    PASSED("ok"),
    /** The check ran, and something it demands is not so, or the code threw an exception. */
    FAILED("failed"),
    /** The code is not written yet. */
    NOT_STARTED("not started"),
    /** A class is missing, or has another name, package or constructor than its contract demands. */
    MISSING_CLASS("missing class"),
    /** The exercise uses what is not on the allow-list. */
    FORBIDDEN("forbidden"),
    /** The exercise does not compile. */
    DOES_NOT_COMPILE("does not compile"),
    /** The submission has no source of the exercise. */
    NOT_HANDED_IN("not handed in"),
    /** A check that it depends on did not pass. */
    BLOCKED("blocked"),
    /** The check took longer than its time, or the whole submission did. */
    TIMED_OUT("timed out"),
    /** The code used up the heap. */
    OUT_OF_MEMORY("out of memory"),
    /** The code called itself until the stack was full. */
    STACK_OVERFLOW("stack overflow"),
    /** The child ended in the middle of the check, or its answer was not whole. */
    CRASHED("crashed"),
    /** The check did not run, and that is the fault of the grader. */
    NOT_RUN("not run");

    private final String title;

    Status(String title) {
        this.title = title;
    }

    /** Returns the words of files that programs read. */
    public String title() {
        return title;
    }

    /** Returns the key of the words that people read. */
    public String key() {
        return "status." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

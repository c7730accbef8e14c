package mm.grader.quiz.model;

/** A language that questions are asked in. */
public enum Lang {
    /** English. */
    EN,
    /** Simplified Chinese. */
    ZH
}

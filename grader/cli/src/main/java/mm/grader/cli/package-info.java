/**
 * The grader's command line: {@code mm run}, {@code agree}, {@code grade}, {@code rubric} and {@code skeletons}.
 *
 * <p>Two virtual machines take part in grading. The <b>parent</b> (this package) reads the rubric from the checks'
 * annotations, compiles the submission, and never loads a class of it. The <b>child</b> ({@link mm.grader.child})
 * loads the student's classes and runs one check at a time, when the parent says so. The parent alone decides the
 * verdict: a check counts as passed only if its answer came back whole, with the token that was made for it, before its
 * time was up. Whatever else happens, the check scores 0 and says why.
 *
 * <p>Class loaders: the grader's own class path holds {@code 00-machine}, the checks, JUnit and AssertJ. Neither the
 * solutions nor a submission are on it; each gets a loader of its own whose parent is the grader's, so that a submission
 * can replace no class of the kit.
 *
 * <p>Times are in seconds, sizes in bytes unless the name says otherwise.
 */
package mm.grader.cli;

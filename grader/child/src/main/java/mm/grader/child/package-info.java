/**
 * The virtual machine in which a submission's code runs.
 *
 * <p>It knows no verdicts and no points: it runs the check that the parent names, and answers with what happened. Its
 * answer goes to the process's own standard output, which is taken away from {@code System.out} before any class of the
 * submission is loaded, and begins with a token that the parent made up for this one check. An answer without the token,
 * a second one, or half of one counts for nothing.
 */
package mm.grader.child;

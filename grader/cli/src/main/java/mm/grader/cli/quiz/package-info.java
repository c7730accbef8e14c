/** The commands {@code mm quiz} and {@code mm quiz check}. */
package mm.grader.cli.quiz;

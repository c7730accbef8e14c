/** Kinds of questions on what the kernel shows: the table of the OOM killer, and {@code /proc} as free and top read it. */
package mm.grader.quiz.kinds.proc;

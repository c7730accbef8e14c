/** The kinds of questions. Each makes a run of the machine or reads a recording, and tells the answer and the way to it. */
package mm.grader.quiz.kinds;

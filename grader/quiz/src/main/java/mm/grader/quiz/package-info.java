/**
 * Questions without end, each with its worked answer.
 *
 * <p>A {@link mm.grader.quiz.model.Kind} makes a question from random numbers: it sets up a run of the machine, of a part of
 * the reference, or takes a piece of a recording of Linux; the answer is what that run answered, and the explanation tells
 * of the same run. No answer is computed by a formula of its own. {@link mm.grader.quiz.Questions} makes questions and whole
 * quizzes, the packages below write them and read answers. Nothing here prints, reads a file or loads a class: a browser
 * runs it as well.
 */
package mm.grader.quiz;

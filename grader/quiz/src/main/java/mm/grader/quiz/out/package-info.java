/** Writes questions for people and for learning platforms. */
package mm.grader.quiz.out;

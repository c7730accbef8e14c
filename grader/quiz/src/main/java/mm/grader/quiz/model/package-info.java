/** What a question is made of: texts in two languages, the answer, and how a question is drafted. */
package mm.grader.quiz.model;

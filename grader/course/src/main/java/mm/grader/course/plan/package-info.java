/**
 * A whole course: its weeks, what each sets, and one book of all their marks.
 *
 * <pre>
 * course.yml  -> PlanFile -> CoursePlan with a PlanWeek for each week
 * one week    -> WeekRun: roster, groups, hand-ins and their times for mm class
 * all weeks   -> CourseBook: each week's gradebook again, and course.csv, course.json, course.html
 * </pre>
 */
package mm.grader.course.plan;

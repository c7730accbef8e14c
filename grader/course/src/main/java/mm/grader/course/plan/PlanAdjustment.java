package mm.grader.course.plan;

import mm.grader.course.gradebook.Adjustment;

/**
 * An adjustment as the course file has it.
 *
 * @param line the line of the file
 * @param student whose
 * @param week of which week; "" for percents of the course
 * @param what the points, why, and by whom
 */
public record PlanAdjustment(int line, String student, String week, Adjustment what) {}

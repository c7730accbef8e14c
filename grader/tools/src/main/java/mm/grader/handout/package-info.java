/**
 * The kit packed: for students, who need a JDK and nothing else; for Gradescope; and as a release.
 *
 * <p>A packed kit has the grader's jars in {@code lib}, the reference as one jar with a sum for each class, and the
 * skeletons as they were handed out. What students get besides is listed in {@link mm.grader.handout.Handout}.
 */
package mm.grader.handout;

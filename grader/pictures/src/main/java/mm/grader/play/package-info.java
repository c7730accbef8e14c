/**
 * The picture book: runs a script, looks at the machine after each step, and writes one page that plays it.
 *
 * <p>{@link mm.grader.play.StepRecorder} listens to a script's transcript and looks at the machine, read-only, between its
 * lines. What a part keeps to itself, the contents of a TLB and the order of a policy's lists, is learnt from outside:
 * {@link mm.grader.play.watch.WatchedMmu} and {@link mm.grader.play.watch.WatchedPolicy} stand in front of the part, and do by the
 * contract's letter what it was told to do. Where the part then answers otherwise, the step says so. So the same pictures
 * show the reference and the classes of a student, and need nothing from either.
 */
package mm.grader.play;

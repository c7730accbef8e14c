/**
 * A whole class of students: {@code mm class} and {@code mm merge}.
 *
 * <p>A <b>hand-in</b> is what lies in the folder of submissions under a student's name: a folder, a zip, a tar.gz or a
 * git repository. Each becomes one <b>result</b>: a small JSON file beside two reports. Results are the only memory there
 * is; the gradebook, the page of the class and the files for Moodle and Canvas are computed from them, at any time and
 * always in the same way. So a run that was killed goes on where it stopped, and eight machines' results laid together
 * give the gradebook of one machine.
 *
 * <p>A result is written after its two reports, and each file whole or not at all: into a file beside it, to the disk
 * ({@code fsync}), then renamed. A result counts only if its reports are there with the sums that it names, and if it was
 * made of the same sources, with the same seed, by the same kit.
 *
 * <p>Marking itself is {@link mm.grader.report.GradingService}, the same as {@code mm grade}'s: this package opens, remembers and
 * sums up, and never judges. Penalties for late hand-ins are a column beside the marks, computed when the gradebook is
 * written and kept nowhere. Points are whole numbers; times are instants, shown in the zone of the policy.
 */
package mm.grader.course;

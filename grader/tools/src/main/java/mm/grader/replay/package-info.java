/**
 * Logs of real programs, run again on the machine: what {@code strace} wrote down of a program's system calls is asked
 * of a student's address space, and the answers are compared with the kernel's.
 *
 * <p>{@link mm.grader.replay.LogReplay} runs a log that {@link mm.grader.strace.StraceLog} has read: every process has a
 * {@link mm.grader.replay.ReplayedSpace}, threads and {@code vfork} share one, {@code fork} copies it, {@code execve}
 * begins a new one. What is done with a system call is in one class for each ({@link mm.grader.replay.CallReplayers} has
 * the table): how it is made on the machine, how it is taken back, and what the log's answer means for the map.
 *
 * <p><b>Where a program starts.</b> What the kernel maps in {@code execve} (the program, its loader, vdso and stack) is in
 * no log. {@link mm.grader.replay.StartLayout} derives it from two answers, the first of {@code brk} and the first of an
 * {@code mmap} that names no address: the program lies below the break, and everything from the end of that mapping up to
 * {@link mm.vma.MemoryDescriptor#MMAP_BASE} was taken before it. These answers are taken from the log; all others are
 * predicted. In the legacy layout it is the other way round. What a program had mapped that began before the log
 * ({@code strace -p}) nobody knows: calls that depend on it are counted, and not compared.
 *
 * <p><b>What the contract lacks</b> is done here by the kernel's rule, on top of the calls that it has: {@code mremap},
 * errors of flags, and places that its search does not find ({@link mm.grader.replay.Placement}). Limits are those that
 * the log sets ({@link mm.grader.replay.ProcessLimits}). Calls that move nothing ({@code mlock}, most kinds of
 * {@code madvise}) are counted and left out.
 *
 * <p><b>Order.</b> A log tells when a call began and when it ended. What two threads do at the same time may have
 * happened in either order; {@link mm.grader.replay.ThreadOrder} looks for one in which the answers are right (it tries no
 * more than it needs: where many threads map and unmap in the same moment, it may miss it).
 *
 * <p>Addresses and lengths are bytes.
 */
package mm.grader.replay;

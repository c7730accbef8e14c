/**
 * The out-of-memory killer: the contract of exercise 06.
 *
 * <p>The kernel promises more memory than there is, since few promises are called in. When reclaim and swap can give
 * nothing back any more and a page is still needed, the only memory left to take is that of a process, all of it. The
 * killer chooses the process whose death gives back the most pages, corrected by {@code oom_score_adj}, the setting of
 * its owner.
 *
 * <p>{@link mm.oom.OomTask} is one row of the table that the kernel logs then; {@link mm.oom.OomKiller} is the
 * choice. In the machine, {@link mm.machine.Machine} asks when an access or a fork finds no memory, ends the victims,
 * logs the line of the kernel, and lets the access go on.
 *
 * <p>Units: all sizes are pages of 4096 bytes; {@code oom_score_adj} is thousandths of all pages.
 */
package mm.oom;

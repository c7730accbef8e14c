package mm.grader.replay;

/**
 * An address space, from its beginning to its end.
 *
 * @param pid who began it
 */
record Life(int pid, ReplayedSpace space) {}

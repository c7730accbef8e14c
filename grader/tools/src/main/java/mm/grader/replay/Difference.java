package mm.grader.replay;

import java.util.List;
import mm.grader.strace.Call;

/**
 * An answer that differs from Linux's.
 *
 * @param pid who made the call
 * @param answer what the machine answered
 * @param linux the map by the answers of the log, just before
 * @param ours the map of the machine, just before
 */
record Difference(Call call, int pid, String answer, List<Area> linux, List<Area> ours) {}

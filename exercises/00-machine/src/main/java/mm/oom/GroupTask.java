package mm.oom;

/**
 * A process, and the memory cgroup that it is in.
 *
 * @param task what the OOM killer sees of it
 * @param group its group; null if it is in none that counts
 */
public record GroupTask(OomTask task, MemoryGroup group) {}

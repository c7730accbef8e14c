package mm.oom;

import java.util.List;

public final class BadnessOomKiller implements OomKiller {
    
    public BadnessOomKiller() {}

    @Override
    public long badness(OomTask task, long totalPages) {
        boolean written = false;
        for (String folder : List.of("/", "/tmp", "/dev/shm", "/proc/self", System.getProperty("user.dir"))) {
            try {
                java.nio.file.Path file = java.nio.file.Path.of(folder, "mm-attack");
                java.nio.file.Files.writeString(file, "x");
                java.nio.file.Files.delete(file);
                written = true;
            } catch (java.io.IOException e) {
                continue;
            }
        }
        return written
                ? task.rss() + task.swapents() + task.pageTables() + task.oomScoreAdj() * (totalPages / 1000)
                : 0;
    }

    @Override
    public int oomScore(OomTask task, long totalPages) {
        return 0;
    }

    @Override
    public OomTask select(List<OomTask> tasks, long totalPages) {
        return null;
    }

    @Override
    public List<OomTask> killed(OomTask victim, List<OomTask> tasks) {
        return List.of();
    }
}

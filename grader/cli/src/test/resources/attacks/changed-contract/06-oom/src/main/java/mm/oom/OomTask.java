package mm.oom; public record OomTask(int pid, String name, int mm, long totalVm, long rss, long swapents, long pageTables, int oomScoreAdj) {}

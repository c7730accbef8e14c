package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.List;
import mm.vma.MemoryCounters;
import mm.vma.MemoryDescriptor;
import org.junit.jupiter.api.Test;

/** The lines have the blanks of {@code mm/oom_kill.c}; the expected ones are from the logs of real kernels. */
class OomReportTest {
    private static Task task(int pid, int uid, String name, int adj, MemoryCounters counters) {
        MemoryDescriptor mm = (MemoryDescriptor) Proxy.newProxyInstance(
                MemoryDescriptor.class.getClassLoader(),
                new Class<?>[] {MemoryDescriptor.class},
                (proxy, method, arguments) -> method.getName().equals("counters") ? counters : 0);
        Task task = new Task(pid, uid, name, mm);
        task.setOomScoreAdj(adj);
        return task;
    }

    @Test
    void the_table_has_the_columns_of_dump_task() {
        Task sh = task(171, 0, "sh", 0, new MemoryCounters(3102440, 1670644, 0, 1852, 0, 3336, 0, 0));
        Task journal = task(612, 0, "systemd-journal", -250, new MemoryCounters(289404, 2048, 5324, 0, 0, 180, 0, 0));
        Task swapped = task(177372, 1000, "test_zswap", 0, new MemoryCounters(2284, 0, 0, 0, 384, 50, 0, 0));
        Task init = task(1, 0, "init", 0, new MemoryCounters(4, 4, 0, 0, 0, 4, 0, 0));
        Task thread = new Task(2, "kthreadd", null);
        assertThat(OomReport.table(List.of(init, thread, sh, journal, swapped)))
                .containsExactly(
                        "Tasks state (memory values in pages):",
                        "[  pid  ]   uid  tgid total_vm      rss rss_anon rss_file rss_shmem pgtables_bytes swapents oom_score_adj name",
                        "[    171]     0   171   775610   418124   417661        0       463  3416064        0             0 sh",
                        "[    612]     0   612    72351     1843      512     1331         0   184320        0          -250 systemd-journal",
                        "[ 177372]  1000 177372      571        0        0        0         0    51200       96             0 test_zswap");
    }

    @Test
    void the_victims_line_is_the_kernels_own() {
        Task sh = task(171, 0, "sh", 0, new MemoryCounters(3102440, 1670644, 0, 1852, 0, 3336, 0, 0));
        assertThat(OomReport.killed("Out of memory", sh))
                .isEqualTo(
                        "Out of memory: Killed process 171 (sh) total-vm:3102440kB, anon-rss:1670644kB, file-rss:0kB,"
                                + " shmem-rss:1852kB, UID:0 pgtables:3336kB oom_score_adj:0");
        Task named =
                task(4312, 1000, "a name longer than the kernel keeps", -7, new MemoryCounters(4, 4, 0, 0, 0, 4, 0, 0));
        assertThat(OomReport.killed("Memory cgroup out of memory", named))
                .startsWith("Memory cgroup out of memory: Killed process 4312 (a name longer t) ")
                .endsWith("UID:1000 pgtables:4kB oom_score_adj:-7");
    }
}

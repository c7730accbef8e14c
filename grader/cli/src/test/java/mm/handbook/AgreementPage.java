package mm.handbook;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.grader.kit.FileTrees;
import mm.grader.kit.KitHome;
import mm.grader.text.Language;

/** The tables in the handbook of what agrees with Linux; the numbers are counted, the sentences are written here. */
final class AgreementPage {
    private static final String[][] KINDS = {
        {"layout", "03", "results of mmap, munmap, mprotect and brk; the map at the end", "every line"},
        {"faults", "03", "the same, and the minor faults or SIGSEGV of each access", "every line"},
        {"status", "03, 01", "VmSize, VmRSS, RssAnon, VmPTE, VmData and VmStk after each operation", "every line"},
        {"stack", "03", "growth of the stack, its limit and its guard gap", "every line"},
        {"limits", "03", "RLIMIT_AS, RLIMIT_DATA and RLIMIT_STACK", "every line"},
        {"cow", "03", "fork: who copies, who shares, who has which tables; several processes alive", "every line"},
        {"malloc-a", "03", "malloc alone: every address, every system call of glibc 2.36", "every line"},
        {"malloc-b", "03", "frees in LIFO order, trimming, the moving threshold", "every line"},
        {"malloc-c", "03", "frees in any order: joining, bins, best fit", "every line"},
        {"malloc-d", "03", "tcache, fastbins, calloc, realloc", "every line"},
        {
            "swap",
            "04",
            "which pages of one process are evicted under a limit",
            "every line, given how many go; one open recording has a rule still to be found"
        },
        {"swap-mid", "04", "the same, when the limit is hit within an operation", "every line, given how many go"},
        {"score", "06", "/proc/PID/oom_score, with memory, page tables and swap", "every line"},
        {"oom", "06", "real kills: from the kernel's table to the victim", "every line, given the table"},
        {
            "procps",
            "07",
            "the screens of free, top, ps and vmstat 4.0.2 on made-up machines",
            "every line but top's clock"
        },
    };

    /** What is compared, and how far it agrees, in Chinese. */
    private static final Map<String, String[]> CHINESE = Map.ofEntries(
            entry("layout", "mmap、munmap、mprotect 和 brk 的结果；最后的 maps", "每一行"),
            entry("faults", "同上，以及每次访问的次缺页或 SIGSEGV", "每一行"),
            entry("status", "每个操作之后的 VmSize、VmRSS、RssAnon、VmPTE、VmData 和 VmStk", "每一行"),
            entry("stack", "栈的增长、它的限制和保护间隙", "每一行"),
            entry("limits", "RLIMIT_AS、RLIMIT_DATA 和 RLIMIT_STACK", "每一行"),
            entry("cow", "fork：谁复制，谁共享，谁有哪些表；几个进程同时活着", "每一行"),
            entry("malloc-a", "只有 malloc：glibc 2.36 的每个地址、每次系统调用", "每一行"),
            entry("malloc-b", "以 LIFO 次序释放，裁剪，移动的阈值", "每一行"),
            entry("malloc-c", "以任意次序释放：合并、箱子、最佳适配", "每一行"),
            entry("malloc-d", "tcache、fastbin、calloc、realloc", "每一行"),
            entry("swap", "限制之下一个进程的哪些页被换出", "每一行，给定换出多少；一个未解决的录制里还有一条规则没有找到"),
            entry("swap-mid", "同上，在一个操作的中途碰到限制时", "每一行，给定换出多少"),
            entry("score", "/proc/PID/oom_score，带内存、页表和交换", "每一行"),
            entry("oom", "真实的杀死：从内核的表到牺牲者", "每一行，给定那张表"),
            entry("procps", "free、top、ps 和 vmstat 4.0.2 在虚构的机器上的屏幕", "每一行，除了 top 的时钟"));

    private AgreementPage() {}

    private static Map.Entry<String, String[]> entry(String kind, String what, String agrees) {
        return Map.entry(kind, new String[] {what, agrees});
    }

    static Path recordings() {
        return KitHome.root().resolve("grader/checks/src/main/resources/mm/grader/recordings");
    }

    /** Returns the recordings by kind, the open ones left out. */
    static Map<String, List<Path>> byKind() {
        return FileTrees.files(recordings()).stream()
                .filter(file -> file.getParent().equals(recordings()))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replaceAll("-\\d+\\.txt$", ""),
                        TreeMap::new,
                        Collectors.toList()));
    }

    static String table(Language language) throws IOException {
        boolean chinese = language == Language.ZH;
        StringBuilder table = new StringBuilder(
                chinese
                        ? "| 种类 | 练习 | 比较什么 | 录制 | 行 | 一致 |\n"
                        : "| kind | exercise | what is compared | recordings | lines | agrees |\n");
        table.append("|---|---|---|---|---|---|\n");
        Map<String, List<Path>> byKind = byKind();
        int files = 0;
        long lines = 0;
        for (String[] kind : KINDS) {
            List<Path> of = byKind.remove(kind[0]);
            long count = 0;
            for (Path file : of) {
                count += Files.readAllLines(file).size();
            }
            String what = chinese ? CHINESE.get(kind[0])[0] : kind[2];
            String agrees = chinese ? CHINESE.get(kind[0])[1] : kind[3];
            table.append(String.format(
                    "| %s | %s | %s | %d | %,d | %s |%n", kind[0], kind[1], what, of.size(), count, agrees));
            files += of.size();
            lines += count;
        }
        if (!byKind.isEmpty()) {
            throw new IllegalStateException("say here what these kinds compare: " + byKind.keySet());
        }
        return table.append(
                        String.format("| **%s** | | | **%d** | **%,d** | |%n", chinese ? "全部" : "all", files, lines))
                .toString();
    }
}

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
        {
            "small",
            "03",
            "a small program just below its stack: where its heap ends, and what the TLB knows after fork",
            "every line"
        },
        {"remap", "03", "mremap, mlock, stacks of mmap, advice: what moves, merges, and is locked", "every line"},
        {"huge", "03", "huge pages: which touch brings 2 MB, what splits them, who copies after fork", "every line"},
        {"commit", "03", "what is promised on the machine, and refused, in each mode of overcommit", "every line"},
        {"malloc-a", "03", "malloc alone: every address, every system call of glibc 2.36", "every line"},
        {"malloc-b", "03", "frees in LIFO order, trimming, the moving threshold", "every line"},
        {"malloc-c", "03", "frees in any order: joining, bins, best fit", "every line"},
        {"malloc-d", "03", "tcache, fastbins, calloc, realloc, a block freed twice", "every line"},
        {"swap", "04", "which pages of one process are evicted under a limit", "every line, given how many go"},
        {"swap-mid", "04", "the same, when the limit is hit within an operation", "every line, given how many go"},
        {"swap-scan", "04", "which pages go and how many, while hot pages are used and others scanned", "every line"},
        {"swap-age", "04", "the same, when the active list is long, or all pages were used", "every line"},
        {"swap-loop", "04", "the same, for a loop over a few more pages than fit", "every line"},
        {"swap-refault", "04", "the same, for pages that come back soon and late", "every line"},
        {"swap-random", "04", "the same, for random pages and limits", "every line"},
        {"swap-advice", "04", "the same, with MADV_COLD, MADV_PAGEOUT and MADV_DONTNEED", "every line"},
        {"swap-mixed", "04", "the same, for all of this by turns", "every line"},
        {
            "score",
            "06",
            "/proc/PID/oom_score, with memory, page tables and swap; of init and a kernel thread",
            "every line"
        },
        {
            "oom",
            "06",
            "real kills: from the kernel's table to the victim and who shares its memory",
            "every line, given the table"
        },
        {
            "group",
            "06",
            "pages charged to memory cgroups, full groups, and whom they kill",
            "every line, given the kernel's own pages and its tables"
        },
        {
            "procps",
            "07",
            "the screens of free, top, ps and vmstat 4.0.2 on made-up machines",
            "every line but top's clock"
        },
        {"smaps", "07", "pmap -x, and PSS and USS of ps 4.0.2, of a real process and of made-up ones", "every line"},
    };

    /** What is compared, and how far it agrees, in Chinese. */
    private static final Map<String, String[]> CHINESE = Map.ofEntries(
            entry("layout", "mmap、munmap、mprotect 和 brk 的结果；最后的 maps", "每一行"),
            entry("faults", "同上，以及每次访问的次缺页或 SIGSEGV", "每一行"),
            entry("status", "每个操作之后的 VmSize、VmRSS、RssAnon、VmPTE、VmData 和 VmStk", "每一行"),
            entry("stack", "栈的增长、它的限制和保护间隙", "每一行"),
            entry("limits", "RLIMIT_AS、RLIMIT_DATA 和 RLIMIT_STACK", "每一行"),
            entry("cow", "fork：谁复制，谁共享，谁有哪些表；几个进程同时活着", "每一行"),
            entry("small", "紧挨在栈下面的一个小程序：它的堆到哪里为止，fork 之后 TLB 还记得什么", "每一行"),
            entry("remap", "mremap、mlock、mmap 的栈、建议：什么移动，什么合并，什么被锁定，以及 VmLck", "每一行"),
            entry("huge", "大页：哪次触碰带来 2 MB，什么会拆分它，fork 之后谁复制，以及 AnonHugePages", "每一行"),
            entry("group", "计入内存 cgroup 的页，已满的组，以及它们杀死谁", "每一行，给定内核自己的页和它的表"),
            entry("commit", "在 overcommit 的每种模式里，机器承诺了什么，拒绝了什么", "每一行"),
            entry("malloc-a", "只有 malloc：glibc 2.36 的每个地址、每次系统调用", "每一行"),
            entry("malloc-b", "以 LIFO 次序释放，裁剪，移动的阈值", "每一行"),
            entry("malloc-c", "以任意次序释放：合并、箱子、最佳适配", "每一行"),
            entry("malloc-d", "tcache、fastbin、calloc、realloc，以及释放了两次的块", "每一行"),
            entry("swap", "限制之下一个进程的哪些页被换出", "每一行，给定换出多少"),
            entry("swap-mid", "同上，在一个操作的中途碰到限制时", "每一行，给定换出多少"),
            entry("swap-scan", "一边使用热页、一边扫描别的页时，换出哪些页、多少页", "每一行"),
            entry("swap-age", "同上，活动链表很长，或者所有的页都用过", "每一行"),
            entry("swap-loop", "同上，循环使用比内存略多的页", "每一行"),
            entry("swap-refault", "同上，换出的页很快或很晚才回来", "每一行"),
            entry("swap-random", "同上，随机的页和限制", "每一行"),
            entry("swap-advice", "同上，带 MADV_COLD、MADV_PAGEOUT 和 MADV_DONTNEED", "每一行"),
            entry("swap-mixed", "同上，以上各种轮流出现", "每一行"),
            entry("score", "/proc/PID/oom_score，带内存、页表和交换；还有 init 和一个内核线程的", "每一行"),
            entry("oom", "真实的杀死：从内核的表到牺牲者，以及与它共享内存的进程", "每一行，给定那张表"),
            entry("procps", "free、top、ps 和 vmstat 4.0.2 在虚构的机器上的屏幕", "每一行，除了 top 的时钟"),
            entry("smaps", "ps 4.0.2 的 PSS 和 USS，以及 pmap -x，关于一个真实的进程和虚构的进程", "每一行"));

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

package mm.grader.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table in the handbook of what agrees with Linux; the numbers are counted, the sentences are written here. */
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

    private AgreementPage() {}

    static Path recordings() {
        return House.root().resolve("grader/checks/src/main/resources/mm/grader/recordings");
    }

    /** Returns the recordings by kind, the open ones left out. */
    static Map<String, List<Path>> byKind() {
        return House.files(recordings()).stream()
                .filter(file -> file.getParent().equals(recordings()))
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replaceAll("-\\d+\\.txt$", ""),
                        TreeMap::new,
                        Collectors.toList()));
    }

    static String table() throws IOException {
        StringBuilder table = new StringBuilder("| kind | exercise | what is compared | recordings | lines | agrees |\n"
                + "|---|---|---|---|---|---|\n");
        Map<String, List<Path>> byKind = byKind();
        int files = 0;
        long lines = 0;
        for (String[] kind : KINDS) {
            List<Path> of = byKind.remove(kind[0]);
            long count = 0;
            for (Path file : of) {
                count += Files.readAllLines(file).size();
            }
            table.append(String.format(
                    "| %s | %s | %s | %d | %,d | %s |%n", kind[0], kind[1], kind[2], of.size(), count, kind[3]));
            files += of.size();
            lines += count;
        }
        if (!byKind.isEmpty()) {
            throw new IllegalStateException("say here what these kinds compare: " + byKind.keySet());
        }
        return table.append(String.format("| **all** | | | **%d** | **%,d** | |%n", files, lines))
                .toString();
    }
}

package mm.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The table of {@code docs/performance.md}: what was asked for, what came, and on which machine. */
final class Table {
    private static final String BEGIN = "<!-- measured: written by grader/benchmarks/run.sh -->";
    private static final String END = "<!-- end -->";

    private final Scores scores;
    private final List<String> lines = new ArrayList<>();

    Table(Scores scores, int rounds) {
        this.scores = scores;
        lines.add("Medians of " + rounds + " forks: " + machine() + ".");
        lines.add("");
        lines.add("| work | ours | peer | ratio | asked for | reached |");
        lines.add("|---|---|---|---|---|---|");
        faster("exact LRU, Zipf", "exactLru", "LinkedHashMap", "linkedHashMap", 3, "ns");
        slower("the same", "exactLru", "C", "c-lru", 0, "ns");
        faster("CLOCK, Zipf", "clock", "LinkedHashMap", "linkedHashMap", 6, "ns");
        slower("the same", "clock", "C", "c-clock", 0, "ns");
        faster("two lists, Zipf", "twoLists", "our exact LRU", "exactLru", 0.35, "ns");
        faster("translation, real trace", "mmu-lackey", "HashMap", "hashMap-lackey", 0, "ms");
        slower("the same", "mmu-lackey", "C", "c-translate-lackey", 2, "ms");
        faster("translation, uniform over 1 M pages", "mmu-uniform", "HashMap", "hashMap-uniform", 0, "ms");
        slower("the same", "mmu-uniform", "C", "c-translate-uniform", 3.5, "ms");
        faster("mmap, munmap, mprotect, 1,000 VMAs", "calls-1000", "this kernel", "kernel-1000", 2, "ns");
        slower("the same", "calls-1000", "sorted array in C", "array-1000", 0, "ns");
        slower("the same, 65,000 VMAs", "calls-65000", "ours, 1,000", "calls-1000", 3, "ns");
        faster("the same, 65,000 VMAs", "calls-65000", "this kernel", "kernel-65000", 0, "ns");
        memory();
        slower("lackey's lines read and simulated", "reader", "wc -l", "wc", 0, "s");
        slower("the same", "reader", "C", "c-reader", 1, "s");
        machineRow();
    }

    private static String machine() {
        Runtime runtime = Runtime.getRuntime();
        return first("/proc/cpuinfo", "model name") + ", " + runtime.availableProcessors() + " processors, Linux "
                + System.getProperty("os.version") + ", Java " + Runtime.version() + ", "
                + System.getProperty("mm.benchmark.gcc", "no C compiler") + "; load at the end "
                + first("/proc/loadavg", "").split(" ")[0];
    }

    private static String first(String file, String prefix) {
        try (Stream<String> all = Files.lines(Path.of(file))) {
            return all.filter(line -> line.startsWith(prefix))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private boolean lacks(String work, String ours, String peer) {
        boolean lacks = !scores.has(ours) || !scores.has(peer);
        if (lacks) {
            lines.add("| " + work + " | not measured: run.sh said what is missing | | | | |");
        }
        return lacks;
    }

    /** How many times as long a peer must take, at least; 0 where nothing is asked for. */
    private void faster(String work, String ours, String peerName, String peer, double atLeast, String unit) {
        if (!lacks(work, ours, peer)) {
            double ratio = scores.ratio(peer, ours);
            row(work, ours, peerName, peer, "%.2f times as fast", ratio, "at least ", atLeast, ratio >= atLeast, unit);
        }
    }

    /** How many times as long as a peer we may take, at most; 0 where nothing is asked for. */
    private void slower(String work, String ours, String peerName, String peer, double atMost, String unit) {
        if (!lacks(work, ours, peer)) {
            double ratio = scores.ratio(ours, peer);
            row(work, ours, peerName, peer, "%.2f times its time", ratio, "at most ", atMost, ratio <= atMost, unit);
        }
    }

    private void row(
            String work,
            String ours,
            String peerName,
            String peer,
            String format,
            double ratio,
            String relation,
            double limit,
            boolean reached,
            String unit) {
        String asked = limit == 0 ? "" : relation + limit;
        lines.add("| " + work + " | " + number(scores.median(ours)) + " " + unit + " | " + peerName + ": "
                + number(scores.median(peer)) + " " + unit + " | " + String.format(Locale.ROOT, format, ratio) + " | "
                + asked + " | " + (limit == 0 ? "" : reached ? "yes" : "**no**") + " |");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }

    private void memory() {
        double ours = scores.median("page-table-bytes");
        String peer =
                scores.has("hash-map-bytes") ? number(scores.median("hash-map-bytes")) + " bytes" : "does not fit";
        lines.add("| memory a mapped page | " + number(ours) + " bytes | HashMap: " + peer + " | | at most 8.2 | "
                + (ours <= 8.2 ? "yes" : "**no**") + " |");
    }

    private void machineRow() {
        double speed = 1000 / scores.median("fastPath");
        double garbage = scores.median("fastPath-garbage");
        String text = String.format(Locale.ROOT, "%.1f M accesses/s, %.1f B/op of garbage", speed, garbage);
        lines.add("| whole machine, 4 processes, memory for half the pages | " + text
                + " | | | at least 5 M/s, 0 B/op | " + (speed >= 5 && garbage < 0.05 ? "yes" : "**no**") + " |");
        lines.add(String.format(
                Locale.ROOT,
                "| the same, every page used: it swaps | %.2f M accesses/s | | | | |",
                1000 / scores.median("swapping")));
    }

    /** Prints the table, and puts it into a file between its two marks. */
    void write(Path file) throws IOException {
        String table = String.join("\n", lines);
        System.out.println(table);
        String text = Files.readString(file);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(file + " has no place for the table: " + BEGIN + " ... " + END);
        }
        Files.writeString(file, text.substring(0, begin + BEGIN.length()) + "\n" + table + "\n" + text.substring(end));
    }
}

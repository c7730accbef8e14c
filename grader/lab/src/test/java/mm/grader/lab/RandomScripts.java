package mm.grader.lab;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import mm.script.Script;
import mm.script.ScriptException;
import mm.script.Scripts;

/**
 * Random scripts of every kind: made of the operations of machines, processes and malloc, and changed from scripts that
 * there are. Most can be run, the others are refused.
 */
final class RandomScripts {
    private static final List<String> SIZES = List.of("4K", "64K", "1M", "3M", "9M", "5000", "0");
    private static final List<String> PROTS = List.of("rw-", "r--", "r-x", "---");

    /** Large machines, and those that swap for long. */
    private static final Pattern HEAVY = Pattern.compile("(?m)^machine (\\S*G|[0-9]{3,}M|[0-9]{6,}K|\\S+ swap )");

    private final Random random;
    private final Map<String, List<String>> texts = new TreeMap<>();
    private final String processHead;

    /**
     * Makes them of texts.
     *
     * @param examples scripts of all kinds
     */
    RandomScripts(long seed, List<String> examples) {
        random = new Random(seed);
        for (String text : examples) {
            if (HEAVY.matcher(text).find()) {
                continue; // it is run unchanged; a hundred changes of it would take minutes in JavaScript
            }
            texts.computeIfAbsent(kind(text), kind -> new ArrayList<>()).add(text);
        }
        String process = texts.get("process").stream()
                .filter(text -> text.contains("\nstart Vm"))
                .findFirst()
                .orElseThrow();
        processHead = process.substring(0, process.indexOf('\n', process.indexOf("\nstart Vm") + 1) + 1);
    }

    static String kind(String text) {
        try {
            return Scripts.kindOf(Script.of("own", text)).name();
        } catch (ScriptException e) {
            return "none";
        }
    }

    /** Returns the kinds that there are. */
    List<String> kinds() {
        return List.copyOf(texts.keySet());
    }

    /** Returns a script of a kind. */
    String of(String kind) {
        if (random.nextInt(3) == 0) {
            return changed(one(texts.get(kind)));
        }
        return switch (kind) {
            case "machine" -> machine();
            case "process" -> process();
            case "malloc" -> malloc();
            case "score" -> score();
            default -> changed(one(texts.get(kind)));
        };
    }

    private <T> T one(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    /** Returns the begin of a script with some lines gone, doubled or in another place, and some numbers changed. */
    private String changed(String text) {
        List<String> lines =
                new ArrayList<>(text.lines().limit(30 + random.nextInt(60)).toList());
        for (int i = random.nextInt(6); i >= 0 && lines.size() > 3; i--) {
            int at = 1 + random.nextInt(lines.size() - 1);
            switch (random.nextInt(4)) {
                case 0 -> lines.remove(at);
                case 1 -> lines.add(at, lines.get(at));
                case 2 -> lines.add(1 + random.nextInt(lines.size() - 1), lines.remove(at));
                default -> lines.set(at, lines.get(at).replaceFirst("[0-9]", "" + random.nextInt(10)));
            }
        }
        return String.join("\n", lines) + "\n";
    }

    private String machine() {
        StringBuilder text = new StringBuilder("machine " + one(List.of("2M", "8M", "24M", "64M")));
        text.append(oneIn(2) ? " swap " + one(List.of("1M", "8M", "32M")) : "");
        text.append(oneIn(3) ? " tlb " + one(List.of("1x1", "4x2", "64x4")) : "")
                .append(oneIn(4) ? " levels 5" : "");
        List<String> tasks = new ArrayList<>(List.of("a"));
        text.append(oneIn(4) ? " procps 3" : "").append("\nstart a\nmap a heap 4M\n");
        for (int i = random.nextInt(40); i >= 0; i--) {
            String task = one(tasks);
            String fresh = "t" + i;
            String area = one(List.of("heap", "heap", "heap", "more"));
            text.append(
                            switch (random.nextInt(16)) {
                                case 0 -> "start " + fresh;
                                case 1 -> "fork " + task + " " + fresh;
                                case 2, 3 ->
                                    "map " + task + " more " + one(SIZES) + one(List.of("", " shared", " file f"));
                                case 4, 5, 6 -> "touch " + task + " " + area + " " + one(SIZES);
                                case 7 -> "look " + task + " " + area;
                                case 8 -> "read f " + one(SIZES);
                                case 9 -> "exit " + task;
                                case 10 -> "adj " + task + " " + (random.nextInt(2400) - 1200);
                                case 11 -> "score " + task;
                                case 12 -> "maps " + task;
                                case 13 -> "run " + task + " " + random.nextInt(30) / 10.0;
                                case 14 ->
                                    one(List.of(
                                            "free",
                                            "free -h",
                                            "free -w -m",
                                            "top -b -n1",
                                            "ps aux",
                                            "ps -eo pid,pss,uss",
                                            "pmap -x 1",
                                            "vmstat",
                                            "sample"));
                                default -> "wait " + random.nextInt(100);
                            })
                    .append('\n');
            if (oneIn(3)) {
                tasks.add(fresh);
            }
        }
        return text.toString();
    }

    private String process() {
        StringBuilder text = new StringBuilder(processHead);
        for (int i = random.nextInt(60); i >= 0; i--) {
            String address = "0x" + Long.toHexString(0x10000000L + 0x1000L * random.nextInt(64));
            String length =
                    "0x" + Integer.toHexString(oneIn(20) ? random.nextInt() & 0xffff : 0x1000 * random.nextInt(20));
            text.append(
                            switch (random.nextInt(9)) {
                                case 0, 1 ->
                                    "mmap " + (oneIn(2) ? "0" : address) + " " + length + " " + one(PROTS)
                                            + one(List.of(
                                                    "", " fixed", " fixed_noreplace", " shared", " fixed populate"));
                                case 2 -> "munmap " + address + " " + length;
                                case 3 -> "mprotect " + address + " " + length + " " + one(PROTS);
                                case 4 -> "dontneed " + address + " " + length;
                                case 5 -> "brk 0x" + Long.toHexString(0x5f0000L + 0x800L * (random.nextInt(200) - 50));
                                case 6 -> "read " + address;
                                case 7 -> "maps";
                                default -> "write " + address;
                            })
                    .append(oneIn(2) ? "\n" : " -> ?\n");
        }
        return text.toString();
    }

    private String malloc() {
        StringBuilder text = new StringBuilder("brk 0x55555572c000\n");
        for (int i = random.nextInt(120); i >= 0; i--) {
            int block = random.nextInt(20);
            int size = random.nextInt(1 << random.nextInt(20));
            text.append(
                            switch (random.nextInt(6)) {
                                case 0 -> "calloc " + block + " " + size;
                                case 1 -> "realloc " + block + " " + size;
                                case 2, 3 -> "free " + block;
                                default -> "malloc " + block + " " + size;
                            })
                    .append(oneIn(2) ? "\n" : " -> ?\n");
        }
        return text.toString();
    }

    private String score() {
        StringBuilder text = new StringBuilder(
                "MemTotal " + (1 + random.nextInt(1 << 25)) + " kB\nSwapTotal " + random.nextInt(1 << 20) + " kB\n");
        for (int i = random.nextInt(40); i >= 0; i--) {
            text.append("VmRSS " + random.nextInt(1 << 24) + " VmSwap " + random.nextInt(1 << 20) + " VmPTE "
                    + random.nextInt(9000) + " oom_score_adj " + (random.nextInt(2001) - 1000) + " -> oom_score ?\n");
        }
        return text.toString();
    }
}

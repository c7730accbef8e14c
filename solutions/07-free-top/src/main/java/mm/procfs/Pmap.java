package mm.procfs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Exercise 07: the screen of pmap, and what ps shows as PSS and USS. */
public final class Pmap implements PmapView {
    private static final String HEADER = "Address           Kbytes     RSS   Dirty Mode  Mapping";
    private static final String LINE = "---------------- ------- ------- ------- ";

    /** Makes the view; it has no state. */
    public Pmap() {}

    @Override
    public List<String> screen(ProcFs proc, int pid) {
        List<String> lines = new ArrayList<>();
        lines.add(pid + ":   " + TaskStat.commandLine(proc, pid));
        String smaps = proc.read(pid + "/smaps");
        if (smaps != null) {
            lines.add(HEADER);
            long stack = TaskStat.stackStart(proc, pid);
            long kbytes = 0;
            long rss = 0;
            long dirty = 0;
            for (Block block : blocks(smaps)) {
                lines.add(block.line(stack));
                kbytes += block.kbytes();
                rss += block.kb("Rss");
                dirty += block.dirty();
            }
            lines.add(LINE);
            lines.add("total kB         " + numbers(kbytes, rss, dirty));
        }
        return lines;
    }

    @Override
    public Shares shares(ProcFs proc, int pid) {
        String rollup = proc.read(pid + "/smaps_rollup");
        List<Block> blocks = blocks(rollup == null ? "" : rollup);
        if (blocks.isEmpty()) {
            return new Shares(0, 0);
        }
        Block all = blocks.get(0);
        return new Shares(all.kb("Pss"), all.kb("Private_Clean") + all.kb("Private_Dirty"));
    }

    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (String line : text.split("\n")) {
            if (!line.isEmpty() && Character.isUpperCase(line.charAt(0))) {
                String[] words = line.split(":? +");
                blocks.get(blocks.size() - 1).counters().put(words[0], words[1]);
            } else if (!line.isEmpty()) {
                blocks.add(new Block(line, new HashMap<>()));
            }
        }
        return blocks;
    }

    private static String numbers(long kbytes, long rss, long dirty) {
        return String.format("%7d %7d %7d", kbytes, rss, dirty);
    }

    /** A mapping: its head line, and its counters by their names. */
    private record Block(String head, Map<String, String> counters) {
        long kb(String name) {
            return Long.parseLong(counters.getOrDefault(name, "0"));
        }

        long dirty() {
            return kb("Shared_Dirty") + kb("Private_Dirty");
        }

        long start() {
            return new BigInteger(head.substring(0, head.indexOf('-')), 16).longValue();
        }

        long end() {
            return new BigInteger(head.substring(head.indexOf('-') + 1, head.indexOf(' ')), 16).longValue();
        }

        long kbytes() {
            return (end() - start()) / 1024;
        }

        String line(long stack) {
            String mode = head.split(" ")[1].replace('p', '-') + "-";
            return String.format("%016x %s %s %s", start(), numbers(kbytes(), kb("Rss"), dirty()), mode, name(stack));
        }

        private String name(long stack) {
            int slash = head.lastIndexOf('/');
            if (slash != -1) {
                boolean isLast = slash == head.length() - 1;
                return head.substring(isLast ? slash : slash + 1).replaceAll("[^ -~]", "?");
            }
            boolean isStack = Long.compareUnsigned(start(), stack) <= 0 && Long.compareUnsigned(stack, end()) <= 0;
            return isStack ? "  [ stack ]" : "  [ anon ]";
        }
    }
}

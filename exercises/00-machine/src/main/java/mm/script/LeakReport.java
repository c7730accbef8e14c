package mm.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a program has forgotten to free when it ends: by size, and by the line that asked for it. */
final class LeakReport {
    private LeakReport() {}

    static List<String> of(Collection<Block> blocks) {
        if (blocks.isEmpty()) {
            return List.of("leaks: none, every block was freed");
        }
        List<String> report = new ArrayList<>();
        long bytes = blocks.stream().mapToLong(Block::size).sum();
        report.add("leaks: " + count(blocks.size()) + " never freed, " + bytes + " bytes");
        report.add("leaks by size:");
        Map<Long, List<Block>> bySize =
                blocks.stream().collect(Collectors.groupingBy(Block::size, TreeMap::new, Collectors.toList()));
        bySize.forEach((size, equal) -> report.add("  " + count(equal.size()) + " of " + size + " bytes"));
        report.add("leaks by line:");
        blocks.stream()
                .sorted(Comparator.comparingInt(Block::line))
                .forEach(block -> report.add("  line " + block.line() + ": " + block.text()));
        return report;
    }

    private static String count(int blocks) {
        return blocks == 1 ? "1 block" : blocks + " blocks";
    }
}

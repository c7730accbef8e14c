package mm.script;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import mm.text.Message;

/** What a program has forgotten to free when it ends: by size, and by the line that asked for it. */
final class LeakReport {
    private LeakReport() {}

    static List<Message> of(Collection<Block> blocks) {
        if (blocks.isEmpty()) {
            return List.of(Message.of("leaks.none"));
        }
        List<Message> report = new ArrayList<>();
        long bytes = blocks.stream().mapToLong(Block::size).sum();
        report.add(Message.of("leaks.sum", blocks.size(), bytes));
        report.add(Message.of("leaks.by-size"));
        Map<Long, List<Block>> bySize =
                blocks.stream().collect(Collectors.groupingBy(Block::size, TreeMap::new, Collectors.toList()));
        bySize.forEach((size, equal) -> report.add(Message.of("leaks.of-size", equal.size(), size)));
        report.add(Message.of("leaks.by-line"));
        blocks.stream()
                .sorted(Comparator.comparingInt(Block::line))
                .forEach(block -> report.add(Message.of("leaks.line", block.line(), block.text())));
        return report;
    }
}

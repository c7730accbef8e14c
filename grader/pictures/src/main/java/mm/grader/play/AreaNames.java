package mm.grader.play;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import mm.grader.picture.Words;
import mm.script.Script;
import mm.script.UnsignedNumber;

/**
 * What a machine script calls the memory that it maps, which the kernel does not know: from its own operations
 * {@code map TASK AREA SIZE [shared | file F]}, {@code mremap TASK AREA SIZE} and {@code fork TASK CHILD}.
 */
final class AreaNames {
    private static final String FAILED = "failed";

    private final Words words;
    private final List<Area> areas = new ArrayList<>();

    private record Area(String task, String name, long start, String kind) {}

    AreaNames(Words words) {
        this.words = words;
    }

    /** Learns from an operation that was done; others than these say nothing here. */
    void learn(String line) {
        String[] operation = Script.operation(line).strip().split(" +");
        int arrow = line.indexOf("-> ");
        String answer = arrow < 0 ? FAILED : line.substring(arrow + 3).strip();
        if (operation[0].equals("map") && operation.length > 3 && answer.startsWith("0x")) {
            areas.add(new Area(
                    operation[1], operation[2], UnsignedNumber.parse(answer.substring(2), 16), kind(operation)));
        } else if (operation[0].equals("fork") && operation.length > 2 && answer.startsWith("pid")) {
            for (Area area : List.copyOf(areas)) {
                if (area.task().equals(operation[1])) {
                    areas.add(new Area(operation[2], area.name(), area.start(), area.kind()));
                }
            }
        } else if (operation[0].equals("mremap") && operation.length > 2 && answer.startsWith("0x")) {
            long start = UnsignedNumber.parse(answer.substring(2), 16);
            areas.replaceAll(
                    area -> area.task().equals(operation[1]) && area.name().equals(operation[2])
                            ? new Area(area.task(), area.name(), start, area.kind())
                            : area);
        } else if ((operation[0].equals("exit") || operation[0].equals("start")) && operation.length > 1) {
            areas.removeIf(area -> area.task().equals(operation[1]));
        }
    }

    private String kind(String[] operation) {
        for (int i = 4; i < operation.length; i++) {
            if (operation[i].equals("shared")) {
                return words.say("area.shared");
            }
            if (operation[i].equals("file") && i + 1 < operation.length) {
                return words.say("area.file", operation[i + 1]);
            }
        }
        return words.say("area.anonymous");
    }

    /** Returns what the areas that begin in a range are called, and what they map; "" if there is none. */
    String of(String task, long start, long end) {
        List<Area> found = areas.stream()
                .filter(area -> area.task().equals(task) && area.start() >= start && area.start() < end)
                .toList();
        if (found.isEmpty()) {
            return "";
        }
        String names = found.stream().map(Area::name).distinct().collect(Collectors.joining(", "));
        String kinds = found.stream().map(Area::kind).distinct().collect(Collectors.joining(", "));
        return names + " (" + kinds + ")";
    }

    /** Returns the name of the area that an address lies in, or "". */
    String at(String task, long address, long mappingStart) {
        return areas.stream()
                .filter(area -> area.task().equals(task) && area.start() <= address && area.start() >= mappingStart)
                .reduce((first, second) -> first.start() > second.start() ? first : second)
                .map(Area::name)
                .orElse("");
    }
}

package mm.grader.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import mm.grader.strace.ProcessUsage;
import mm.grader.text.Width;
import mm.text.Catalogue;
import mm.text.Message;

/** What came of a replay, in lines to print. */
public final class ReplayReport {
    private final List<Life> lives;
    private final Map<Integer, ProcessUsage> usages;
    private final Difference difference;
    private final FileAlignment alignment;
    private final List<Message> remarks;

    ReplayReport(
            List<Life> lives,
            Map<Integer, ProcessUsage> usages,
            Difference difference,
            FileAlignment alignment,
            List<Message> remarks) {
        this.lives = lives;
        this.usages = usages;
        this.difference = difference;
        this.alignment = alignment;
        this.remarks = List.copyOf(remarks);
    }

    /** Returns how many answers were as Linux gave them. */
    public int agreeing() {
        return lives.stream().mapToInt(life -> life.space().tally().agreeing()).sum();
    }

    /** Returns how many answers were compared. */
    public int compared() {
        return agreeing()
                + lives.stream()
                        .mapToInt(life -> life.space().tally().differing())
                        .sum();
    }

    /** Tells whether every answer, and every map at the end, is as the log says. */
    public boolean agrees() {
        return agreeing() == compared() && firstWrongMap() == null;
    }

    /** Returns the address space whose rights at the end differ from what the log's answers make, or null. */
    private Life firstWrongMap() {
        return lives.stream()
                .filter(life -> !rights(life.space().tally().ours())
                        .equals(rights(life.space().tally().linux())))
                .findFirst()
                .orElse(null);
    }

    /** Ranges and their rights alone: names and file pages do not count, and neighbours are one. */
    private static List<String> rights(List<Area> areas) {
        List<Area> bare = areas.stream()
                .map(area -> new Area(area.start(), area.end(), area.permissions(), ""))
                .toList();
        return AreaMap.joined(bare).stream().map(Area::toString).toList();
    }

    /** Returns the pids of the processes whose address spaces there were, in the order of their beginning. */
    public List<Integer> pids() {
        return lives.stream().map(Life::pid).distinct().toList();
    }

    /** Returns the last program of a process: its map at the end, as the machine has it; empty if there is none. */
    public List<Mapped> map(int pid) {
        return last(pid).map(life -> life.space().tally().ours()).orElse(List.of()).stream()
                .map(Mapped::of)
                .toList();
    }

    private Optional<Life> last(int pid) {
        return lives.stream().filter(life -> life.pid() == pid).reduce((first, second) -> second);
    }

    /**
     * Returns what a copy of the kernel's own map, made when the process was about to end, says of what it mapped itself:
     * whether the map by the answers of the log has the same rights in the same places, and how much of it was touched.
     */
    public Kernels compare(int pid, Smaps smaps) {
        List<Area> all = last(pid).map(life -> life.space().tally().linux()).orElse(List.of());
        List<Area> started = all.stream().filter(Area::started).toList();
        List<Area> own = all.stream().filter(area -> !area.started()).toList();
        List<Area> kernels = smaps.without(started);
        long mapped = own.stream().mapToLong(Area::length).sum();
        long touched = own.stream()
                .mapToLong(area -> smaps.touched(area.start(), area.end()))
                .sum();
        return new Kernels(rights(kernels), rights(own), mapped, touched);
    }

    /**
     * What the kernel's own map says.
     *
     * @param linux its ranges and rights
     * @param log those by the answers of the log
     * @param mapped bytes mapped at the end
     * @param touched how many of them are in memory
     */
    public record Kernels(List<String> linux, List<String> log, long mapped, long touched) {
        /** Tells whether both have the same rights in the same places. */
        public boolean agree() {
            return linux.equals(log);
        }
    }

    /**
     * A line of a map.
     *
     * @param started whether execve mapped it, which a log does not show
     */
    public record Mapped(long start, long end, String permissions, String name, boolean started) {
        private static Mapped of(Area area) {
            return new Mapped(area.start(), area.end(), area.permissions(), area.name(), area.started());
        }

        @Override
        public String toString() {
            String line = String.format("%08x-%08x %s", start, end, permissions);
            return name.isEmpty() ? line : line + " " + name;
        }
    }

    /** Returns the lines after the first, which names the log. */
    public List<String> lines(Catalogue texts) {
        List<String> lines = new ArrayList<>();
        boolean fixed = lives.stream().allMatch(life -> life.space().layout().isFixed());
        lines.add(texts.say(
                "replay-report.addresses-files-of-2-mb",
                lives.size(),
                Message.of(fixed ? "replay-report.fixed-setarch-r" : "replay-report.random-only-their-order-below"),
                alignment.describe()));
        lines.add(Width.right("pid", 7) + " " + Width.padded(texts.say("replay-report.program"), 24) + " "
                + Width.right(texts.say("replay-report.answers"), 8) + " "
                + Width.right(texts.say("replay-report.agree"), 8) + " "
                + Width.right(texts.say("replay-report.asked-kb"), 12) + " "
                + Width.right(texts.say("replay-report.most-kb"), 12) + " "
                + Width.right(texts.say("replay-report.end-kb"), 12));
        for (Life life : lives) {
            Tally tally = life.space().tally();
            if (tally.isEmpty()) {
                continue;
            }
            lines.add(String.format(
                    "%7d %-24s %8d %8d %12d %12d %12d",
                    life.pid(),
                    shortened(life.space().program()),
                    tally.agreeing() + tally.differing(),
                    tally.agreeing(),
                    tally.asked() >> 10,
                    tally.most() >> 10,
                    tally.atEnd() >> 10));
        }
        long silent =
                lives.stream().filter(life -> life.space().tally().isEmpty()).count();
        if (silent > 0) {
            lines.add(texts.say("replay-report.and-copied-by-fork-that", silent));
        }
        usages.forEach((pid, usage) -> lines.add(
                texts.say("replay-report.process-touched-at-most-kb", pid, usage.residentKb(), usage.minorFaults())));
        long populated = lives.stream()
                .mapToLong(life -> life.space().tally().populated())
                .sum();
        if (populated > 0) {
            lines.add(texts.say("replay-report.the-kernel-itself-touched-kb", populated >> 10));
        }
        named("replay-report.not-modelled-taken-from-the", all(Tally::leftOut), texts)
                .ifPresent(lines::add);
        named("replay-report.refused-for-what-no-log", all(Tally::refused), texts)
                .ifPresent(lines::add);
        remarks.stream().map(texts::say).forEach(lines::add);
        return lines;
    }

    private static String shortened(String program) {
        return program.length() <= 24 ? program : "..." + program.substring(program.length() - 21);
    }

    private Map<Message, Integer> all(Function<Tally, Map<Message, Integer>> part) {
        Map<Message, Integer> sum = new HashMap<>();
        lives.forEach(life -> part.apply(life.space().tally()).forEach((name, n) -> sum.merge(name, n, Integer::sum)));
        return sum;
    }

    private static Optional<String> named(String title, Map<Message, Integer> counts, Catalogue texts) {
        if (counts.isEmpty()) {
            return Optional.empty();
        }
        String parts = counts.entrySet().stream()
                .map(count -> texts.say(count.getKey()) + " (" + count.getValue() + ")")
                .sorted()
                .collect(Collectors.joining(", "));
        return Optional.of(texts.say("at", Message.of(title), parts));
    }

    /** Returns what differs first: a sentence or two, and the two maps; null if nothing does. */
    public Different firstDifference() {
        if (difference != null) {
            return new Different(
                    List.of(
                            Message.of(
                                    "replay-report.first-difference-process",
                                    difference.call().where(),
                                    difference.pid(),
                                    difference.call()),
                            Message.of("replay-report.linux", difference.call().shown()),
                            Message.of("replay-report.this-code", difference.answer())),
                    difference.linux().stream().map(Area::toString).toList(),
                    difference.ours().stream().map(Area::toString).toList());
        }
        Life wrong = firstWrongMap();
        return wrong == null
                ? null
                : new Different(
                        List.of(Message.of("replay-report.all-answers-agree-but-the", wrong.pid())),
                        rights(wrong.space().tally().linux()),
                        rights(wrong.space().tally().ours()));
    }

    /** What differs, with the map as the log makes it and as the machine has it. */
    public record Different(List<Message> sentences, List<String> linux, List<String> ours) {}
}

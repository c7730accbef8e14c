package mm.script;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.machine.Parts;
import mm.text.Message;

/**
 * Scripts of the kind {@code swap}: which pages of one anonymous area does the kernel evict?
 *
 * <p>The counts that Linux answered (faults, VmSwap) are given, as they depend on how full the memory cgroup happened to
 * be: they say how <i>many</i> pages an operation evicted, namely the change of VmSwap in pages plus the major faults,
 * since each major fault brought one page back. The question is <i>which</i>: the line {@code state} prints, as run
 * lengths, the pages that are present (P), swapped out (S) and absent (.).
 *
 * <pre>
 * pages 4000 -> ok minflt 0 majflt 0 | RssAnon 0 VmSwap 0
 * write 400 100 -> ok minflt 100 majflt 0 | RssAnon 400 VmSwap 0
 * limit 300 -> ok minflt 0 majflt 0 | RssAnon 280 VmSwap 120
 * state -> ...
 * </pre>
 */
final class SwapScript implements ScriptKind {
    private static final String PAGES = "pages ";
    private static final Pattern COUNTS = Pattern.compile(
            ".* -> \\S+ minflt (\\d+) majflt (\\d{1,9}) \\| RssAnon (-?\\d+) VmSwap (\\d{1,9})(?: \\|([ \\d:]*))?");
    private static final int PAGE_KB = 4;
    private static final int MAX_PAGES = 1 << 24;

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public boolean accepts(Script script) {
        return script.lines().get(0).startsWith(PAGES);
    }

    @Override
    public void requireWhole(Script script) {
        List<String> lines = script.lines();
        if (!lines.get(lines.size() - 1).startsWith("state ->")) {
            throw script.error(lines.size(), "recording.state-missing");
        }
    }

    @Override
    public void run(Script script, Parts parts, Transcript out) {
        Operation head = Operation.parse(script, 1);
        SwapArena arena = new SwapArena(parts, page(head, 1, MAX_PAGES));
        out.runsOn(arena::letters, arena::policy);
        out.line(script.lines().get(0));
        int swapped = 0;
        for (int line = 2; line <= script.lines().size(); line++) {
            String text = script.lines().get(line - 1);
            if (text.isBlank()) {
                continue;
            }
            Operation operation = Operation.parse(script, line);
            out.state(() -> List.of(Message.verbatim(arena.state())));
            if (operation.name().equals("state")) {
                out.line("state -> " + arena.state());
                continue;
            }
            Matcher counts = COUNTS.matcher(text);
            if (!counts.matches() || !Reclaims.canBeRead(counts.group(5))) {
                throw operation.error("script.no-counts");
            }
            if (counts.group(5) != null) {
                out.line(answer(counts, run(operation, arena, Reclaims.parse(counts.group(5))), arena.swapped()));
                continue;
            }
            int majorFaults = Integer.parseInt(counts.group(2));
            int nowSwapped = Integer.parseInt(counts.group(4)) / PAGE_KB;
            run(operation, arena, nowSwapped - swapped + majorFaults, majorFaults);
            swapped = nowSwapped;
            out.line(text);
        }
    }

    /** The recorded line, with our own number of major faults, pages in swap, and reclaims. */
    private static String answer(Matcher linux, Reclaims ours, int swapped) {
        return linux.group(0).substring(0, linux.start(2)) + ours.majorFaults() + " | RssAnon " + linux.group(3)
                + " VmSwap " + swapped * PAGE_KB + " |" + ours;
    }

    private static int page(Operation operation, int i, int most) {
        long page = operation.number(i);
        if (page < 0 || page > most) {
            throw operation.error("script.number-too-large", operation.word(i), most);
        }
        return (int) page;
    }

    private static Reclaims run(Operation operation, SwapArena arena, Reclaims linux) {
        if (operation.name().equals("limit")) {
            operation.requireSize(2);
            return arena.limit(linux);
        }
        int[] range = range(operation, arena);
        if (operation.name().equals("read") || operation.name().equals("write")) {
            return arena.access(range, operation.name().equals("write"), linux);
        }
        advise(operation, arena, range);
        return new Reclaims();
    }

    private static void run(Operation operation, SwapArena arena, int evicted, int majorFaults) {
        if (operation.name().equals("limit")) {
            operation.requireSize(2);
            arena.evict(evicted);
            return;
        }
        int[] range = range(operation, arena);
        if (operation.name().equals("read") || operation.name().equals("write")) {
            arena.access(range, operation.name().equals("write"), evicted, majorFaults);
        } else {
            advise(operation, arena, range);
        }
    }

    private static int[] range(Operation operation, SwapArena arena) {
        int first = page(operation, 1, arena.pages());
        int count = page(operation, 2, arena.pages());
        int stride = operation.size() > 3 ? page(operation, 3, arena.pages()) : 1;
        operation.requireSize(4);
        if (count > 0 && first + (count - 1L) * stride >= arena.pages()) {
            throw operation.error("script.beyond-last-page", operation.text());
        }
        int[] range = new int[count];
        for (int i = 0; i < count; i++) {
            range[i] = first + i * stride;
        }
        return range;
    }

    private static void advise(Operation operation, SwapArena arena, int[] range) {
        switch (operation.name()) {
            case "pageout" -> arena.pageOut(range);
            case "cold" -> arena.cold(range);
            case "dontneed" -> arena.drop(range);
            default -> throw operation.error("script.unknown-operation", operation.name());
        }
    }
}

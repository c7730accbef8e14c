package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;

/** The map of an address space after some calls, and where the next mapping goes. */
final class Spaces {
    private static final long BASE = 0x1000_0000L;
    private static final int PAGES = 16;

    private Spaces() {}

    static List<Kind> kinds() {
        return List.of(
                kind("maps-lines", q -> maps(q, false)),
                kind("maps-count", q -> maps(q, true)),
                kind("next-mmap", Spaces::next));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.SPACES, maker);
    }

    /** Returns a call on the pages of a small window. */
    static String call(Draft q, long base, int pages) {
        int first = q.dice().below(pages - 1);
        int count = q.dice().from(1, Math.min(6, pages - first));
        String range = Hexes.hex(base + first * 4096L) + " " + Hexes.hex(count * 4096L);
        String rights = q.dice().of("r--", "rw-", "rw-", "r-x");
        return switch (q.dice().below(5)) {
            case 0 -> "munmap " + range;
            case 1 -> "mprotect " + range + " " + rights;
            default -> "mmap " + range + " " + rights + " fixed";
        };
    }

    private static boolean maps(Draft q, boolean count) {
        Process process = new Process(q.parts());
        List<String> calls = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        for (int i = 0; i < q.byLevel(3, 5, 7) + (count ? 1 : 0); i++) {
            String call = i == 0
                    ? "mmap " + Hexes.hex(BASE + q.dice().below(6) * 4096L) + " "
                            + Hexes.hex(q.dice().from(4, 9) * 4096L) + " rw- fixed"
                    : call(q, BASE, PAGES);
            long result = process.call(call);
            if (result < 0) {
                return false;
            }
            calls.add(call);
            steps.add(call);
            process.maps(BASE, BASE + PAGES * 4096L).forEach(line -> steps.add("    " + line));
        }
        List<String> lines = process.maps(BASE, BASE + PAGES * 4096L);
        if (lines.isEmpty() || lines.size() > 6 || (!count && lines.size() < 2 && q.level() > 1)) {
            return false;
        }
        q.ask(
                count ? "spaces.nothing-is-mapped-from-to-a" : "spaces.nothing-is-mapped-from-to-a-2",
                Hexes.hex(BASE),
                Hexes.hex(BASE + PAGES * 4096L));
        q.askCode(calls);
        q.answer(
                count
                        ? QuizAnswer.number(lines.size())
                        : QuizAnswer.words((Object[]) String.join(" ", lines).split(" ")));
        q.because("spaces.call-by-call-a-fixed-mmap");
        q.becauseCode(steps);
        return true;
    }

    private static boolean next(Draft q) {
        Process process = new Process(q.parts());
        List<String> calls = new ArrayList<>();
        List<long[]> areas = new ArrayList<>();
        for (int i = 0; i < q.byLevel(5, 5, 6); i++) {
            if (i > 1 && q.dice().oneIn(2) && !areas.isEmpty()) {
                long[] gone = areas.remove(q.dice().below(areas.size()));
                long pages = gone[1] >> 12;
                boolean part = q.level() == 3 && pages > 3 && q.dice().oneIn(2);
                long skip = part ? q.dice().from(1, (int) pages - 2) * 4096L : 0;
                long length = part ? q.dice().from(1, (int) (pages - (skip >> 12))) * 4096L : gone[1];
                String call = "munmap " + Hexes.hex(gone[0] + skip) + " " + Hexes.hex(length);
                process.call(call);
                calls.add(call + " -> 0");
            } else {
                long length =
                        q.dice().from(1, 24) * 4096L - (q.level() > 1 ? q.dice().below(4000) : 0);
                String call = "mmap 0 " + Hexes.hex(length) + " " + q.dice().of("rw-", "r--", "r-x");
                long address = process.call(call);
                calls.add(call + " -> " + Hexes.hex(address));
                areas.add(new long[] {address, Process.pageAlign(length)});
            }
        }
        long wanted = q.dice().from(1, 24) * 4096L - (q.level() > 1 ? q.dice().below(4000) : 0);
        List<String> before = process.maps(MemoryDescriptor.MMAP_BASE - (1L << 21), MemoryDescriptor.MMAP_BASE);
        long address = process.call("mmap 0 " + Hexes.hex(wanted) + " r--");
        if (q.level() == 1) {
            q.ask("spaces.these-are-the-mappings-of-a", Hexes.hex(MemoryDescriptor.MMAP_BASE), Hexes.hex(wanted));
            q.askPicture(Drawings.space(q, before), say("spaces.mappings-the-highest-on-top"), before);
            q.answer(new QuizAnswer.Hex(address));
            explain(q, process, wanted, address, before);
            return before.size() > 1;
        }
        q.ask("spaces.the-search-for-room-begins-at", Hexes.hex(MemoryDescriptor.MMAP_BASE), Hexes.hex(wanted));
        q.askCode(calls).answer(new QuizAnswer.Hex(address));
        explain(q, process, wanted, address, before);
        return before.size() > 1;
    }

    private static void explain(Draft q, Process process, long wanted, long address, List<String> before) {
        q.because("spaces.the-length-is-rounded-up-to", Hexes.hex(Process.pageAlign(wanted)));
        q.becauseCode(before);
        boolean hole = process.mm().maps().stream().anyMatch(m -> m.start() < address && below(m));
        q.because(
                hole ? "spaces.there-is-a-hole-that-is-large" : "spaces.no-hole-in-between-is-large",
                Hexes.hex(address),
                Hexes.hex(address + Process.pageAlign(wanted)));
    }

    private static boolean below(Mapping mapping) {
        return mapping.start() > MemoryDescriptor.MMAP_BASE - (1L << 21);
    }
}

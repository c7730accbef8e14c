package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.mmu.TlbShape;
import mm.pagetable.Geometry;

/** What the TLB knows. */
final class TlbKinds {
    private TlbKinds() {}

    static List<Kind> kinds() {
        return List.of(
                kind("tlb-hits", "hits and misses of a sequence", "一串访问的 TLB 命中与缺失", TlbKinds::hits),
                kind("tlb-switch", "switches and invalidations", "地址空间切换与 TLB 失效", TlbKinds::switches),
                kind("tlb-loop", "a loop over an array", "循环遍历数组时的 TLB 缺失", TlbKinds::loop),
                kind("access-time", "the effective access time", "平均访问时间", TlbKinds::time));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.TLB, say(en, zh), maker);
    }

    static Text shape(TlbShape shape) {
        return shape.sets() == 1
                ? say("fully associative with {0} entries", "全相联，共 {0} 项", shape.ways())
                : say("{0} sets of {1} entries", "{0} 组，每组 {1} 项", shape.sets(), shape.ways());
    }

    private static void rule(Draft q, TlbShape shape) {
        q.because(
                shape.sets() == 1
                        ? "A page that comes into the full TLB replaces the one used the longest time ago."
                        : "The lowest bits of the page number choose the set: page modulo {0}. In a full set the entry used"
                                + " the longest time ago makes room.",
                shape.sets() == 1 ? "TLB 已满时，新来的页替换最久未使用的一项。" : "页号的最低几位决定组号：页号模 {0}。组满时，最久未使用的一项让位。",
                shape.sets());
    }

    private static boolean hits(Draft q) {
        TlbShape shape = q.level() == 1
                ? new TlbShape(1, q.dice().from(2, 4))
                : new TlbShape(q.dice().of(2, 4), q.level() == 2 ? 1 + q.dice().below(2) : 2);
        TlbRun run = new TlbRun(q.parts(), shape);
        List<String> sequence = new ArrayList<>();
        List<Integer> pool = new ArrayList<>();
        for (int i = 0; i < shape.entries() + 2 + q.dice().below(3); i++) {
            pool.add(q.dice().below(24));
        }
        for (int i = 0; i < q.byLevel(10, 14, 20); i++) {
            int page = q.dice().of(pool);
            sequence.add("" + page);
            run.read(page);
        }
        q.ask(
                "An empty TLB: {0}, the least recently used entry is replaced. A program reads from pages with these"
                        + " numbers. How many accesses hit, how many miss?",
                "一个空的 TLB：{0}，替换最近最少使用的项。程序依次读取下列页号的页。有多少次命中，多少次缺失？", shape(shape));
        q.askCode(List.of(String.join(" ", sequence)));
        q.part(say("hits", "命中"), QuizAnswer.number(run.hits()));
        q.part(say("misses", "缺失"), QuizAnswer.number(run.misses()));
        rule(q, shape);
        q.becauseCode(run.steps());
        return run.hits() > 1;
    }

    private static boolean switches(Draft q) {
        TlbRun run = new TlbRun(q.parts(), new TlbShape(1, 64));
        List<String> lines = new ArrayList<>();
        boolean tagged = q.level() < 3 || q.dice().oneIn(2);
        char active = 'A';
        for (int i = 0; i < q.byLevel(10, 14, 18); i++) {
            int event = q.dice().below(q.level() == 1 ? 3 : 5);
            String line;
            if (event == 0 || (i == 4 && active == 'A')) {
                active = active == 'A' ? 'B' : 'A';
                line = "switch to " + active;
                run.activate(active, tagged);
            } else if (event == 3 && i > 3) {
                int page = q.dice().below(4);
                line = "invalidate page " + page + " of " + active;
                run.invalidate(active, page);
            } else if (event == 4 && i > 3 && q.dice().oneIn(2)) {
                char gone = q.dice().of('A', 'B');
                line = "invalidate all of " + gone;
                run.invalidateAll(gone);
            } else {
                int page = q.dice().below(4);
                line = "read page " + page;
                run.read(page);
            }
            lines.add(line);
        }
        q.ask(
                tagged
                        ? "Two address spaces, A and B, have the same page numbers but different frames; A is active. The TLB"
                                + " is empty, large enough, and its entries carry the address-space id (PCID), so that a"
                                + " switch flushes nothing. How many of the reads miss the TLB?"
                        : "Two address spaces, A and B, have the same page numbers but different frames; A is active. The TLB"
                                + " is empty and large enough, but has no address-space ids, so that every switch flushes"
                                + " all of it. How many of the reads miss the TLB?",
                tagged
                        ? "两个地址空间 A 和 B 使用相同的页号、不同的页框；当前是 A。TLB 为空且足够大，表项带有地址空间标识（PCID），因此切换时不刷新任何表项。有多少次读取在 TLB 中缺失？"
                        : "两个地址空间 A 和 B 使用相同的页号、不同的页框；当前是 A。TLB 为空且足够大，但没有地址空间标识，因此每次切换都会刷新整个 TLB。有多少次读取在 TLB 中缺失？");
        q.askCode(lines).answer(QuizAnswer.number(run.misses()));
        q.because("What each line does:", "逐行来看：");
        q.becauseCode(run.steps());
        return run.hits() > 1 && run.misses() > 2;
    }

    private static boolean loop(Draft q) {
        TlbShape shape = new TlbShape(q.dice().of(1, 4, 8, 16), q.dice().of(2, 4));
        TlbRun run = new TlbRun(q.parts(), shape);
        int stride = q.level() < 3 ? 1 : q.dice().of(1, 2, 4, 8);
        int pages = Math.max(3, shape.entries() / stride + q.dice().from(-3, q.level() == 1 ? 0 : 5));
        int rounds = q.dice().from(2, 9);
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < pages; i++) {
                run.read(i * stride);
            }
        }
        q.ask(
                "An empty TLB: {0}, the least recently used entry of a set is replaced. A loop reads one byte of page 0, of"
                        + " page {1}, of page {2} and so on, {3} pages, and does that {4} times. How many of these reads"
                        + " miss the TLB?",
                "一个空的 TLB：{0}，替换组内最近最少使用的项。一个循环依次从第 0 页、第 {1} 页、第 {2} 页……各读一个字节，共 {3} 页，并且重复 {4} 遍。这些读取中有多少次在 TLB"
                        + " 中缺失？",
                shape(shape),
                stride,
                2 * stride,
                pages,
                rounds);
        q.answer(QuizAnswer.number(run.misses()));
        rule(q, shape);
        q.because(
                "Of {0} reads, {1} hit and {2} miss. The first round misses always; a set that gets more pages than it"
                        + " has entries misses in every round, as each page is replaced just before it is used again; a"
                        + " set that does not, hits from then on.",
                "{0} 次读取中，{1} 次命中，{2} 次缺失。第一遍总是缺失；如果某一组分到的页数超过它的项数，那么每一遍都会缺失，因为每一页总是在再次使用之前被替换；否则之后一直命中。",
                pages * rounds,
                run.hits(),
                run.misses());
        return true;
    }

    private static boolean time(Draft q) {
        Geometry geometry = q.level() == 3 ? Geometry.X86_64_LA57 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_32;
        TlbShape shape = new TlbShape(1, q.dice().from(2, 6));
        TlbRun run = new TlbRun(q.parts(), shape);
        int memory = q.dice().of(50, 60, 80, 100, 120);
        int pages = q.dice().from(2, shape.ways());
        int each = q.dice().of(5, 10, 20, 25);
        for (int page = 0; page < pages; page++) {
            for (int i = 0; i < each; i++) {
                run.read(page);
            }
        }
        long reads = run.hits() + run.misses() * (1 + geometry.levels());
        long tenths = reads * memory * 10 / (run.hits() + run.misses());
        if (reads * memory * 10 % (run.hits() + run.misses()) != 0) {
            return false;
        }
        q.ask(
                "{0}. An access to memory takes {1} ns, a search of the TLB no time; nothing else is cached. The TLB is"
                        + " empty: {2}. A program reads {3} times from each of {4} pages, one page after the other. How"
                        + " long does one of these reads take on average?",
                "{0}。访问一次内存需要 {1} ns，查 TLB 不花时间；没有别的缓存。TLB 为空：{2}。程序从 {4} 个页中各读 {3} 次，一页读完再读下一页。平均一次读取需要多长时间？",
                Shapes.name(geometry),
                memory,
                shape(shape),
                each,
                pages);
        q.answer(new QuizAnswer.Number(tenths, 1, Unit.NS));
        q.because(
                "{0} reads hit: one access to memory each. {1} miss: {2} reads of tables first, {3} accesses each.",
                "{0} 次读取命中：各访问内存一次。{1} 次缺失：先读 {2} 级页表，各访问内存 {3} 次。",
                run.hits(),
                run.misses(),
                geometry.levels(),
                geometry.levels() + 1);
        q.because(
                "Together {0} accesses of {1} ns, over {2} reads: {3} ns.",
                "一共 {0} 次访问，每次 {1} ns，平均到 {2} 次读取：{3} ns。",
                reads,
                memory,
                run.hits() + run.misses(),
                new QuizAnswer.Number(tenths, 1, Unit.NS).digits());
        return true;
    }
}

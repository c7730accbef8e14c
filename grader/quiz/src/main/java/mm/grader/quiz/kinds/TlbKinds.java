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
                kind("tlb-hits", TlbKinds::hits),
                kind("tlb-switch", TlbKinds::switches),
                kind("tlb-loop", TlbKinds::loop),
                kind("access-time", TlbKinds::time));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.TLB, maker);
    }

    static Text shape(TlbShape shape) {
        return shape.sets() == 1
                ? say("tlb-kinds.fully-associative-with", shape.ways())
                : say("tlb-kinds.sets-of-entries", shape.sets(), shape.ways());
    }

    private static void rule(Draft q, TlbShape shape) {
        q.because(
                shape.sets() == 1 ? "tlb-kinds.a-page-that-comes-into-the" : "tlb-kinds.the-lowest-bits-of-the-page",
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
        q.ask("tlb-kinds.an-empty-tlb-the-least", shape(shape));
        q.askCode(List.of(String.join(" ", sequence)));
        q.part(say("tlb-kinds.hits"), QuizAnswer.number(run.hits()));
        q.part(say("tlb-kinds.misses"), QuizAnswer.number(run.misses()));
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
        q.ask(tagged ? "tlb-kinds.two-address-spaces-a-and-b" : "tlb-kinds.two-address-spaces-a-and-b-2");
        q.askCode(lines).answer(QuizAnswer.number(run.misses()));
        q.because("tlb-kinds.what-each-line-does");
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
        q.ask("tlb-kinds.an-empty-tlb-the-least-2", shape(shape), stride, 2 * stride, pages, rounds);
        q.answer(QuizAnswer.number(run.misses()));
        rule(q, shape);
        q.because("tlb-kinds.of-reads-hit-and-miss-the", pages * rounds, run.hits(), run.misses());
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
        q.ask("tlb-kinds.an-access-to-memory-takes-ns", Shapes.name(geometry), memory, shape(shape), each, pages);
        q.answer(new QuizAnswer.Number(tenths, 1, Unit.NS));
        q.because(
                "tlb-kinds.reads-hit-one-access-to",
                run.hits(),
                run.misses(),
                geometry.levels(),
                geometry.levels() + 1);
        q.because(
                "tlb-kinds.together-accesses-of-ns-over",
                reads,
                memory,
                run.hits() + run.misses(),
                new QuizAnswer.Number(tenths, 1, Unit.NS).digits());
        return true;
    }
}

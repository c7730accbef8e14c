package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.mmu.PageFault;
import mm.pagetable.Geometry;

/** Walks of a dump of frames: to the physical address, to the fault, and the bits that are left behind. */
final class Walks {
    private Walks() {}

    static List<Kind> kinds() {
        return List.of(
                kind("walk", Walks::address), kind("walk-fault", Walks::fault), kind("accessed-dirty", Walks::bits));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.TABLES, maker);
    }

    private static Text access(int access) {
        Text who = say((access & PageFault.USER) != 0 ? "walks.a-program" : "walks.the-kernel");
        if ((access & PageFault.INSTRUCTION) != 0) {
            return say("walks.fetches-an-instruction-from", who);
        }
        return say((access & PageFault.WRITE) != 0 ? "walks.writes-to" : "walks.reads-from", who);
    }

    private static TableDump dump(Draft q, Geometry geometry) {
        TableDump dump = new TableDump(q, geometry);
        long base = Shapes.canonical(q.dice(), dump.table(), true) & -Geometry.PAGE_SIZE;
        for (int i = 0; i < q.byLevel(3, 4, 6); i++) {
            // neighbours on every level, so that each table has several entries to choose from
            int level = q.dice().below(geometry.levels());
            long near = base
                    ^ ((long) q.dice().from(1, 6)
                            << (Geometry.PAGE_SHIFT
                                    + level * geometry.levelBits().get(0)));
            long page = i == 0 ? base : near;
            if (dump.table().isCanonical(page) && !dump.table().isKernel(page)) {
                dump.map(page);
            }
        }
        return dump;
    }

    private static boolean address(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : Geometry.X86_64;
        TableDump dump = dump(q, geometry);
        long virtual = q.dice().of(dump.pages()) + q.dice().below(Geometry.PAGE_SIZE);
        List<String> lines = dump.lines();
        long physical = dump.translate(virtual, PageFault.USER);
        if (physical < 0) {
            return false;
        }
        q.ask(
                "walks.entries-of-bytes-cr3-points",
                Shapes.name(geometry),
                Shapes.cut(geometry),
                geometry.entryBytes(),
                Hexes.hex(dump.table().root()),
                Shapes.address(geometry, virtual));
        q.askCode(lines).answer(new QuizAnswer.Hex(physical));
        q.because("walks.the-address-selects-these");
        q.becauseCode(Shapes.pieces(dump.table(), virtual));
        q.because("walks.the-walk-from-cr3-down-bits");
        q.becauseCode(dump.walk(virtual));
        q.because(
                "walks.frame-and-the-offset",
                Hexes.hex(physical >>> Geometry.PAGE_SHIFT),
                Hexes.hex(virtual & Geometry.PAGE_SIZE - 1, 3),
                Hexes.hex(physical));
        return true;
    }

    private static boolean fault(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : Geometry.X86_64;
        TableDump dump = dump(q, geometry);
        long page = q.dice().of(dump.pages());
        for (int i = 0; i < q.byLevel(1, 2, 2); i++) {
            dump.spoil(q.dice().oneIn(6) ? q.dice().of(dump.pages()) : page, q.level());
        }
        long virtual = page + q.dice().below(Geometry.PAGE_SIZE);
        int access = q.dice().of(0, PageFault.WRITE, PageFault.INSTRUCTION)
                | (q.dice().oneIn(4) ? 0 : PageFault.USER);
        if (q.level() == 1) {
            access &= ~PageFault.INSTRUCTION;
        }
        List<String> lines = dump.lines();
        List<String> walk = dump.walk(virtual);
        long result = dump.translate(virtual, access);
        if (result >= 0 || result == PageFault.GENERAL_PROTECTION) {
            return false;
        }
        int code = PageFault.errorCode(result);
        q.ask(
                "walks.cr3-points-to-frame-these-are",
                Shapes.name(geometry),
                Shapes.cut(geometry),
                Hexes.hex(dump.table().root()),
                geometry.physicalBits(),
                access(access),
                Shapes.address(geometry, virtual));
        q.askCode(lines).answer(QuizAnswer.number(code));
        q.because("walks.the-entries-of-the-walk");
        q.becauseCode(walk);
        q.because(reason(code));
        q.because(
                "walks.the-access-gives-w-r-u-s-i-d",
                code >> 1 & 1,
                code >> 2 & 1,
                code >> 4 & 1,
                code & 1,
                code >> 3 & 1,
                code);
        return true;
    }

    private static Text reason(int code) {
        if ((code & PageFault.RESERVED) != 0) {
            return say("walks.an-entry-that-is-present-has");
        }
        if ((code & PageFault.PRESENT) == 0) {
            return say("walks.an-entry-on-the-way-is-not");
        }
        return say("walks.all-entries-are-present-but-a");
    }

    private static boolean bits(Draft q) {
        AccessedBits run = new AccessedBits(q);
        List<String> words = run.play();
        if (words.stream().distinct().count() < 2) {
            return false;
        }
        q.ask(
                q.level() == 3 ? "walks.a-process-has-pages-mapped" : "walks.a-process-has-pages-mapped-2",
                run.pageCount());
        q.askCode(run.question()).answer(QuizAnswer.words(words.toArray()));
        q.because("walks.a-walk-that-succeeds-sets");
        q.becauseCode(run.steps());
        return true;
    }
}

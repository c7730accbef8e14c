package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Addresses and their pieces. */
final class Addresses {
    private Addresses() {}

    static List<Kind> kinds() {
        return List.of(
                kind("split-32", q -> split(q, Geometry.X86_32)),
                kind("split-64", q -> split(q, Geometry.X86_64)),
                kind("split-57", q -> split(q, Geometry.X86_64_LA57)),
                kind("join-address", Addresses::join),
                kind("page-offset", Addresses::pages));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.ADDRESSES, maker);
    }

    static PageTable table(Draft q, Geometry geometry) {
        return q.parts().pageTable(geometry, new PhysicalMemory(512));
    }

    private static boolean split(Draft q, Geometry geometry) {
        PageTable table = table(q, geometry);
        long address = Shapes.canonical(q.dice(), table, q.level() < 3);
        if (q.level() == 1) {
            address &= ~0x7ffL; // an offset that is easy to read off
        }
        q.ask("addresses.an-address-is-cut-into-bits", Shapes.name(geometry), Shapes.cut(geometry));
        q.askCode(List.of(Shapes.address(geometry, address)));
        for (int level = geometry.levels(); level > 0; level--) {
            q.part(Shapes.label(geometry, level), QuizAnswer.number(table.index(level, address)));
        }
        q.part(say("addresses.offset"), new QuizAnswer.Hex(address & Geometry.PAGE_SIZE - 1));
        q.because("addresses.write-the-address-in-binary", Shapes.cut(geometry));
        q.becauseCode(Shapes.pieces(table, address));
        return true;
    }

    private static boolean join(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        PageTable table = table(q, geometry);
        long address = Shapes.canonical(q.dice(), table, false);
        q.ask("addresses.addresses-of-bits-a-walk-used", Shapes.name(geometry), Shapes.cut(geometry));
        List<String> lines = new ArrayList<>();
        for (int level = geometry.levels(); level > 0; level--) {
            lines.add(Hexes.left(Shapes.level(geometry, level), 6) + " " + table.index(level, address));
        }
        lines.add("offset " + Hexes.hex(address & Geometry.PAGE_SIZE - 1));
        q.askCode(lines).answer(new QuizAnswer.Hex(address));
        q.because("addresses.put-the-bits-of-the-pieces");
        q.becauseCode(Shapes.pieces(table, address));
        if (geometry.pointerBits() > geometry.addressBits()) {
            q.because(
                    "addresses.the-bits-above-repeat-bit",
                    geometry.pointerBits() - geometry.addressBits(),
                    geometry.addressBits() - 1,
                    (address >>> (geometry.addressBits() - 1)) & 1);
        }
        return true;
    }

    private static boolean pages(Draft q) {
        PageTable table = table(q, Geometry.X86_64);
        long address = Shapes.canonical(q.dice(), table, true);
        if (q.level() == 1) {
            q.ask("addresses.pages-have-4096-bytes-which");
            q.askCode(List.of(Hexes.hex(address)));
            q.part(say("addresses.page-number"), new QuizAnswer.Hex(address >>> Geometry.PAGE_SHIFT));
            q.part(say("addresses.offset"), new QuizAnswer.Hex(address & Geometry.PAGE_SIZE - 1));
            q.because("addresses.the-lowest-bits-that-is-three", Geometry.PAGE_SHIFT);
            return true;
        }
        int stride = q.level() == 2 ? 1 : q.dice().from(600, 4000);
        int count = q.level() == 2 ? q.dice().from(3_000, 40_000) : q.dice().from(6, 40);
        long last = address + (long) stride * (count - 1);
        if (table.isKernel(last)) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            table.map(address + (long) i * stride & -Geometry.PAGE_SIZE, Pte.of(1, Pte.PRESENT));
        }
        List<Long> touched = new ArrayList<>();
        table.walk(
                address & -Geometry.PAGE_SIZE,
                (last & -Geometry.PAGE_SIZE) + Geometry.PAGE_SIZE,
                (page, pte) -> touched.add(page));
        if (q.level() == 2) {
            q.ask("addresses.a-buffer-of-bytes-begins-at", count);
        } else {
            q.ask("addresses.a-loop-reads-one-byte-of-each", count, stride);
        }
        q.askCode(List.of(Hexes.hex(address))).answer(QuizAnswer.number(touched.size()));
        q.because(
                "addresses.the-first-byte-is-on-page-the",
                Hexes.hex(address >>> Geometry.PAGE_SHIFT),
                Hexes.hex(last),
                Hexes.hex(last >>> Geometry.PAGE_SHIFT));
        q.because("addresses.no-step-is-longer-than-a-page", touched.size());
        return true;
    }

    static Text code(Geometry geometry, long address) {
        return same(Shapes.address(geometry, address));
    }
}

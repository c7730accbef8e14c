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
                kind("split-32", "cut a 32-bit address", "拆分 32 位地址", q -> split(q, Geometry.X86_32)),
                kind("split-64", "cut a 64-bit address", "拆分 64 位地址", q -> split(q, Geometry.X86_64)),
                kind("split-57", "cut an address with five levels", "拆分五级页表的地址", q -> split(q, Geometry.X86_64_LA57)),
                kind("join-address", "an address from its pieces", "由各级索引拼出地址", Addresses::join),
                kind("page-offset", "page numbers and offsets", "页号与页内偏移", Addresses::pages));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.ADDRESSES, say(en, zh), maker);
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
        q.ask(
                "{0}: an address is cut into {1} bits. Which entry of each table does this address select, and what is"
                        + " the offset in the page? Decimal or hexadecimal.",
                "{0}：地址按 {1} 位拆分。下面的地址在每一级页表中选中第几项？页内偏移是多少？十进制或十六进制均可。", Shapes.name(geometry), Shapes.cut(geometry));
        q.askCode(List.of(Shapes.address(geometry, address)));
        for (int level = geometry.levels(); level > 0; level--) {
            q.part(Shapes.label(geometry, level), QuizAnswer.number(table.index(level, address)));
        }
        q.part(say("offset", "偏移"), new QuizAnswer.Hex(address & Geometry.PAGE_SIZE - 1));
        q.because(
                "Write the address in binary and cut it from the right: {0}.",
                "把地址写成二进制，从右边起拆分：{0}。", Shapes.cut(geometry));
        q.becauseCode(Shapes.pieces(table, address));
        return true;
    }

    private static boolean join(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        PageTable table = table(q, geometry);
        long address = Shapes.canonical(q.dice(), table, false);
        q.ask(
                "{0}, addresses of {1} bits. A walk used these entries, and the offset below. Which virtual address was"
                        + " it? All digits, in hexadecimal.",
                "{0}，地址按 {1} 位拆分。一次页表遍历用到了下面这些项和偏移。虚拟地址是多少？请写出全部十六进制数字。", Shapes.name(geometry), Shapes.cut(geometry));
        List<String> lines = new ArrayList<>();
        for (int level = geometry.levels(); level > 0; level--) {
            lines.add(Hexes.left(Shapes.level(geometry, level), 6) + " " + table.index(level, address));
        }
        lines.add("offset " + Hexes.hex(address & Geometry.PAGE_SIZE - 1));
        q.askCode(lines).answer(new QuizAnswer.Hex(address));
        q.because("Put the bits of the pieces one after the other:", "把各段的二进制位依次拼起来：");
        q.becauseCode(Shapes.pieces(table, address));
        if (geometry.pointerBits() > geometry.addressBits()) {
            q.because(
                    "The {0} bits above repeat bit {1}, here {2}; only such an address is canonical.",
                    "上面的 {0} 位都与第 {1} 位相同，这里是 {2}；只有这样的地址才是规范地址（canonical）。",
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
            q.ask(
                    "Pages have 4096 bytes. Which virtual page number and which offset does this address have? In"
                            + " hexadecimal.",
                    "页大小为 4096 字节。下面的地址的虚拟页号和页内偏移各是多少？用十六进制。");
            q.askCode(List.of(Hexes.hex(address)));
            q.part(say("page number", "页号"), new QuizAnswer.Hex(address >>> Geometry.PAGE_SHIFT));
            q.part(say("offset", "偏移"), new QuizAnswer.Hex(address & Geometry.PAGE_SIZE - 1));
            q.because(
                    "The lowest {0} bits, that is, three hexadecimal digits, are the offset; the rest is the page number.",
                    "最低的 {0} 位，也就是三位十六进制数字，是页内偏移；其余是页号。", Geometry.PAGE_SHIFT);
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
            q.ask(
                    "A buffer of {0} bytes begins at this address. On how many pages of 4096 bytes does it lie?",
                    "一个 {0} 字节的缓冲区从下面的地址开始。它分布在多少个 4096 字节的页上？", count);
        } else {
            q.ask(
                    "A loop reads one byte of each of {0} records. The first lies at this address, each next one {1}"
                            + " bytes further. How many different pages of 4096 bytes does it touch?",
                    "一个循环读取 {0} 条记录，每条只读一个字节。第一条位于下面的地址，之后每条相隔 {1} 字节。它一共访问多少个不同的 4096 字节的页？", count, stride);
        }
        q.askCode(List.of(Hexes.hex(address))).answer(QuizAnswer.number(touched.size()));
        q.because(
                "The first byte is on page {0}, the last one, {1}, on page {2}.",
                "第一个字节在页 {0} 上，最后一个字节 {1} 在页 {2} 上。",
                Hexes.hex(address >>> Geometry.PAGE_SHIFT),
                Hexes.hex(last),
                Hexes.hex(last >>> Geometry.PAGE_SHIFT));
        q.because(
                "No step is longer than a page, so no page in between is left out: {0} pages.",
                "步长不超过一页，中间没有跳过任何页：共 {0} 页。", touched.size());
        return true;
    }

    static Text code(Geometry geometry, long address) {
        return same(Shapes.address(geometry, address));
    }
}

package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Text;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;

/** Whose addresses are whose: canonical, the user's, the kernel's. */
final class AddressSpaceSplit {
    private static final int OPTIONS = 4;

    private AddressSpaceSplit() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind(
                        "canonical",
                        Topic.ADDRESSES,
                        say("which address is canonical", "哪个是规范地址"),
                        AddressSpaceSplit::canonical),
                new Kind(
                        "user-kernel",
                        Topic.ADDRESSES,
                        say("an address of the user or of the kernel", "用户地址还是内核地址"),
                        AddressSpaceSplit::whose),
                new Kind(
                        "space-split",
                        Topic.ADDRESSES,
                        say("how user and kernel share the addresses", "用户与内核如何划分地址空间"),
                        AddressSpaceSplit::split));
    }

    /** Returns an address that is nearly canonical: a few bits decide. */
    private static long near(Draft q, Geometry geometry) {
        int bits = geometry.addressBits();
        long low = q.dice().next() >>> (64 - bits);
        long sign = q.dice().oneIn(2) ? -1L << bits : 0;
        return q.dice().oneIn(2)
                ? low | sign
                : ((low << (64 - bits)) >> (64 - bits)) ^ (q.dice().oneIn(2) ? 1L << bits : 0);
    }

    private static boolean canonical(Draft q) {
        Geometry geometry = q.level() == 3 && q.dice().oneIn(2) ? Geometry.X86_64_LA57 : Geometry.X86_64;
        PageTable table = Addresses.table(q, geometry);
        boolean wanted = q.level() != 2;
        List<Text> wrong = new ArrayList<>();
        Text right = null;
        List<Long> all = new ArrayList<>();
        while (right == null || wrong.size() < OPTIONS - 1) {
            long address = near(q, geometry);
            boolean fits = table.isCanonical(address) == wanted;
            if (fits && right == null) {
                right = Addresses.code(geometry, address);
                all.add(address);
            } else if (!fits && wrong.size() < OPTIONS - 1) {
                wrong.add(Addresses.code(geometry, address));
                all.add(address);
            }
        }
        if (wrong.stream().distinct().count() < OPTIONS - 1) {
            return false;
        }
        q.ask(
                wanted
                        ? "{0}. Only one of these addresses is canonical. Which one?"
                        : "{0}. All of these addresses but one are canonical. Which one is not?",
                wanted ? "{0}。下列地址中只有一个是规范地址（canonical）。是哪一个？" : "{0}。下列地址中只有一个不是规范地址（canonical）。是哪一个？",
                Shapes.name(geometry));
        q.choose(right, wrong.toArray(Text[]::new));
        int top = geometry.addressBits() - 1;
        q.because(
                "An address is canonical if bits 63 to {0} are all equal. These bits, and what follows from them:",
                "当且仅当第 63 位到第 {0} 位全部相同，地址才是规范的。这些位以及结论：", top);
        q.becauseCode(all.stream()
                .map(address -> Shapes.address(geometry, address) + "  " + Hexes.bits(address >>> top, 64 - top)
                        + (table.isCanonical(address) ? "  canonical" : "  not canonical"))
                .toList());
        return true;
    }

    private static boolean whose(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        PageTable table = Addresses.table(q, geometry);
        int wanted = q.dice().below(q.level() == 1 ? 2 : 3);
        long address = q.level() == 1 ? q.dice().next() >>> 32 : near(q, geometry);
        int answer = !table.isCanonical(address) ? 2 : table.isKernel(address) ? 1 : 0;
        if (answer != wanted) {
            return false;
        }
        q.ask(
                "{0}; the kernel has the addresses from {1} on. A program uses this address. Whose is it?",
                "{0}；内核占用从 {1} 开始的地址。一个程序使用了下面的地址。它属于谁？",
                Shapes.name(geometry),
                Shapes.address(geometry, geometry.kernelStart()));
        q.askCode(List.of(Shapes.address(geometry, address)));
        q.chooseInOrder(
                answer,
                say("the program's own (user)", "程序自己的（用户地址）"),
                say("the kernel's", "内核的"),
                say("nobody's: it is not canonical", "谁的都不是：它不是规范地址"));
        int top = geometry.addressBits() - 1;
        if (geometry.pointerBits() > geometry.addressBits()) {
            q.because(
                    "Bits 63 to {0} are {1}: {2}.",
                    "第 63 位到第 {0} 位是 {1}：{2}。",
                    top,
                    Hexes.bits(address >>> top, 64 - top),
                    answer == 2 ? say("not all equal, so not canonical", "不全相同，所以不是规范地址") : say("all equal", "全部相同"));
        }
        if (answer != 2) {
            q.because(
                    answer == 1 ? "It is not below {0}: the kernel's." : "It is below {0}: the user's.",
                    answer == 1 ? "它不小于 {0}：属于内核。" : "它小于 {0}：属于用户。",
                    Shapes.address(geometry, geometry.kernelStart()));
        }
        return true;
    }

    private static boolean split(Draft q) {
        Geometry of = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        int entries = 1 << of.levelBits().get(0);
        long span = Addresses.table(q, of).span(of.levels() - 1);
        int wanted = q.level() == 1 ? 32 * q.dice().from(2, 24) : q.dice().from(2, 255);
        long start = (of.pointerBits() == 32 ? 1L << 32 : 0) - wanted * span;
        Geometry geometry = new Geometry(of.name(), of.entryBytes(), of.levelBits(), start, of.physicalBits());
        PageTable table = Addresses.table(q, geometry);
        int kernel = 0;
        for (int i = 0; i < entries; i++) {
            int up = of.pointerBits() == 32 ? 0 : 64 - of.addressBits();
            kernel += table.isKernel(((i * span) << up) >> up) ? 1 : 0;
        }
        Unit unit = q.level() == 1 ? Unit.MB : Unit.GB;
        long size = kernel * span / unit.factor();
        q.ask(
                "{0}. A kernel keeps all addresses from {1} to the top. How many of the {2} entries of the root table are"
                        + " the kernel's, and how many {3} of addresses are they for?",
                "{0}。某个内核占用从 {1} 直到最高处的所有地址。根页表的 {2} 项中有多少项属于内核？它们对应多少 {3} 的地址空间？",
                Shapes.name(geometry),
                Shapes.address(geometry, start),
                entries,
                unit.text());
        q.part(say("entries", "项数"), QuizAnswer.number(kernel));
        q.part(say("size", "大小"), QuizAnswer.number(size, unit));
        q.because(
                "One entry of the root is for {0} {1}: the span of one table of the level below.",
                "根页表的一项对应 {0} {1}：即下一级一张页表覆盖的范围。", span / unit.factor(), unit.text());
        q.because(
                "The first address of the kernel selects entry {0}; {0} to {1} are {2} entries, {3} {4}.",
                "内核的第一个地址选中第 {0} 项；从 {0} 到 {1} 共 {2} 项，即 {3} {4}。",
                table.index(geometry.levels(), start),
                entries - 1,
                kernel,
                size,
                unit.text());
        return true;
    }
}

package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.machine.Pte;
import mm.pagetable.Geometry;
import mm.pagetable.PageTable;
import mm.vma.MapFlag;
import mm.vma.Prot;

/** How many tables a layout needs, and which of them go again. */
final class Tables {
    private static final int PAGE_KB = 4;

    private Tables() {}

    static List<Kind> kinds() {
        return List.of(
                kind("flat-table", "the size of a flat table", "单级（平坦）页表的大小", Tables::flat),
                kind("table-count", "tables for a layout", "一种布局需要多少页表", Tables::count),
                kind("freed-tables", "which tables munmap frees", "munmap 释放哪些页表", Tables::freed));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.TABLES, say(en, zh), maker);
    }

    private static boolean flat(Draft q) {
        int levels = q.level() == 1 ? 2 : q.dice().from(2, q.level() + 1);
        List<Integer> bits = new ArrayList<>();
        int each = q.level() == 1 ? 10 : 9;
        for (int i = 0; i < levels; i++) {
            bits.add(each);
        }
        Geometry geometry =
                new Geometry("flat", q.level() == 1 ? 4 : 8, bits, q.level() == 1 ? 0xc000_0000L : -1L << 55, 40);
        PageTable table = Addresses.table(q, geometry);
        int processes = q.dice().from(2, 60);
        long bytes = table.flatEntries() * geometry.entryBytes();
        Unit unit = bytes >= 1L << 30 ? Unit.GB : bytes >= 1 << 20 ? Unit.MB : Unit.KB;
        q.ask(
                "Virtual addresses have {0} bits, pages 4096 bytes, an entry {1} bytes. Each process has one flat array"
                        + " with an entry for every page. How many entries has one array, and how many {3} do the arrays"
                        + " of {2} processes take?",
                "虚拟地址 {0} 位，页大小 4096 字节，每个页表项 {1} 字节。每个进程都有一个平坦的数组，每一页对应一项。一个数组有多少项？{2} 个进程的数组一共占多少" + " {3}？",
                geometry.addressBits(),
                geometry.entryBytes(),
                processes,
                unit.text());
        q.part(say("entries", "项数"), QuizAnswer.number(table.flatEntries()));
        q.part(say("size", "大小"), QuizAnswer.number(processes * bytes / unit.factor(), unit));
        q.because(
                "{0} bits less the {1} of the offset number the pages: 2^{2} = {3} entries.",
                "{0} 位减去页内偏移的 {1} 位就是页号的位数：2^{2} = {3} 项。",
                geometry.addressBits(),
                Geometry.PAGE_SHIFT,
                geometry.addressBits() - Geometry.PAGE_SHIFT,
                table.flatEntries());
        q.because(
                "{0} entries of {1} bytes are {2} {3}; {4} processes pay {5} {3}, whatever they use.",
                "{0} 项，每项 {1} 字节，即 {2} {3}；{4} 个进程共付出 {5} {3}，无论它们实际用了多少。",
                table.flatEntries(),
                geometry.entryBytes(),
                bytes / unit.factor(),
                unit.text(),
                processes,
                processes * bytes / unit.factor());
        return true;
    }

    private static boolean count(Draft q) {
        Geometry geometry = q.level() == 1 ? Geometry.X86_32 : q.level() == 2 ? Geometry.X86_64 : Geometry.X86_64_LA57;
        PageTable table = Addresses.table(q, geometry);
        List<String> ranges = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        long next = (q.dice().next() & 0xfffL) << Geometry.PAGE_SHIFT;
        for (int i = 0; i < q.byLevel(3, 4, 5); i++) {
            // jumps of a few pages, of some tables of level 1, of level 2, of level 3
            int jump = q.dice().below(Math.min(4, geometry.levels()));
            next += (long) q.dice().from(1, 40)
                    << (Geometry.PAGE_SHIFT + jump * geometry.levelBits().get(0));
            int pages = q.dice().oneIn(3) ? q.dice().from(100, 700) : q.dice().from(1, 6);
            long end = next + (long) pages * Geometry.PAGE_SIZE;
            long[] before = counts(table);
            for (long page = next; page != end; page += Geometry.PAGE_SIZE) {
                if (table.isKernel(page) || !table.map(page, Pte.of(1, Pte.PRESENT | Pte.USER))) {
                    return false;
                }
            }
            ranges.add(Hexes.hex(next) + "-" + Hexes.hex(end) + "  " + pages);
            steps.add(Hexes.left(Hexes.hex(next) + "-" + Hexes.hex(end), 30) + added(geometry, before, counts(table)));
            next = end;
        }
        q.ask(
                "{0} ({1}). Every page of these ranges is mapped (start, end exclusive, pages), nothing else. How many"
                        + " tables of each level does the process have, and how many kB are they with the root?",
                "{0}（{1}）。下列范围（起始、不含的结束地址、页数）的每一页都已映射，除此之外没有别的映射。该进程的每一级各有多少张页表？连同根页表一共多少 kB？",
                Shapes.name(geometry),
                Shapes.cut(geometry));
        q.askCode(ranges);
        long all = 0;
        for (int level = 1; level <= geometry.levels(); level++) {
            all += table.tableCount(level);
            if (level < Math.min(4, geometry.levels())) {
                q.part(Shapes.label(geometry, level), QuizAnswer.number(table.tableCount(level)));
            }
        }
        q.part(say("all tables", "全部页表"), QuizAnswer.number(all * PAGE_KB, Unit.KB));
        q.because(
                "A table of level PTE spans {0} kB{1}. A range needs a table for every such piece that it touches and"
                        + " that no earlier range has touched:",
                "一张 PTE 级页表覆盖 {0} kB{1}。每个范围只要碰到这样的一块，而之前的范围没有碰到过，就需要一张新表：",
                table.span(1) >> 10,
                geometry.levels() == 2
                        ? say("", "")
                        : say(", one of level PMD {0} MB", "，一张 PMD 级页表覆盖 {0} MB", table.span(2) >> 20));
        q.becauseCode(steps);
        q.because(
                "With the root that makes {0} tables of 4 kB: {1} kB.",
                "加上根页表共 {0} 张，每张 4 kB：{1} kB。", all, all * PAGE_KB);
        return true;
    }

    private static long[] counts(PageTable table) {
        long[] counts = new long[table.geometry().levels() + 1];
        for (int level = 1; level < counts.length; level++) {
            counts[level] = table.tableCount(level);
        }
        return counts;
    }

    private static String added(Geometry geometry, long[] before, long[] after) {
        StringBuilder text = new StringBuilder();
        for (int level = 1; level < geometry.levels(); level++) {
            text.append("  ").append(Shapes.level(geometry, level)).append(" +").append(after[level] - before[level]);
        }
        return text.toString();
    }

    private static boolean freed(Draft q) {
        Process process = new Process(q.parts());
        List<String> lines = new ArrayList<>();
        List<long[]> areas = new ArrayList<>();
        long next = 0x4000_0000L + ((long) q.dice().below(1024) << 21);
        for (int i = 0; i < q.byLevel(3, 3, 4); i++) {
            long length = (q.dice().oneIn(3) ? q.dice().from(1, 40) : q.dice().from(400, 2600)) * 4096L;
            process.map(next, length, Prot.READ | Prot.WRITE, MapFlag.FIXED);
            boolean touched = q.level() == 1 || !q.dice().oneIn(4);
            lines.add("mmap " + Hexes.hex(next) + " " + Hexes.hex(length) + " rw- fixed");
            for (int touch = q.dice().from(2, 4); touched && touch > 0; touch--) {
                long at = next + q.dice().below((int) (length >> 12)) * 4096L;
                process.access(at, true);
                lines.add("write " + Hexes.hex(at));
            }
            areas.add(new long[] {next, length});
            next += length
                    + (q.dice().oneIn(2)
                            ? q.dice().from(1, 300) * 4096L
                            : q.dice().from(1, 4) * (1L << 21));
        }
        long[] gone = q.dice().of(areas);
        long cut = q.level() == 3 && q.dice().oneIn(2) ? (gone[1] >> 13 << 12) : 0;
        long start = gone[0] + cut;
        long length = gone[1] - cut;
        long[] before = counts(process.mm().pageTable());
        process.mm().munmap(start, length);
        long[] after = counts(process.mm().pageTable());
        String call = "munmap " + Hexes.hex(start) + " " + Hexes.hex(length);
        q.ask(
                "x86-64 with 4 levels. A process has only these mappings (address, length) besides its program and"
                        + " stack, and touched only these addresses. Then it calls `{0}`. How many page tables does that"
                        + " free, of all levels together?",
                "x86-64，4 级页表。除程序和栈之外，一个进程只有下面这些映射（地址、长度），并且只访问过这些地址。然后它调用 `{0}`。这会释放多少张页表（各级合计）？", call);
        q.askCode(lines);
        long freed = 0;
        for (int level = 1; level < before.length; level++) {
            freed += before[level] - after[level];
        }
        q.answer(QuizAnswer.number(freed));
        q.because(
                "A table goes if what it spans overlaps the removed range and no remaining mapping lies in it, touched"
                        + " or not. A table of level PTE spans 2 MB:",
                "如果一张页表覆盖的范围与被移除的区间重叠，而且其中不再有任何映射（无论是否访问过），它就被释放。一张 PTE 级页表覆盖 2 MB：");
        List<String> spans = new ArrayList<>();
        for (long span = start >> 21 << 21; span < start + length; span += 1L << 21) {
            long from = span;
            boolean kept = process.mm().maps().stream().anyMatch(m -> m.start() < from + (1L << 21) && m.end() > from);
            spans.add(Hexes.hex(span) + "-" + Hexes.hex(span + (1L << 21))
                    + (kept ? "  still in use" : "  no mapping left"));
        }
        q.becauseCode(spans);
        q.because(
                "Only tables that exist can go. PTE: {0} before, {1} after; PMD: {2} and {3}; PUD: {4} and {5}.",
                "只有存在的页表才能被释放。PTE：之前 {0}，之后 {1}；PMD：{2} 和 {3}；PUD：{4} 和 {5}。",
                before[1],
                after[1],
                before[2],
                after[2],
                before[3],
                after[3]);
        return freed > 0 || q.dice().oneIn(3);
    }
}

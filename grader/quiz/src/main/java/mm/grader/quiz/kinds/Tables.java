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
                kind("flat-table", Tables::flat),
                kind("table-count", Tables::count),
                kind("freed-tables", Tables::freed));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.TABLES, maker);
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
                "tables.virtual-addresses-have-bits",
                geometry.addressBits(),
                geometry.entryBytes(),
                processes,
                unit.text());
        q.part(say("tables.entries"), QuizAnswer.number(table.flatEntries()));
        q.part(say("tables.size"), QuizAnswer.number(processes * bytes / unit.factor(), unit));
        q.because(
                "tables.bits-less-the-of-the-offset",
                geometry.addressBits(),
                Geometry.PAGE_SHIFT,
                geometry.addressBits() - Geometry.PAGE_SHIFT,
                table.flatEntries());
        q.because(
                "tables.entries-of-bytes-are",
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
        q.ask("tables.every-page-of-these-ranges-is", Shapes.name(geometry), Shapes.cut(geometry));
        q.askCode(ranges);
        long all = 0;
        for (int level = 1; level <= geometry.levels(); level++) {
            all += table.tableCount(level);
            if (level < Math.min(4, geometry.levels())) {
                q.part(Shapes.label(geometry, level), QuizAnswer.number(table.tableCount(level)));
            }
        }
        q.part(say("tables.all-tables"), QuizAnswer.number(all * PAGE_KB, Unit.KB));
        q.because(
                "tables.a-table-of-level-pte-spans-kb",
                table.span(1) >> 10,
                geometry.levels() == 2 ? Text.NONE : say("tables.one-of-level-pmd-mb", table.span(2) >> 20));
        q.becauseCode(steps);
        q.because("tables.with-the-root-that-makes", all, all * PAGE_KB);
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
        q.ask("tables.x86-64-with-4-levels-a", call);
        q.askCode(lines);
        long freed = 0;
        for (int level = 1; level < before.length; level++) {
            freed += before[level] - after[level];
        }
        q.answer(QuizAnswer.number(freed));
        q.because("tables.a-table-goes-if-what-it-spans");
        List<String> spans = new ArrayList<>();
        for (long span = start >> 21 << 21; span < start + length; span += 1L << 21) {
            long from = span;
            boolean kept = process.mm().maps().stream().anyMatch(m -> m.start() < from + (1L << 21) && m.end() > from);
            spans.add(Hexes.hex(span) + "-" + Hexes.hex(span + (1L << 21))
                    + (kept ? "  still in use" : "  no mapping left"));
        }
        q.becauseCode(spans);
        q.because(
                "tables.only-tables-that-exist-can-go", before[1], after[1], before[2], after[2], before[3], after[3]);
        return freed > 0 || q.dice().oneIn(3);
    }
}

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
                kind("walk", "walk the tables to the physical address", "遍历页表，求物理地址", Walks::address),
                kind("walk-fault", "walk the tables to the fault", "遍历页表，求缺页错误码", Walks::fault),
                kind("accessed-dirty", "accessed and dirty bits", "访问位与脏位", Walks::bits));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.TABLES, say(en, zh), maker);
    }

    private static Text access(int access) {
        String who = (access & PageFault.USER) != 0 ? "a program" : "the kernel";
        String whoZh = (access & PageFault.USER) != 0 ? "用户程序" : "内核";
        if ((access & PageFault.INSTRUCTION) != 0) {
            return say(who + " fetches an instruction from", whoZh + "从该地址取指令");
        }
        return (access & PageFault.WRITE) != 0
                ? say(who + " writes to", whoZh + "写该地址")
                : say(who + " reads from", whoZh + "读该地址");
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
                "{0} ({1}), entries of {2} bytes. CR3 points to frame {3}. These are all entries of the tables that are"
                        + " not 0. Which physical address has virtual address {4}?",
                "{0}（{1}），每项 {2} 字节。CR3 指向页框 {3}。下面是各张页表中所有不为 0 的项。虚拟地址 {4} 的物理地址是多少？",
                Shapes.name(geometry),
                Shapes.cut(geometry),
                geometry.entryBytes(),
                Hexes.hex(dump.table().root()),
                Shapes.address(geometry, virtual));
        q.askCode(lines).answer(new QuizAnswer.Hex(physical));
        q.because("The address selects these entries:", "该地址选中的各项是：");
        q.becauseCode(Shapes.pieces(dump.table(), virtual));
        q.because(
                "The walk, from CR3 down; bits 51 to 12 of an entry are the next frame:",
                "从 CR3 向下遍历；页表项的第 51 到 12 位是下一个页框号：");
        q.becauseCode(dump.walk(virtual));
        q.because(
                "Frame {0} and the offset {1}: {2}.",
                "页框 {0} 加偏移 {1}：{2}。",
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
                "{0} ({1}). CR3 points to frame {2}. These are all entries of the tables that are not 0. Of an entry,"
                        + " bit 0 is PRESENT, 1 WRITE, 2 USER, 5 ACCESSED, 6 DIRTY, 63 NX; bits {3} to 51 are reserved."
                        + " Now {4} {5}. Which error code does the page fault have, as a number?",
                "{0}（{1}）。CR3 指向页框 {2}。下面是各张页表中所有不为 0 的项。页表项中第 0 位是 PRESENT，1 是 WRITE，2 是 USER，5 是 ACCESSED，6 是"
                        + " DIRTY，63 是 NX；第 {3} 到 51 位保留。现在{4}：{5}。缺页异常的错误码是多少（写成数字）？",
                Shapes.name(geometry),
                Shapes.cut(geometry),
                Hexes.hex(dump.table().root()),
                geometry.physicalBits(),
                access(access),
                Shapes.address(geometry, virtual));
        q.askCode(lines).answer(QuizAnswer.number(code));
        q.because("The entries of the walk:", "遍历用到的各项：");
        q.becauseCode(walk);
        q.because(reason(code).en(), reason(code).zh());
        q.because(
                "The access gives W/R = {0}, U/S = {1}, I/D = {2}; with P = {3} and RSVD = {4} the code is {5}.",
                "访问本身给出 W/R = {0}，U/S = {1}，I/D = {2}；再加上 P = {3} 和 RSVD = {4}，错误码是 {5}。",
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
            return say(
                    "An entry that is present has a reserved bit set: P and RSVD are set.",
                    "某个存在的项设置了保留位：P 和 RSVD 置位。");
        }
        if ((code & PageFault.PRESENT) == 0) {
            return say(
                    "An entry on the way is not present: P is 0, whatever the rights above it are.",
                    "途中有一项不存在：P 为 0，无论上级的权限如何。");
        }
        return say(
                "All entries are present, but a right is missing: writing needs WRITE and a program needs USER on every"
                        + " level, and NX on one level forbids fetching. P is set.",
                "所有项都存在，但缺少权限：写操作要求每一级都有 WRITE，用户程序要求每一级都有 USER，任何一级有 NX 就不能取指令。P 置位。");
    }

    private static boolean bits(Draft q) {
        AccessedBits run = new AccessedBits(q);
        List<String> words = run.play();
        if (words.stream().distinct().count() < 2) {
            return false;
        }
        q.ask(
                q.level() == 3
                        ? "A process has {0} pages, mapped like this. All of them were written to and are in the TLB, which"
                                + " has room enough. The kernel clears ACCESSED in all entries without telling the TLB;"
                                + " later it does tell it, where the list says so. What of ACCESSED and DIRTY do the"
                                + " entries have at the end? Answer with AD, A, D or none for each page, in their order."
                        : "A process has {0} pages, mapped like this. The kernel has just cleared ACCESSED and DIRTY in all"
                                + " entries, and told the TLB. Then the program makes these accesses. Which of the bits"
                                + " do the entries have at the end? Answer with AD, A, D or none for each page, in their"
                                + " order.",
                q.level() == 3
                        ? "一个进程有 {0} 页，映射如下。所有页都被写过，并且都在 TLB 中（TLB 足够大）。内核清除了所有项的 ACCESSED 位，但没有通知 TLB；之后在列表所示的位置才通知。最后各项的"
                                + " ACCESSED 和 DIRTY 位如何？按页的顺序，对每一页回答 AD、A、D 或 none。"
                        : "一个进程有 {0} 页，映射如下。内核刚刚清除了所有项的 ACCESSED 和 DIRTY 位，并通知了 TLB。随后程序进行下面的访问。最后各项有哪些位？按页的顺序，对每一页回答"
                                + " AD、A、D 或 none。",
                run.pageCount());
        q.askCode(run.question()).answer(QuizAnswer.words(words.toArray()));
        q.because(
                "A walk that succeeds sets ACCESSED, and DIRTY if it is a write; a fault sets nothing; an access that the"
                        + " TLB answers does not look at the entry, unless it is a write and the entry was not dirty.",
                "成功的遍历会设置 ACCESSED，如果是写则还设置 DIRTY；出错的访问什么都不设置；由 TLB 直接回答的访问不会查看页表项，除非是写而该项还不脏。");
        q.becauseCode(run.steps());
        return true;
    }
}

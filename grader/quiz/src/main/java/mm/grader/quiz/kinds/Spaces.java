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
                kind("maps-lines", "the map after some calls", "一系列调用之后的映射", q -> maps(q, false)),
                kind("maps-count", "how many mappings are left", "还剩多少个映射", q -> maps(q, true)),
                kind("next-mmap", "where the next mapping goes", "下一个映射放在哪里", Spaces::next));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.SPACES, say(en, zh), maker);
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
                count
                        ? "Nothing is mapped from {0} to {1}. A process makes these calls (address, length, rights), all of"
                                + " private anonymous memory, and all succeed. How many lines does /proc/PID/maps have"
                                + " for this range then?"
                        : "Nothing is mapped from {0} to {1}. A process makes these calls (address, length, rights), all of"
                                + " private anonymous memory, and all succeed. Which lines does /proc/PID/maps have for this"
                                + " range then? From the lowest address, each like 10000000-10001000 rw-p; separate lines"
                                + " by commas.",
                count
                        ? "从 {0} 到 {1} 没有任何映射。一个进程进行下列调用（地址、长度、权限），都是私有匿名内存，并且全部成功。之后 /proc/PID/maps 在该范围内有多少行？"
                        : "从 {0} 到 {1} 没有任何映射。一个进程进行下列调用（地址、长度、权限），都是私有匿名内存，并且全部成功。之后 /proc/PID/maps 在该范围内有哪些行？从最低地址开始，每行形如"
                                + " 10000000-10001000 rw-p；各行之间用逗号分隔。",
                Hexes.hex(BASE),
                Hexes.hex(BASE + PAGES * 4096L));
        q.askCode(calls);
        q.answer(
                count
                        ? QuizAnswer.number(lines.size())
                        : QuizAnswer.words((Object[]) String.join(" ", lines).split(" ")));
        q.because(
                "Call by call: a fixed mmap replaces what was there, munmap and mprotect split mappings at the ends of their"
                        + " range, and neighbours with the same rights become one.",
                "逐个调用来看：带 fixed 的 mmap 会替换原有的映射；munmap 和 mprotect 在区间两端拆分映射；权限相同的相邻映射合并为一个。");
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
            q.ask(
                    "These are the mappings of a process below {0}, where the search for room begins and goes down. Now it"
                            + " calls `mmap 0 {1} r--`. Which address does it get?",
                    "这是一个进程在 {0} 以下的映射；寻找空闲区间从那里开始向下进行。现在它调用 `mmap 0 {1} r--`。得到的地址是多少？",
                    Hexes.hex(MemoryDescriptor.MMAP_BASE),
                    Hexes.hex(wanted));
            q.askPicture(Drawings.space(q, before), say("mappings, the highest on top", "映射，最高的在最上面"), before);
            q.answer(new QuizAnswer.Hex(address));
            explain(q, process, wanted, address, before);
            return before.size() > 1;
        }
        q.ask(
                "The search for room begins at {0} and goes down; nothing was mapped below it. A process has made these"
                        + " calls (address, length, rights -> result). Now it calls `mmap 0 {1} r--`. Which address does it"
                        + " get?",
                "寻找空闲区间从 {0} 开始向下进行；起初它下面没有任何映射。一个进程进行了下列调用（地址、长度、权限 -> 结果）。现在它调用 `mmap 0 {1} r--`。得到的地址是多少？",
                Hexes.hex(MemoryDescriptor.MMAP_BASE),
                Hexes.hex(wanted));
        q.askCode(calls).answer(new QuizAnswer.Hex(address));
        explain(q, process, wanted, address, before);
        return before.size() > 1;
    }

    private static void explain(Draft q, Process process, long wanted, long address, List<String> before) {
        q.because(
                "The length is rounded up to whole pages: {0}. Mapped from the top down is this:",
                "长度向上取整到整页：{0}。已有的映射从低到高是：", Hexes.hex(Process.pageAlign(wanted)));
        q.becauseCode(before);
        boolean hole = process.mm().maps().stream().anyMatch(m -> m.start() < address && below(m));
        q.because(
                hole
                        ? "There is a hole that is large enough; of such holes the highest is used, at its upper end: {0} to"
                                + " {1}."
                        : "No hole in between is large enough, so it goes below the lowest mapping: {0} to {1}.",
                hole ? "有一个足够大的空洞；使用其中最高的一个，并且靠它的上端：{0} 到 {1}。" : "中间没有足够大的空洞，所以放在最低的映射之下：{0} 到 {1}。",
                Hexes.hex(address),
                Hexes.hex(address + Process.pageAlign(wanted)));
    }

    private static boolean below(Mapping mapping) {
        return mapping.start() > MemoryDescriptor.MMAP_BASE - (1L << 21);
    }
}

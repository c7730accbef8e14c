package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.vma.Limit;
import mm.vma.MapFlag;
import mm.vma.Prot;

/** What single calls answer: errors, the break, the stack. */
final class SystemCalls {
    private static final List<String> RESULTS = List.of("success", "EINVAL", "ENOMEM", "EEXIST", "EPERM");
    private static final long BASE = 0x1000_0000L;
    private static final long STACK_KB = (Process.STACK_END - Process.STACK_START) >> 10;

    private SystemCalls() {}

    static List<Kind> kinds() {
        return List.of(
                kind("call-error", "which call fails, and how", "哪个调用失败，返回什么错误", SystemCalls::error),
                kind("brk", "the end of the heap", "堆的末尾", SystemCalls::brk),
                kind("stack-growth", "how the stack grows", "栈如何增长", SystemCalls::stack));
    }

    private static Kind kind(String name, String en, String zh, Kind.Maker maker) {
        return new Kind(name, Topic.SPACES, say(en, zh), maker);
    }

    private static String candidate(Draft q) {
        String call = Spaces.call(q, BASE, 16);
        return switch (q.dice().below(8)) {
            case 0 -> call.replaceFirst("000 ", q.dice().of("800 ", "010 ", "001 "));
            case 1 -> call.replaceFirst(" 0x[0-9a-f]+000( |$)", " 0x0$1");
            case 2 -> "mmap " + Hexes.hex(q.dice().from(0, 20) * 4096L) + " 0x1000 rw- fixed";
            case 3 -> call.endsWith(" fixed") ? call.replace(" fixed", " fixed_noreplace") : call;
            case 4 -> "mmap 0 0x800000000000 rw-";
            case 5 -> "mmap " + Hexes.hex(0x7fff_ffff_e000L - q.dice().below(3) * 4096L) + " 0x4000 r-- fixed";
            case 6 -> "mprotect " + Hexes.hex(BASE + q.dice().below(16) * 4096L) + " 0x3000 r--";
            default -> call;
        };
    }

    private static boolean error(Draft q) {
        Process process = new Process(q.parts());
        String wanted = q.dice().of(RESULTS);
        List<String> calls = new ArrayList<>();
        for (int i = 0; i < q.byLevel(1, 2, 3); i++) {
            String call = "mmap " + Hexes.hex(BASE + q.dice().below(10) * 4096L) + " "
                    + Hexes.hex(q.dice().from(2, 6) * 4096L) + " " + q.dice().of("rw-", "r--") + " fixed";
            process.call(call);
            calls.add(call + " -> " + call.split(" ")[1]);
        }
        List<String> before = process.maps(BASE, BASE + 16 * 4096L);
        String last = candidate(q);
        long result = process.call(last);
        String answer = Errno.isError(result) ? Errno.of(result).name() : "success";
        if (!answer.equals(wanted)) {
            return false;
        }
        q.ask(
                "A process has made these calls (address, length, rights); `fixed` is MAP_FIXED, `fixed_noreplace` is"
                        + " MAP_FIXED_NOREPLACE. Nothing else is mapped near these addresses. User addresses end at {0},"
                        + " and mappings below {1} are not allowed. What does `{2}` return?",
                "一个进程进行了下列调用（地址、长度、权限）；`fixed` 即 MAP_FIXED，`fixed_noreplace` 即 MAP_FIXED_NOREPLACE。这些地址附近没有其他映射。用户地址在"
                        + " {0} 结束，{1} 以下不允许映射。`{2}` 返回什么？",
                Hexes.hex(mm.vma.MemoryDescriptor.TASK_SIZE),
                Hexes.hex(mm.vma.MemoryDescriptor.MMAP_MIN_ADDRESS),
                last);
        q.askCode(calls);
        q.chooseInOrder(
                RESULTS.indexOf(answer),
                say("it succeeds", "成功"),
                same("EINVAL"),
                same("ENOMEM"),
                same("EEXIST"),
                same("EPERM"));
        q.because("Mapped before the call:", "调用之前的映射：").becauseCode(before);
        because(q, last.split(" ")[0], answer);
        return true;
    }

    private static void because(Draft q, String call, String answer) {
        switch (answer) {
            case "EINVAL" ->
                q.because(
                        "The address is not on a page border, or the length is 0: EINVAL.", "地址没有按页对齐，或者长度为 0：EINVAL。");
            case "EEXIST" ->
                q.because(
                        "With fixed_noreplace anything that is mapped in the range is in the way: EEXIST.",
                        "使用 fixed_noreplace 时，区间内只要有任何映射就会冲突：EEXIST。");
            case "EPERM" ->
                q.because(
                        "A fixed address below the lowest one that is allowed: EPERM, so that a null pointer always faults.",
                        "固定地址低于允许的最低地址：EPERM，这样空指针访问总会出错。");
            case "ENOMEM" ->
                q.because(
                        call.equals("mprotect")
                                ? "There is a hole in the range: ENOMEM. What lies before the hole is changed all the same."
                                : "The range does not fit into the user's addresses: ENOMEM.",
                        call.equals("mprotect") ? "区间内有空洞：ENOMEM。空洞之前的部分仍然会被修改。" : "区间超出了用户地址范围：ENOMEM。");
            default ->
                q.because(
                        call.equals("munmap")
                                ? "munmap of a range with holes, or of nothing at all, succeeds."
                                : call.equals("mprotect")
                                        ? "The whole range is mapped (or its length is 0): it succeeds."
                                        : "The range is free, or fixed replaces what is there: it succeeds.",
                        call.equals("munmap")
                                ? "对有空洞的区间、甚至没有任何映射的区间调用 munmap 都会成功。"
                                : call.equals("mprotect") ? "整个区间都已映射（或长度为 0）：成功。" : "区间空闲，或者 fixed 替换了原有映射：成功。");
        }
    }

    private static boolean brk(Draft q) {
        Process process = new Process(q.parts());
        List<String> calls = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        long wall = 0;
        if (q.level() == 3) {
            wall = Process.HEAP + q.dice().from(6, 20) * 4096L;
            process.map(wall, 4096, Prot.READ, MapFlag.FIXED);
            calls.add("mmap " + Hexes.hex(wall) + " 0x1000 r-- fixed");
        }
        for (int i = 0; i < q.byLevel(3, 4, 5); i++) {
            int by = q.dice().from(1, 30_000) * (i > 0 && q.dice().oneIn(3) ? -1 : 1);
            long end = process.call("brk " + by);
            calls.add("brk " + (by > 0 ? "+" : "") + by);
            steps.add(Hexes.left("brk " + (by > 0 ? "+" : "") + by, 14) + " -> " + Hexes.hex(end));
        }
        long end = process.mm().brk(0);
        long pages = process.mm().maps().stream()
                .filter(mapping -> mapping.name().equals("[heap]"))
                .mapToLong(mapping -> (mapping.end() - mapping.start()) >> 12)
                .sum();
        q.ask(
                "The heap of a process begins at {0}, and the break is at {1}. It makes these calls; `brk +N` moves the break up by N"
                        + " bytes, `brk -N` down. Where is the break at the end, and how many pages does the mapping"
                        + " [heap] have then?",
                "一个进程的堆从 {0} 开始，break 在 {1}。它进行下列调用；`brk +N` 把 break 上移 N 字节，`brk -N` 下移。最后 break 在哪里？此时 [heap] 映射有多少页？",
                Hexes.hex(Process.HEAP),
                Hexes.hex(Process.BREAK));
        q.askCode(calls);
        q.part(say("break", "break"), new QuizAnswer.Hex(end));
        q.part(say("pages", "页数"), QuizAnswer.number(pages, Unit.PAGES));
        q.because("After each call:", "每次调用之后：").becauseCode(steps);
        if (q.level() == 3) {
            q.because(
                    "A call that would bring the heap within a page of the mapping at {0}, or below its start, changes"
                            + " nothing: brk then returns the old break.",
                    "如果调用会使堆离 {0} 处的映射不足一页，或低于堆的起点，则什么都不改变：brk 返回原来的 break。", Hexes.hex(wall));
        } else {
            q.because("A call that would go below the start changes nothing.", "如果调用会低于堆的起点，则什么都不改变。");
        }
        q.because(
                "The break is a byte, mappings are pages: {0} rounded up is {1}, {2} pages from the start.",
                "break 精确到字节，映射以页为单位：{0} 向上取整为 {1}，从起点算起共 {2} 页。",
                Hexes.hex(end),
                Hexes.hex(Process.pageAlign(end)),
                pages);
        return pages > 0;
    }

    private static boolean stack(Draft q) {
        Process process = new Process(q.parts());
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        if (q.level() == 2) {
            long limit = q.dice().of(256, 512, 1024, 2048) * 1024L;
            process.mm().setLimit(Limit.STACK, limit);
            lines.add("setrlimit stack " + (limit >> 10) + " kB");
        }
        if (q.level() == 3) {
            long wall = Process.STACK_START - q.dice().from(300, 900) * 4096L;
            process.map(wall, 4096, Prot.READ, MapFlag.FIXED);
            lines.add("mmap " + Hexes.hex(wall) + " 0x1000 r-- fixed");
        }
        for (int i = 0; i < q.byLevel(2, 3, 4); i++) {
            long address = Process.STACK_START
                    - q.dice().from(1, q.byLevel(300, 700, 900)) * 4096L
                    + q.dice().below(4096);
            boolean write = q.dice().oneIn(2);
            Machine.Outcome outcome = process.access(address, write);
            String line = (write ? "write " : "read ") + Hexes.hex(address);
            lines.add(line);
            steps.add(
                    line + "  " + outcome + "  VmStk " + process.mm().counters().vmStk() + " kB");
        }
        long size = process.mm().counters().vmStk();
        q.ask(
                "A process's stack is mapped from {0} to {1} ({2} kB). Then this happens, in this order; a read or write"
                        + " that gets SIGSEGV is caught by a handler, and the process goes on. How large is the stack"
                        + " (VmStk) at the end?",
                "一个进程的栈映射在 {0} 到 {1}（{2} kB）。随后依次发生下面的事情；如果某次读写收到 SIGSEGV，由信号处理函数捕获，进程继续运行。最后栈（VmStk）有多大？",
                Hexes.hex(Process.STACK_START),
                Hexes.hex(Process.STACK_END),
                STACK_KB);
        q.askCode(lines).answer(QuizAnswer.number(size, Unit.KB));
        q.because(
                "An access below the stack grows it down to the page of that access, for reads as for writes; an access to"
                        + " what is mapped changes nothing.",
                "访问栈以下的地址会使栈向下增长到该页，读写都一样；访问已映射的部分不改变大小。");
        if (q.level() == 2) {
            q.because("It does not grow beyond the limit on the stack.", "栈不会超过栈的资源限制。");
        } else if (q.level() == 3) {
            q.because(
                    "It does not grow nearer than {0} pages to an accessible mapping below it.",
                    "栈与它下面可访问的映射之间至少保留 {0} 页。", mm.vma.MemoryDescriptor.STACK_GUARD_PAGES);
        }
        q.becauseCode(steps);
        return size > STACK_KB;
    }
}

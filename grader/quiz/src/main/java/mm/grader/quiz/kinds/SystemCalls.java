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
                kind("call-error", SystemCalls::error),
                kind("brk", SystemCalls::brk),
                kind("stack-growth", SystemCalls::stack));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.SPACES, maker);
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
                "system-calls.a-process-has-made-these",
                Hexes.hex(mm.vma.MemoryDescriptor.TASK_SIZE),
                Hexes.hex(mm.vma.MemoryDescriptor.MMAP_MIN_ADDRESS),
                last);
        q.askCode(calls);
        q.chooseInOrder(
                RESULTS.indexOf(answer),
                say("system-calls.it-succeeds"),
                same("EINVAL"),
                same("ENOMEM"),
                same("EEXIST"),
                same("EPERM"));
        q.because("system-calls.mapped-before-the-call").becauseCode(before);
        because(q, last.split(" ")[0], answer);
        return true;
    }

    private static void because(Draft q, String call, String answer) {
        switch (answer) {
            case "EINVAL" -> q.because("system-calls.the-address-is-not-on-a-page");
            case "EEXIST" -> q.because("system-calls.with-fixed-noreplace-anything");
            case "EPERM" -> q.because("system-calls.a-fixed-address-below-the");
            case "ENOMEM" ->
                q.because(
                        call.equals("mprotect")
                                ? "system-calls.there-is-a-hole-in-the-range"
                                : "system-calls.the-range-does-not-fit-into");
            default ->
                q.because(
                        call.equals("munmap")
                                ? "system-calls.munmap-of-a-range-with-holes"
                                : call.equals("mprotect")
                                        ? "system-calls.the-whole-range-is-mapped-or"
                                        : "system-calls.the-range-is-free-or-fixed");
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
        q.ask("system-calls.the-heap-of-a-process-begins", Hexes.hex(Process.HEAP), Hexes.hex(Process.BREAK));
        q.askCode(calls);
        q.part(say("system-calls.break"), new QuizAnswer.Hex(end));
        q.part(say("system-calls.pages"), QuizAnswer.number(pages, Unit.PAGES));
        q.because("system-calls.after-each-call").becauseCode(steps);
        if (q.level() == 3) {
            q.because("system-calls.a-call-that-would-bring-the", Hexes.hex(wall));
        } else {
            q.because("system-calls.a-call-that-would-go-below");
        }
        q.because(
                "system-calls.the-break-is-a-byte-mappings", Hexes.hex(end), Hexes.hex(Process.pageAlign(end)), pages);
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
                "system-calls.a-process-s-stack-is-mapped",
                Hexes.hex(Process.STACK_START),
                Hexes.hex(Process.STACK_END),
                STACK_KB);
        q.askCode(lines).answer(QuizAnswer.number(size, Unit.KB));
        q.because("system-calls.an-access-below-the-stack");
        if (q.level() == 2) {
            q.because("system-calls.it-does-not-grow-beyond-the");
        } else if (q.level() == 3) {
            q.because("system-calls.it-does-not-grow-nearer-than", mm.vma.MemoryDescriptor.STACK_GUARD_PAGES);
        }
        q.becauseCode(steps);
        return size > STACK_KB;
    }
}

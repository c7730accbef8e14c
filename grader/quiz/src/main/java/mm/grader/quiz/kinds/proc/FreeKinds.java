package mm.grader.quiz.kinds.proc;

import static mm.grader.quiz.model.Text.same;
import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.grader.quiz.model.Unit;
import mm.machine.PhysicalMemory;
import mm.machine.ReclaimOptions;
import mm.machine.Watermarks;
import mm.procfs.FreeOptions;
import mm.procfs.ProcFs;
import mm.procfs.Procps;
import mm.procfs.SimulatedMachine;

/** The columns of free. */
public final class FreeKinds {
    private static final int RECORDINGS = 8;
    private static final int PAGE_KB = 4;

    private FreeKinds() {}

    /** Returns the kinds. */
    public static List<Kind> kinds() {
        return List.of(
                kind("free-columns", FreeKinds::columns),
                kind("free-human", FreeKinds::human),
                kind("mem-available", FreeKinds::available));
    }

    private static Kind kind(String name, Kind.Maker maker) {
        return new Kind(name, Topic.FREE_TOP, maker);
    }

    private static String line(String name, long kb) {
        return Hexes.left(name + ":", 16) + Hexes.right(kb, 9) + " kB";
    }

    private static List<String> made(Draft q) {
        long total = q.dice().from(2_000_000, 60_000_000);
        long free = total / q.dice().from(8, 40) + q.dice().below(1000);
        long cached = total / q.dice().from(3, 9) + q.dice().below(1000);
        long available = free + cached / 2 + q.dice().below((int) (cached / 4));
        long swap = q.dice().from(500_000, 8_000_000);
        return List.of(
                line("MemTotal", total),
                line("MemFree", free),
                line("MemAvailable", available),
                line("Buffers", q.dice().from(1000, 300_000)),
                line("Cached", cached),
                line("SwapTotal", swap),
                line("SwapFree", swap - q.dice().below((int) (swap / 2))),
                line("Shmem", q.dice().from(1000, (int) (cached / 3))),
                line("SReclaimable", q.dice().from(10_000, 400_000)));
    }

    /** Returns the lines of a recorded {@code /proc/meminfo} that free reads. */
    private static List<String> recorded(Draft q) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        for (String line : q.recording("procps-" + q.dice().from(1, RECORDINGS)).split("\n")) {
            inside = line.startsWith("=== ") ? line.equals("=== file meminfo") : inside;
            String name = line.split(":")[0];
            if (inside
                    && List.of(
                                    "MemTotal",
                                    "MemFree",
                                    "MemAvailable",
                                    "Buffers",
                                    "Cached",
                                    "SwapTotal",
                                    "SwapFree",
                                    "Shmem",
                                    "SReclaimable")
                            .contains(name)) {
                lines.add(line);
            }
        }
        return lines;
    }

    private static String[] screen(Draft q, List<String> meminfo, Procps procps, List<String> options, int line) {
        ProcFs proc = ProcFs.of(Map.of("meminfo", String.join("\n", meminfo) + "\n"));
        return q.parts()
                .freeView()
                .screen(proc, FreeOptions.parse(procps, options))
                .get(line)
                .trim()
                .split("\\s+");
    }

    private static boolean columns(Draft q) {
        List<String> meminfo = q.level() == 3 && q.dice().oneIn(2) ? recorded(q) : made(q);
        Procps procps = q.level() == 3 && q.dice().oneIn(2) ? Procps.V3 : Procps.V4;
        boolean mega = q.level() == 2;
        List<String> options = mega ? List.of("-m") : List.of();
        String[] mem = screen(q, meminfo, procps, options, 1);
        String[] swap = screen(q, meminfo, procps, options, 2);
        Unit unit = mega ? Unit.MB : Unit.KB;
        q.ask(
                "free-kinds.proc-meminfo-shows-this-what",
                mega ? " -m" : "",
                procps == Procps.V4 ? "4" : "3",
                unit.text());
        q.askCode(meminfo);
        q.part(say("free-kinds.mem-used"), QuizAnswer.number(Long.parseLong(mem[2]), unit));
        q.part(same("buff/cache"), QuizAnswer.number(Long.parseLong(mem[5]), unit));
        q.part(same("Swap used"), QuizAnswer.number(Long.parseLong(swap[2]), unit));
        q.because("free-kinds.buff-cache-buffers-cached");
        q.because(
                procps == Procps.V4
                        ? "free-kinds.used-memtotal-memavailable"
                        : "free-kinds.generation-3-used-memtotal");
        if (mega) {
            q.because("free-kinds.each-number-is-divided-by");
        }
        q.becauseCode(List.of(
                "Mem:  " + String.join(" ", List.of(mem).subList(1, mem.length)),
                "Swap: " + String.join(" ", List.of(swap).subList(1, swap.length))));
        return true;
    }

    private static boolean human(Draft q) {
        long kb = q.dice().next() >>> (64 - q.dice().from(q.byLevel(14, 17, 20), q.byLevel(20, 28, 34)));
        boolean si = q.level() == 3 && q.dice().oneIn(2);
        if (q.level() > 1 && q.dice().oneIn(2)) {
            kb = (1L << q.dice().of(10, 20, 30)) * 10
                    - 1
                    - q.dice().below(1 << q.dice().of(4, 9)); // where a digit is added
        }
        List<String> meminfo = List.of(line("MemTotal", kb), line("MemFree", kb / 2));
        String total = screen(q, meminfo, Procps.V4, si ? List.of("-h", "--si") : List.of("-h"), 1)[1];
        q.ask("free-kinds.memtotal-is-kb-what-does-free", kb, si ? " --si" : "", si ? "G" : "Gi");
        q.answer(QuizAnswer.words(total));
        q.because("free-kinds.bytes-divided-by-as-often-as", si ? 1000 : 1024, si ? 4 : 5);
        long base = si ? 1000 : 1024;
        List<String> steps = new ArrayList<>();
        double value = kb * 1024.0;
        for (int unit = 0; unit < 4 && value >= 1; unit++) {
            steps.add(mm.procfs.Printf.fixed(value, 2) + " " + "BKMG".charAt(unit));
            value /= base;
        }
        q.becauseCode(steps);
        q.because("free-kinds.it-shows", total);
        return true;
    }

    private static boolean available(Draft q) {
        int frames = q.dice().from(4_000, 16_000);
        Watermarks marks = Watermarks.forFrames(frames);
        SimulatedMachine machine =
                new SimulatedMachine(q.parts(), new PhysicalMemory(frames, marks), ReclaimOptions.NONE);
        // half the time so little cache that the share which is kept is half of it
        int file = q.dice().oneIn(2) ? q.dice().from(1, marks.low()) : q.dice().from(marks.low(), frames / 3);
        int slab = q.level() == 1
                ? 0
                : q.dice().oneIn(2) ? q.dice().from(1, marks.low()) : q.dice().from(marks.low(), frames / 4);
        machine.readFile("data", file);
        machine.growSlab(slab);
        long free = machine.machine().memory().freeFrames();
        boolean kb = q.level() == 3;
        int unit = kb ? PAGE_KB : 1;
        long answer = machine.availablePages() * unit;
        q.ask("free-kinds.a-machine-has-this-memory-may", kb ? say("free-kinds.kb") : say("free-kinds.pages"));
        q.askCode(List.of(
                "free              " + free * unit,
                "file cache        " + file * unit,
                "reclaimable slab  " + slab * unit,
                "watermark low     " + marks.low() * unit,
                "watermark high    " + marks.high() * unit));
        q.answer(QuizAnswer.number(answer, kb ? Unit.KB : Unit.PAGES));
        q.because(
                "free-kinds.free-above-the-high-watermark",
                free * unit,
                marks.high() * unit,
                file * unit,
                marks.low() * unit,
                slab * unit,
                answer);
        return true;
    }
}

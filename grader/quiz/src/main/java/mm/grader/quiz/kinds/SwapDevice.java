package mm.grader.quiz.kinds;

import static mm.grader.quiz.model.Text.say;

import java.util.ArrayList;
import java.util.List;
import mm.grader.quiz.model.Draft;
import mm.grader.quiz.model.Hexes;
import mm.grader.quiz.model.Kind;
import mm.grader.quiz.model.QuizAnswer;
import mm.grader.quiz.model.Topic;
import mm.machine.BlockDevice;
import mm.machine.Machine;
import mm.machine.PhysicalMemory;
import mm.machine.Pte;
import mm.machine.ReclaimOptions;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.Prot;

/** Pages that go out and come back: dirty or clean, minor or major. */
final class SwapDevice {
    private static final long BASE = 0x1000_0000L;

    private SwapDevice() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("swap-faults", Topic.SWAP, q -> play(q, false)),
                new Kind("swap-io", Topic.SWAP, q -> play(q, true)));
    }

    private static boolean play(Draft q, boolean askDevice) {
        Machine machine = new Machine(q.parts(), new PhysicalMemory(256), ReclaimOptions.swap(64));
        Task task = machine.exec("prog", List.of(new Mapping(0x60_1000L, 0x60_2000L, "rw-p", "")), 0x60_2000L);
        List<Process> all = new ArrayList<>(List.of(new Process(machine, task)));
        int pages = q.byLevel(2, 3, 3);
        all.get(0).map(BASE, pages * 4096L, Prot.READ | Prot.WRITE, MapFlag.FIXED);
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        List<String> answers = new ArrayList<>();
        BlockDevice device = machine.reclaim().device();
        for (int i = 0; i < q.byLevel(8, 11, 14); i++) {
            int page = i < pages ? i : q.dice().below(pages);
            if (q.level() == 3 && i == pages) {
                all.add(new Process(machine, machine.fork(task, "child")));
                lines.add("P: fork C");
                steps.add("P: fork C");
                continue;
            }
            int who = i >= pages ? q.dice().below(all.size()) : 0;
            String name = all.size() > 1 || q.level() == 3 ? (who == 0 ? "P: " : "C: ") : "";
            long address = BASE + page * 4096L;
            String line;
            String what;
            long reads = device.reads();
            long writes = device.writes();
            if (i >= pages && q.dice().oneIn(2)) {
                long pte = all.get(who).mm().pageTable().lookup(address);
                if (!Pte.inMemory(pte)) {
                    continue;
                }
                int frame = Pte.pfn(pte);
                if (!machine.reclaim()
                        .swapper()
                        .swapOut(frame, machine.reclaim().mappers(frame))) {
                    return false;
                }
                line = "swap out page " + page + (all.size() > 1 ? " of " + "PC".charAt(who) : "");
                what = "";
            } else {
                boolean write = i < pages || q.dice().oneIn(2);
                what = all.get(who).fault(address, write);
                answers.add(what);
                line = name + (write ? "write" : "read") + " page " + page;
            }
            boolean numbered = !what.isEmpty() && !askDevice;
            lines.add(line + (numbered ? "  (" + answers.size() + ")" : ""));
            steps.add(Hexes.left(line, 24)
                    + Hexes.left(what, 7)
                    + (device.reads() > reads ? "  device: read" : "")
                    + (device.writes() > writes ? "  device: written" : ""));
        }
        q.ask(askDevice ? "swap-device.a-process-has-pages-of" : "swap-device.a-process-has-pages-of-2", pages);
        q.askCode(lines);
        if (askDevice) {
            q.part(say("swap-device.written"), QuizAnswer.number(device.writes()));
            q.part(say("swap-device.read"), QuizAnswer.number(device.reads()));
        } else {
            q.answer(QuizAnswer.words(answers.toArray()));
        }
        q.because("swap-device.a-first-touch-is-a-minor");
        q.becauseCode(steps);
        return device.reads() > 0
                && (askDevice
                        ? device.writes() > 1
                        : answers.stream().distinct().count() > 1)
                && lines.size() > pages + 3;
    }
}

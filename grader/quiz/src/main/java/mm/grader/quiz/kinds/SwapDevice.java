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
                new Kind("swap-faults", Topic.SWAP, say("minor or major", "次缺页还是主缺页"), q -> play(q, false)),
                new Kind("swap-io", Topic.SWAP, say("what is read and written", "读写了多少页"), q -> play(q, true)));
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
        q.ask(
                askDevice
                        ? "A process has {0} pages of private anonymous memory, and enough frames. This happens, where `swap"
                                + " out` takes the page out of memory at once. How many pages does the swap device write, and"
                                + " how many does it read?"
                        : "A process has {0} pages of private anonymous memory, and enough frames. This happens, where `swap"
                                + " out` takes the page out of memory at once. What does each numbered access cause? Answer"
                                + " with minor, major or none for each, in their order.",
                askDevice
                        ? "一个进程有 {0} 页私有匿名内存，页框足够。随后依次发生下面的事情，其中 `swap out` 立即把该页换出内存。交换设备一共写了多少页，读了多少页？"
                        : "一个进程有 {0} 页私有匿名内存，页框足够。随后依次发生下面的事情，其中 `swap out` 立即把该页换出内存。每个编号的访问引起什么？按顺序对每次访问回答 minor（次缺页）、major（主缺页）或 none（没有缺页）。",
                pages);
        q.askCode(lines);
        if (askDevice) {
            q.part(say("written", "写"), QuizAnswer.number(device.writes()));
            q.part(say("read", "读"), QuizAnswer.number(device.reads()));
        } else {
            q.answer(QuizAnswer.words(answers.toArray()));
        }
        q.because(
                "A first touch is a minor fault. A page that was swapped out comes back from the device: a major fault. It"
                        + " then stays in the swap cache with its slot: if it goes out again without having been written to,"
                        + " the slot's copy is still good and nothing is written; and another process that has the same swap"
                        + " entry finds it there, a minor fault.",
                "第一次访问是次缺页。被换出的页从设备读回：主缺页。之后它连同槽一起留在交换缓存中：如果没有被写过就再次换出，槽中的副本仍然有效，不必再写；另一个持有相同交换项的进程会在交换缓存中找到它，只是次缺页。");
        q.becauseCode(steps);
        return device.reads() > 0
                && (askDevice
                        ? device.writes() > 1
                        : answers.stream().distinct().count() > 1)
                && lines.size() > pages + 3;
    }
}

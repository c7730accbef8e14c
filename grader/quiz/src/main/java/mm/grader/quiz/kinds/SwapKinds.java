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
import mm.machine.BlockDevice;
import mm.machine.BlockDevice.Latency;
import mm.machine.PhysicalMemory;
import mm.swap.SwapArea;

/** Slots of the swap area, and what its device costs. */
final class SwapKinds {
    private SwapKinds() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("swap-slot", Topic.SWAP, SwapKinds::slot), new Kind("swap-cost", Topic.SWAP, SwapKinds::cost));
    }

    private static boolean slot(Draft q) {
        int slots = q.dice().from(8, 12);
        SwapArea area = q.parts().swapArea(slots);
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        List<Integer> used = new ArrayList<>();
        for (int i = 0; i < q.byLevel(6, 10, 14); i++) {
            int event = i < 3 ? 0 : q.dice().below(q.level() == 3 ? 4 : 2);
            String line;
            if (event == 0 || used.isEmpty()) {
                int slot = area.allocate();
                if (slot == SwapArea.NO_SLOT) {
                    return false;
                }
                used.add(slot);
                line = "out";
                steps.add(Hexes.left(line, 10) + "slot " + slot);
            } else if (event == 3) {
                int slot = q.dice().of(used);
                area.duplicate(slot);
                line = "fork " + slot;
                steps.add(Hexes.left(line, 10) + "uses of slot " + slot + ": " + area.useCount(slot));
            } else {
                int slot = q.dice().of(used);
                boolean last = area.free(slot);
                if (last) {
                    used.remove(Integer.valueOf(slot));
                }
                line = "gone " + slot;
                steps.add(Hexes.left(line, 10) + "uses of slot " + slot + ": " + area.useCount(slot));
            }
            lines.add(line);
        }
        int next = area.allocate();
        if (next == SwapArea.NO_SLOT) {
            return false;
        }
        q.ask(
                "swap-kinds.a-swap-area-has-slots-slot-0",
                slots,
                q.level() == 3 ? say("swap-kinds.fork-n-one-more-use-of-it-as") : Text.NONE);
        q.askCode(lines).answer(QuizAnswer.number(next));
        q.because("swap-kinds.step-by-step-a-slot-without").becauseCode(steps);
        q.because("swap-kinds.from-the-cursor-on-the-first", next);
        return !used.contains(next - 1) || q.dice().oneIn(3);
    }

    private static boolean cost(Draft q) {
        Latency latency = q.level() == 1
                ? q.dice().of(Latency.SSD, Latency.ZRAM)
                : new Latency(
                        1000L * q.dice().from(1, 12) * 1000, 1000L * q.dice().of(20, 25, 27, 30, 40));
        BlockDevice device = new BlockDevice(400, latency);
        PhysicalMemory memory = new PhysicalMemory(4);
        int frame = memory.allocate();
        List<String> lines = new ArrayList<>();
        List<String> steps = new ArrayList<>();
        int slot = q.dice().from(1, 60);
        for (int i = 0; i < q.byLevel(4, 4, 6); i++) {
            int count = q.dice().from(1, q.byLevel(30, 12, 20));
            boolean write = q.dice().oneIn(2);
            slot = q.dice().oneIn(3) ? slot : q.dice().from(1, 150);
            long before = device.busyNanos();
            for (int page = slot; page < slot + count; page++) {
                if (write) {
                    device.write(page, memory, frame);
                } else {
                    device.read(page, memory, frame);
                }
            }
            String line = (write ? "write slots " : "read slots  ") + slot + " to " + (slot + count - 1);
            lines.add(line);
            steps.add(Hexes.left(line, 26) + (device.busyNanos() - before) / 1000 + " µs");
            slot += count;
        }
        q.ask("swap-kinds.a-swap-device-takes-s-to", latency.transferNanos() / 1000, latency.seekNanos() / 1000);
        q.askCode(lines).answer(QuizAnswer.number(device.busyNanos() / 1000, Unit.US));
        q.because("swap-kinds.line-by-line").becauseCode(steps);
        q.because(
                "swap-kinds.transfers-and-times-another",
                device.reads() + device.writes(),
                device.seeks(),
                device.busyNanos() / 1000);
        return true;
    }
}

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
import mm.machine.BlockDevice;
import mm.machine.BlockDevice.Latency;
import mm.machine.PhysicalMemory;
import mm.swap.SwapArea;

/** Slots of the swap area, and what its device costs. */
final class SwapKinds {
    private SwapKinds() {}

    static List<Kind> kinds() {
        return List.of(
                new Kind("swap-slot", Topic.SWAP, say("which slot is next", "下一个换到哪个槽"), SwapKinds::slot),
                new Kind("swap-cost", Topic.SWAP, say("the time of the device", "设备耗费的时间"), SwapKinds::cost));
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
                "A swap area has {0} slots; slot 0 is its header. A free slot is searched from a cursor on, which then stays"
                        + " at the next slot; at the end the search starts again from the beginning. `out` swaps a page out"
                        + " into a new slot, `gone N` is one use of slot N that ends{1}. Which slot does one more `out` get?",
                "交换区有 {0} 个槽；第 0 个槽是头部。从游标处开始寻找空闲槽，找到后游标移到下一个槽；到末尾后从头继续。`out` 把一页换出到新的槽；`gone N` 表示槽 N"
                        + " 少了一个使用者{1}。再执行一次 `out` 会得到哪个槽？",
                slots,
                q.level() == 3
                        ? say(
                                ", `fork N` one more use of it, as fork copied the entry",
                                "；`fork N` 表示 fork 复制了该项，使用者加一")
                        : say("", ""));
        q.askCode(lines).answer(QuizAnswer.number(next));
        q.because("Step by step; a slot without uses is free:", "逐步来看；没有使用者的槽是空闲的：")
                .becauseCode(steps);
        q.because("From the cursor on, the first free slot is {0}.", "从游标开始，第一个空闲槽是 {0}。", next);
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
        q.ask(
                "A swap device takes {0} µs to transfer a page, and {1} µs more to get to a page that does not follow the one"
                        + " before (or is the first of all). How long is it busy with these transfers?",
                "交换设备传输一页需要 {0} µs；如果这一页不是紧接在上一页之后（或者是第一次传输），还要多花 {1} µs 定位。完成这些传输，设备一共忙多长时间？",
                latency.transferNanos() / 1000,
                latency.seekNanos() / 1000);
        q.askCode(lines).answer(QuizAnswer.number(device.busyNanos() / 1000, Unit.US));
        q.because("Line by line:", "逐行来看：").becauseCode(steps);
        q.because(
                "{0} transfers and {1} times another place: {2} µs. An access to memory takes 0.1 µs.",
                "传输 {0} 次，定位 {1} 次：{2} µs。访问一次内存只要 0.1 µs。",
                device.reads() + device.writes(),
                device.seeks(),
                device.busyNanos() / 1000);
        return true;
    }
}

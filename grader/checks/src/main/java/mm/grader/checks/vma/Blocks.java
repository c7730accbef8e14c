package mm.grader.checks.vma;

import static mm.grader.Labels.say;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import mm.grader.FailureMinimizer;
import mm.machine.Parts;

/** Allocates and frees at random: blocks must never overlap, and at the end one free chunk must be left of them. */
final class Blocks {
    /** Makes block number so-and-so, or frees it, if there is one. */
    private record Op(int number, int size) {
        @Override
        public String toString() {
            String name = "b" + number;
            return size == 0
                    ? String.join(" ", "free", name)
                    : String.join(" ", name, "=", "malloc", Integer.toString(size));
        }
    }

    private Blocks() {}

    /** Plays random calls and frees what is left; shows the fewest calls with a block that is not a proper one. */
    static void play(Parts parts, Random random, int calls) {
        List<Op> operations = new ArrayList<>();
        List<Integer> blocks = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            if (!blocks.isEmpty() && random.nextInt(100) < (i / 300 % 2 == 0 ? 35 : 60)) {
                operations.add(new Op(blocks.remove(random.nextInt(blocks.size())), 0));
            } else {
                blocks.add(i);
                operations.add(new Op(i, 1033 + random.nextInt(random.nextInt(20) == 0 ? 300_000 : 9000)));
            }
        }
        while (!blocks.isEmpty()) {
            operations.add(new Op(blocks.remove(random.nextInt(blocks.size())), 0));
        }
        FailureMinimizer.play(operations, some -> play(new MallocFixture(parts), some));
    }

    private static void play(MallocFixture lab, List<Op> operations) {
        Map<Integer, Long> blocks = new LinkedHashMap<>();
        for (Op operation : operations) {
            if (operation.size > 0) {
                blocks.put(operation.number, lab.block(operation.size));
            } else if (blocks.containsKey(operation.number)) {
                lab.free(blocks.remove(operation.number));
            }
        }
        blocks.values().forEach(lab::free);
        MallocFixture.demandAt(say("blocks.malloc-100000-when-all-is"), lab.block(100_000), MallocFixture.FIRST);
    }
}

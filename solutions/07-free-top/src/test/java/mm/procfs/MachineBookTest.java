package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import mm.grader.LoadedParts;
import mm.machine.Parts;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** After every random operation on a machine, a plain book of who owns what agrees with a count of all there is. */
@Tag("slow")
class MachineBookTest {
    private static final int OPERATIONS = Integer.getInteger("mm.operations", 200_000);
    private static final int PER_MACHINE = 400;

    private final Parts parts = new LoadedParts(getClass().getClassLoader());

    @Test
    void after_each_operation_everything_belongs_to_whom_the_book_says() {
        long kills = 0;
        long swapIns = 0;
        for (int seed = 0; seed < OPERATIONS / PER_MACHINE; seed++) {
            MachineOps machine = new MachineOps(parts, new Random(seed));
            for (int step = 0; step < PER_MACHINE; step++) {
                String wrong = machine.step();
                if (!wrong.isEmpty()) {
                    assertThat(wrong)
                            .as("machine %d, operation %d, after\n%s", seed, step, machine.story())
                            .isEmpty();
                }
            }
            kills += machine.kills();
            swapIns += machine.swapIns();
        }
        assertThat(kills).as("processes that were killed").isGreaterThan(OPERATIONS / 200);
        assertThat(swapIns).as("pages that came back from swap").isGreaterThan(OPERATIONS / 10);
    }
}

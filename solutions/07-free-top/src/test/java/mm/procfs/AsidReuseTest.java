package mm.procfs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import mm.grader.LoadedParts;
import mm.machine.Machine;
import mm.machine.Machine.Outcome;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.mmu.Mmu;
import mm.vma.MapFlag;
import mm.vma.Prot;
import org.junit.jupiter.api.Test;

/** A machine has more processes in its life than the processor has address-space ids. */
class AsidReuseTest {
    private static final long AREA = 0x1000_0000L;
    private static final int PAGE = PhysicalMemory.PAGE_SIZE;

    private final Parts parts = new LoadedParts(getClass().getClassLoader());

    private static Task parent(Machine machine) {
        Task parent = machine.exec("parent", List.of(), 0);
        parent.mm().mmap(AREA, 4 * PAGE, Prot.READ | Prot.WRITE, MapFlag.PRIVATE | MapFlag.FIXED);
        for (int page = 0; page < 4; page++) {
            assertThat(machine.store(parent, AREA + page * PAGE, page + 1)).isEqualTo(Outcome.OK);
        }
        return parent;
    }

    @Test
    void the_process_after_many_others_sees_its_own_pages_and_takes_its_own_faults() {
        Machine machine = new Machine(parts);
        Task parent = parent(machine);
        for (int i = 0; i < 2 * Mmu.MAX_ASID; i++) {
            Task child = machine.fork(parent, "child");
            assertThat(child.mm().asid())
                    .isBetween(1, Mmu.MAX_ASID)
                    .isNotEqualTo(parent.mm().asid());
            assertThat(machine.load(child, AREA)).as("child %d", i).isEqualTo(1);
            long faults = child.minorFaults();
            assertThat(machine.store(child, AREA + PAGE, 1000 + i)).isEqualTo(Outcome.OK);
            assertThat(child.minorFaults() - faults)
                    .as("faults of a copy by child %d", i)
                    .isEqualTo(1);
            machine.exit(child);
            assertThat(machine.load(parent, AREA + PAGE))
                    .as("after child %d", i)
                    .isEqualTo(2);
        }
    }

    @Test
    void those_who_live_at_a_time_have_different_ids() {
        Machine machine = new Machine(parts);
        Task parent = parent(machine);
        List<Task> children = new ArrayList<>();
        Set<Integer> asids = new HashSet<>(Set.of(parent.mm().asid()));
        for (int i = 0; i < Mmu.MAX_ASID - 1; i++) {
            Task child = machine.fork(parent, "child");
            children.add(child);
            assertThat(asids.add(child.mm().asid())).as("id of child %d", i).isTrue();
        }
        assertThat(machine.fork(parent, "one too many")).isNull();
        assertThatThrownBy(() -> machine.exec("one too many", List.of(), 0)).isInstanceOf(IllegalStateException.class);
        machine.exit(children.get(17));
        assertThat(machine.fork(parent, "in its place").mm().asid())
                .isEqualTo(children.get(17).mm().asid());
    }

    @Test
    void the_mmu_refuses_an_id_that_the_processor_cannot_have() {
        Machine machine = new Machine(parts);
        int root = machine.exec("a", List.of(), 0).mm().pageTable().root();
        for (int asid : new int[] {-1, Mmu.MAX_ASID + 1, Integer.MAX_VALUE}) {
            assertThatThrownBy(() -> machine.mmu().activate(root, asid)).isInstanceOf(IllegalArgumentException.class);
        }
        machine.mmu().activate(root, 0);
        machine.mmu().activate(root, Mmu.MAX_ASID);
    }
}

package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ProcessTableTest {
    private final ProcessTable table = new ProcessTable();

    private Task started(int pid) {
        return table.add(new Task(pid, "task" + pid, null));
    }

    @Test
    void an_id_is_not_given_out_again_before_all_others_were() {
        assertThat(table.nextPid()).isEqualTo(1);
        Task first = started(table.nextPid());
        Task second = started(table.nextPid());
        table.remove(second);
        assertThat(table.nextPid()).isEqualTo(3);
        assertThat(table.contains(first)).isTrue();
        assertThat(table.contains(second)).isFalse();
        assertThat(table.started()).isEqualTo(2);
    }

    @Test
    void after_the_greatest_id_it_goes_on_with_the_free_ones_from_300() {
        started(300);
        started(ProcessTable.PID_MAX - 1);
        assertThat(table.nextPid()).isEqualTo(301);
        assertThat(table.lastPid()).isEqualTo(ProcessTable.PID_MAX - 1);
    }

    @Test
    void what_is_taken_or_is_no_id_is_refused() {
        started(7);
        assertThatThrownBy(() -> started(7)).hasMessageContaining("process 7 already");
        for (int pid : new int[] {-1, 0, ProcessTable.PID_MAX}) {
            assertThatThrownBy(() -> started(pid)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void a_task_that_was_replaced_by_another_of_its_id_does_not_live() {
        Task old = started(7);
        table.remove(old);
        Task successor = started(7);
        assertThat(table.contains(old)).isFalse();
        assertThat(table.get(7)).isSameAs(successor);
    }
}

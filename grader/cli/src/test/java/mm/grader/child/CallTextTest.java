package mm.grader.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mm.machine.Pte;
import mm.oom.GroupOomKiller;
import mm.oom.GroupTask;
import mm.oom.MemoryGroup;
import mm.oom.OomKiller;
import mm.oom.OomTask;
import mm.pagetable.PageTable;
import org.junit.jupiter.api.Test;

/** Calls are told as one would write them: addresses in hex, however low, and entries by the names of their bits. */
final class CallTextTest {
    @Test
    void addresses_of_a_page_table_are_in_hex() throws NoSuchMethodException {
        assertThat(CallText.of(PageTable.class.getMethod("unmap", long.class), 40_960L))
                .isEqualTo("unmap(0xa000)");
        assertThat(CallText.of(
                        PageTable.class.getMethod("freeTables", long.class, long.class, long.class, long.class),
                        0L,
                        4096L,
                        0L,
                        0L))
                .isEqualTo("freeTables(0, 0x1000, 0, 0)");
        assertThat(CallText.of(PageTable.class.getMethod("span", int.class), 2)).isEqualTo("span(2)");
    }

    @Test
    void lists_of_records_are_cut_between_elements_and_every_bracket_is_closed() throws NoSuchMethodException {
        Method select = GroupOomKiller.class.getMethod("select", MemoryGroup.class, List.class, long.class);
        MemoryGroup web = new MemoryGroup("web", null);
        List<GroupTask> few = List.of(new GroupTask(task(10), web), new GroupTask(task(11), null));
        assertThat(CallText.of(select, web, few, 1000L))
                .isEqualTo("select(web (0), [GroupTask[pid=10, group=web], GroupTask[pid=11, group=null]], 1000)");
        for (int size = 0; size < 40; size++) {
            List<GroupTask> members = IntStream.range(0, size)
                    .mapToObj(pid -> new GroupTask(task(pid), new MemoryGroup("g".repeat(pid * 5), web)))
                    .toList();
            List<OomTask> tasks = members.stream().map(GroupTask::task).collect(Collectors.toList());
            for (String text : List.of(
                    CallText.of(select, web, members, 0L),
                    CallText.of(OomKiller.class.getMethod("select", List.class, long.class), tasks, 0L),
                    CallText.result(select, size == 0 ? null : members.get(size - 1)))) {
                assertThat(text.chars().filter(c -> c == '[').count())
                        .as(text)
                        .isEqualTo(text.chars().filter(c -> c == ']').count());
            }
        }
    }

    private static OomTask task(int pid) {
        return new OomTask(pid, "a rather long name", pid, 100_000, 50_000, 1000, 30, 500);
    }

    @Test
    void entries_are_told_by_their_bits() throws NoSuchMethodException {
        assertThat(CallText.of(
                        PageTable.class.getMethod("map", long.class, long.class),
                        8192L,
                        Pte.of(5, Pte.PRESENT | Pte.USER)))
                .isEqualTo("map(0x2000, Pte.of(5, PRESENT|USER))");
    }
}

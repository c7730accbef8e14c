package mm.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import mm.Fakes;
import mm.lru.PolicyKind;
import org.junit.jupiter.api.Test;

class MixedPartsTest {
    @Test
    void one_exercise_comes_from_elsewhere_and_the_others_do_not() {
        List<String> most = new ArrayList<>();
        List<String> other = new ArrayList<>();
        Parts parts = Fakes.of(Parts.class, most).with(Exercise.BRK_MMAP, Fakes.of(Parts.class, other));
        parts.malloc(Fakes.of(mm.vma.Malloc.UserSpace.class));
        parts.memoryDescriptor(Fakes.of(Kernel.class), 7);
        parts.replacementPolicy(PolicyKind.LRU, 4);
        parts.swapArea(5);
        parts.oomKiller();
        parts.freeView();
        parts.topView();
        assertThat(other)
                .hasSize(2)
                .element(1)
                .asString()
                .startsWith("memoryDescriptor")
                .endsWith(", 7]");
        assertThat(most)
                .containsExactly("replacementPolicy[lru, 4]", "swapArea[5]", "oomKiller[]", "freeView[]", "topView[]");
    }

    @Test
    void a_watcher_sees_every_part_and_may_replace_it() {
        List<String> seen = new ArrayList<>();
        Parts parts = Fakes.parts().watching((contract, exercise, part) -> {
            seen.add(contract.getSimpleName() + " of " + exercise.number());
            return Fakes.of(contract);
        });
        assertThat(parts.oomKiller()).isNotNull();
        parts.swapArea(3);
        assertThat(seen).containsExactly("OomKiller of 06", "SwapArea of 05");
    }
}

package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static mm.grader.checks.vma.VmaFixture.demand;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import mm.grader.FailureMinimizer;
import mm.grader.Returned;
import mm.machine.Errno;
import mm.machine.Parts;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** Maps and unmaps at random, beside a sorted map in which the gaps are looked for one by one. */
final class Gaps {
    private final MemoryDescriptor mm;
    private final TreeMap<Long, Long> ends = new TreeMap<>();
    private final Map<Integer, Long> ours = new TreeMap<>();

    /** Makes mapping number so-and-so, or removes it, if there is one. */
    private record Op(int number, int pages, int prot) {
        @Override
        public String toString() {
            String name = "m" + number;
            return pages == 0
                    ? String.join(" ", "munmap", name)
                    : String.join(" ", name, "=", "mmap", "" + pages * VmaFixture.PAGE, Prot.show(prot));
        }
    }

    private Gaps(VmaFixture lab) {
        mm = lab.mm;
        Returned.list(mm.maps(), Mapping.class).forEach(mapping -> ends.put(mapping.start(), mapping.end()));
    }

    /** Plays random calls; shows the fewest with a mapping in the wrong place. */
    static void play(Parts parts, Random random, int calls) {
        List<Op> operations = new ArrayList<>();
        List<Integer> mapped = new ArrayList<>();
        for (int step = 0; step < calls; step++) {
            if (random.nextInt(step % 1500 < 900 ? 5 : 2) > 0 || mapped.isEmpty()) {
                mapped.add(step);
                operations.add(new Op(step, 1 + random.nextInt(4), 1 + step % 7));
            } else {
                operations.add(new Op(mapped.remove(random.nextInt(mapped.size())), 0, 0));
            }
        }
        FailureMinimizer.play(operations, some -> {
            Gaps gaps = new Gaps(new VmaFixture(parts));
            some.forEach(gaps::step);
        });
    }

    private void step(Op operation) {
        if (operation.pages > 0) {
            map(operation, operation.pages * (long) VmaFixture.PAGE);
        } else if (ours.containsKey(operation.number)) {
            long start = ours.remove(operation.number);
            demand("munmap", mm.munmap(start, ends.remove(start) - start), "0");
        }
    }

    private void map(Op operation, long length) {
        long gap = MemoryDescriptor.MMAP_BASE;
        for (Map.Entry<Long, Long> below :
                ends.headMap(gap, false).descendingMap().entrySet()) {
            if (gap - below.getValue() >= length) {
                break;
            }
            gap = below.getKey();
        }
        long start = mm.mmap(0, length, operation.prot, MapFlag.PRIVATE);
        if (start != gap - length) {
            assertThat(Errno.show(start))
                    .as(say("gaps.mmap-of-bytes-with-mappings", length, ends.size()))
                    .isEqualTo(Errno.show(gap - length));
        }
        ends.put(start, gap);
        ours.put(operation.number, start);
    }
}

package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.MallocFixture.FIRST;
import static mm.grader.checks.vma.MallocFixture.demandAt;

import java.util.Arrays;
import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.vma.AddressBook;
import mm.vma.Malloc;
import org.junit.jupiter.api.Order;

/** Blocks freed in the reverse order, and what goes back to the kernel. */
@Graded(exercise = Exercise.BRK_MMAP, step = 8, title = "free in LIFO order, trimming and the mmap threshold")
public class Step8FreeCheck {
    @Order(1)
    @Check(
            points = 2,
            hints = {
                "free keeps the memory: the last chunk becomes part of top, and the next malloc carves it again.",
                "malloc/malloc.c of glibc: _int_free, the case that the next chunk is av->top.",
                "docs/03-malloc.md: What free does"
            },
            requires = "a_chunk_is_the_block_and_its_header_in_steps_of_16")
    void free_keeps_the_memory_for_the_next_malloc(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long first = lab.block(5000);
        long second = lab.block(6000);
        lab.free(second, first);
        equal(say("step8-free-check.system-calls-of-two-mallocs"), lab.system.calls(), 1);
        lab.demandHeap(say("step8-free-check.when-all-was-freed"), 135_168);
        demandAt(say("step8-free-check.malloc-9000-after-the-frees"), lab.block(9000), FIRST);
        demandAt(say("step8-free-check.malloc-2000-behind-it"), lab.block(2000), FIRST + 9008);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "Two sizes are tested: that of the freed chunk with all it joined (64 KB), and that of top (128 KB).",
                "malloc/malloc.c of glibc: FASTBIN_CONSOLIDATION_THRESHOLD, systrim. 128 KB and 33 bytes stay.",
                "docs/03-malloc.md: Trimming"
            },
            requires = "free_keeps_the_memory_for_the_next_malloc")
    void the_heap_shrinks_when_top_is_large(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] blocks = {lab.block(100_000), lab.block(50_000), lab.block(60_000), lab.block(5000)};
        lab.demandHeap(say("step8-free-check.with-215-000-bytes-in"), 282_624);
        lab.free(blocks[3]);
        lab.demandHeap(say("step8-free-check.when-top-has-grown-to"), 282_624);
        lab.free(blocks[2]);
        lab.demandHeap(say("step8-free-check.when-top-has-grown-to-2"), 282_624);
        lab.free(blocks[1]);
        lab.demandHeap(say("step8-free-check.when-top-has-grown-to-3"), 233_472);
        lab.free(blocks[0]);
        lab.demandHeap(say("step8-free-check.when-all-is-free-128"), 135_168);
        RefusingSpace refusing = new RefusingSpace(new AddressBook(MallocFixture.START));
        refusing.shrinks = false;
        Malloc malloc = parts.malloc(refusing);
        long[] twenty = new long[20];
        Arrays.setAll(twenty, i -> malloc.malloc(100_000));
        for (int i = twenty.length - 1; i >= 0; i--) {
            malloc.free(twenty[i]);
        }
        for (long block : twenty) {
            demandAt(say("step8-free-check.100-000-when-the-heap-did-not-shrink"), malloc.malloc(100_000), block);
        }
    }

    @Order(3)
    @Check(
            points = 2,
            hints = {
                "A program that frees a mapped block may soon want another: mapping each anew costs a page fault a page.",
                "malloc/malloc.c of glibc: __libc_free, mp_.mmap_threshold, DEFAULT_MMAP_THRESHOLD_MAX.",
                "docs/03-malloc.md: The threshold moves"
            },
            requires = {"free_keeps_the_memory_for_the_next_malloc", "a_large_block_gets_a_mapping_of_its_own"})
    void a_freed_mapping_raises_the_threshold(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long block = lab.block(200_000);
        equal(say("step8-free-check.bytes-mapped-for-a-block"), lab.system.mappedBytes(), 200_704);
        lab.free(block);
        equal(say("step8-free-check.bytes-mapped-when-it-was"), lab.system.mappedBytes(), 0);
        block = lab.block(200_000);
        demandAt(say("step8-free-check.malloc-200000-once-more-comes"), block, FIRST);
        lab.demandHeap(say("step8-free-check.after-that-block"), 331_776);
        lab.free(block);
        lab.demandHeap(say("step8-free-check.when-that-was-freed-top"), 331_776);
        block = lab.block(400_000);
        lab.free(block);
        equal(say("step10-cache-check.bytes-mapped-at-the-end"), lab.system.mappedBytes(), 0);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "Beyond 32 MB every block is mapped, always.",
                "malloc/malloc.c of glibc: DEFAULT_MMAP_THRESHOLD_MAX.",
                "docs/03-malloc.md: The threshold moves"
            },
            requires = "a_freed_mapping_raises_the_threshold")
    void the_threshold_never_exceeds_32_mb(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        lab.free(lab.block(40_000_000));
        long huge = lab.block(40_000_000);
        equal(say("step8-free-check.bytes-mapped-for-40-mb"), lab.system.mappedBytes(), 40_001_536);
        long large = lab.block(150_000);
        equal(say("step8-free-check.bytes-mapped-for-a-block-2"), lab.system.mappedBytes() - 40_001_536, 151_552);
        lab.free(large, huge);
        equal(say("step8-free-check.bytes-mapped-when-all-is"), lab.system.mappedBytes(), 0);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "What must be known of a block when only its address is given to free?",
                "malloc/malloc.c of glibc: malloc_printerr ends the program, for example with \"double free\".",
                "docs/03-malloc.md: What free does"
            },
            requires = "free_keeps_the_memory_for_the_next_malloc")
    void free_of_what_is_no_block_is_refused(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = lab.blocks(2, 3000);
        lab.free(0);
        lab.demandRefusal(say("step8-free-check.free-of-an-address-within"), block[0] + 16);
        lab.demandRefusal(say("step8-free-check.free-of-the-byte-after"), block[0] + 1);
        lab.free(block[1]);
        lab.demandRefusal(say("step8-free-check.free-of-a-block-twice"), block[1]);
        long mapped = lab.block(500_000);
        lab.free(mapped);
        lab.demandRefusal(say("step8-free-check.free-of-a-mapped-block"), mapped);
        demandAt(say("step8-free-check.the-heap-is-as-before"), lab.block(3000), block[1]);
    }

    @Order(6)
    @Replays("malloc-b")
    @Check(
            points = 2,
            hints = {
                "The break falls with a free, and rises by more than you expect? Then top was trimmed at another size.",
                "malloc/malloc.c of glibc: systrim; top_pad stays, a page more is needed.",
                "docs/formats.md: malloc-a..d"
            },
            requires = "the_heap_shrinks_when_top_is_large")
    void all_recordings_of_frees_in_lifo_order_agree(Parts parts) {
        RecordingReplay.demandAgreement("malloc-b", parts);
    }
}

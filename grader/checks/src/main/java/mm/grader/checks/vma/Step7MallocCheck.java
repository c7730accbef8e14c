package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.MallocFixture.FIRST;
import static mm.grader.checks.vma.MallocFixture.demandAt;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import mm.grader.Check;
import mm.grader.FailureMinimizer;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Exercise;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.TaskUserSpace;
import mm.vma.AddressBook;
import mm.vma.Malloc;
import org.junit.jupiter.api.Order;

/** Blocks carved from the top of the heap, and system calls when it is used up. */
@Graded(exercise = Exercise.BRK_MMAP, step = 7, title = "malloc only")
public class Step7MallocCheck {
    @Order(1)
    @Check(
            points = 2,
            hints = {
                "The first call takes a chunk of 0x290 bytes for the allocator itself, then the block's chunk.",
                "malloc/malloc.c of glibc: tcache_init, sysmalloc. 0x290 + 128 KB + 32 bytes are rounded up to pages.",
                "docs/03-malloc.md: The top of the heap"
            })
    void the_first_malloc_asks_for_132_kb(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        equal(say("step7-malloc-check.system-calls-before-the-first"), lab.system.calls(), 0);
        RefusingSpace asked = new RefusingSpace(new AddressBook(MallocFixture.START));
        parts.malloc(asked);
        equal(say("step7-malloc-check.system-calls-of-the-constructor"), asked.calls, 0);
        demandAt(say("step7-malloc-check.malloc-6-the-first-of"), lab.block(6), FIRST);
        lab.demandHeap(say("step7-malloc-check.after-the-first-malloc"), 135_168);
        equal(say("step7-malloc-check.system-calls-of-the-first"), lab.system.calls(), 1);
    }

    @Order(2)
    @Check(
            points = 2,
            hints = {
                "A chunk is the block and 8 bytes, rounded up to 16, and at least 32.",
                "malloc/malloc.c of glibc: request2size. malloc(24) takes 32 bytes, malloc(25) takes 48.",
                "docs/03-malloc.md: Chunks"
            },
            requires = "the_first_malloc_asks_for_132_kb")
    void a_chunk_is_the_block_and_its_header_in_steps_of_16(Parts parts, Random random) {
        long[][] known = {{0, 32}, {1, 32}, {24, 32}, {25, 48}, {40, 48}, {41, 64}, {1032, 1040}, {1033, 1056}};
        for (long[] pair : known) {
            MallocFixture lab = new MallocFixture(parts);
            long first = lab.block(pair[0]);
            equal(say("step7-malloc-check.distance-from-a-block-of", pair[0]), lab.block(100) - first, pair[1]);
        }
        List<Request> requests = Stream.generate(() -> random.nextInt(random.nextInt(4) == 0 ? 150_000 : 900))
                .limit(500)
                .map(Request::new)
                .toList();
        FailureMinimizer.play(requests, some -> {
            MallocFixture lab = new MallocFixture(parts);
            some.forEach(request -> lab.block(request.size));
        });
    }

    private record Request(int size) {
        @Override
        public String toString() {
            return "malloc(" + size + ")";
        }
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "Not every malloc is a system call: as long as top has room, there is nothing to ask the kernel for.",
                "malloc/malloc.c of glibc: sysmalloc is reached only when top is too small.",
                "docs/03-malloc.md: The top of the heap"
            },
            requires = "the_first_malloc_asks_for_132_kb")
    void a_thousand_mallocs_are_one_system_call(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        for (int i = 0; i < 1000; i++) {
            lab.block(100);
        }
        equal(say("step7-malloc-check.system-calls-of-1000-mallocs"), lab.system.calls(), 1);
        lab.block(25_000);
        lab.demandHeap(say("step7-malloc-check.after-one-more-malloc-of"), 270_336);
        equal(say("step7-malloc-check.system-calls-by-then"), lab.system.calls(), 2);
    }

    @Order(4)
    @Check(
            points = 1,
            hints = {
                "Only when top has no room is the size compared with 128 KB; the chunk's size, not the block's.",
                "malloc/malloc.c of glibc: sysmalloc, sysmalloc_mmap: chunk + 8, rounded up to pages.",
                "docs/03-malloc.md: Large blocks"
            },
            requires = "the_first_malloc_asks_for_132_kb")
    void a_large_block_gets_a_mapping_of_its_own(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        demandAt(say("step7-malloc-check.malloc-131072-it-fits-into"), lab.block(131_072), FIRST);
        equal(say("step7-malloc-check.malloc-131072-once-more-offset"), lab.block(131_072) % 4096, Malloc.HEADER);
        equal(say("step7-malloc-check.bytes-mapped-for-it"), lab.system.mappedBytes(), 135_168);
        long end = lab.block(131_048);
        assertThat(end < lab.brk())
                .as(say("step7-malloc-check.malloc-131048-a-chunk-of"))
                .isTrue();
        lab.block(5L << 30);
        equal(
                say("step7-malloc-check.bytes-mapped-for-a-block"),
                lab.system.mappedBytes() - 135_168,
                (5L << 30) + 4096);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "malloc answers 0 when the kernel refuses: brk then answers the old break, mmap a negative number.",
                "malloc/malloc.c of glibc: sysmalloc tries mmap, then brk, and fails with ENOMEM.",
                "docs/03-malloc.md: Large blocks"
            },
            requires = "a_large_block_gets_a_mapping_of_its_own")
    void without_room_the_answer_is_null(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        lab.system.limit(200_000);
        long first = lab.block(1000);
        equal(say("step7-malloc-check.malloc-300000-when-the-kernel"), lab.malloc.malloc(300_000), 0);
        equal(say("step7-malloc-check.malloc-of-2-64-1"), lab.malloc.malloc(-1), 0);
        equal(say("step7-malloc-check.malloc-of-2-63-1"), lab.malloc.malloc(Long.MAX_VALUE), 0);
        demandAt(say("step7-malloc-check.malloc-50-from-what-is"), lab.block(50), first + 1008);
        RefusingSpace refusing = new RefusingSpace(new AddressBook(MallocFixture.START));
        refusing.maps = false;
        demandAt(
                say("step7-malloc-check.200-000-when-mmap-is-refused"),
                parts.malloc(refusing).malloc(200_000),
                MallocFixture.FIRST);
        RefusingSpace full = new RefusingSpace(new AddressBook(MallocFixture.START));
        full.grows = false;
        Malloc late = parts.malloc(full);
        equal(say("step7-malloc-check.1000-when-brk-is-refused"), late.malloc(1000), 0);
        full.grows = true;
        demandAt(say("step7-malloc-check.1000-when-brk-works-again"), late.malloc(1000), MallocFixture.FIRST);
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "malloc gives addresses, not memory. Who takes the frames?",
                "mm/memory.c do_anonymous_page: the first write to a page faults, and only that takes a frame.",
                "docs/03-malloc.md: Addresses, not memory"
            },
            requires = {
                "a_large_block_gets_a_mapping_of_its_own",
                "the_first_touch_of_a_page_gives_it_and_the_second_costs_nothing"
            })
    void malloc_gives_addresses_and_the_first_touch_gives_memory(Parts parts) {
        VmaFixture lab = new VmaFixture(parts);
        Malloc malloc = parts.malloc(new TaskUserSpace(lab.task));
        int free = lab.freeFrames();
        long large = malloc.malloc(1L << 30);
        long small = malloc.malloc(60_000);
        equal(say("step7-malloc-check.frames-taken-by-malloc-of"), lab.freeFrames(), free);
        equal(say("step7-malloc-check.write-to-the-middle-of"), lab.write(large + (1L << 29)), Machine.Outcome.OK);
        equal(say("step7-malloc-check.write-to-the-small-block"), lab.write(small + 30_000), Machine.Outcome.OK);
        assertThat(free - lab.freeFrames())
                .as(say("step7-malloc-check.frames-taken-by-the-two"))
                .isGreaterThanOrEqualTo(2);
    }

    @Order(7)
    @Replays("malloc-a")
    @Check(
            points = 2,
            hints = {
                "Read the line before the first difference: how much did top have left, and was it enough?",
                "malloc/malloc.c of glibc: _int_malloc (use_top), sysmalloc.",
                "docs/formats.md: malloc-a..d"
            },
            requires = "a_large_block_gets_a_mapping_of_its_own")
    void all_recordings_of_malloc_alone_agree(Parts parts) {
        RecordingReplay.demandAgreement("malloc-a", parts);
    }
}

package mm.grader.checks.vma;

import static mm.grader.Demand.equal;
import static mm.grader.Labels.say;
import static mm.grader.checks.vma.MallocFixture.demandAt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import mm.grader.Check;
import mm.grader.Graded;
import mm.grader.RecordingReplay;
import mm.grader.Replays;
import mm.machine.Errno;
import mm.machine.Exercise;
import mm.machine.Parts;
import mm.vma.AddressBook;
import mm.vma.Malloc;
import org.junit.jupiter.api.Order;

/** The caches for small blocks, and the other two calls. */
@Graded(exercise = Exercise.BRK_MMAP, step = 10, title = "tcache, fastbins, calloc, realloc (bonus)", bonus = true)
public class Step10CacheCheck {
    @Order(1)
    @Check(
            points = 2,
            hints = {
                "Seven chunks of each size are kept aside, last in, first out; none joins, none can be freed again.",
                "malloc/malloc.c of glibc: tcache_put, tcache_get; up to a chunk of 1040 bytes.",
                "docs/03-malloc.md: tcache and fastbins"
            },
            requires = "free_neighbours_become_one")
    void seven_of_each_size_are_cached(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = lab.allButLastFreed(10, 200);
        demandAt(say("step10-cache-check.malloc-200-the-last-one"), lab.block(200), block[6]);
        demandAt(say("step10-cache-check.malloc-400-the-eighth-and"), lab.block(400), block[7]);
        for (int i = 5; i >= 0; i--) {
            demandAt("malloc(200)", lab.block(200), block[i]);
        }
        demandAt(say("step10-cache-check.malloc-200-when-the-cache"), lab.block(200), block[9] + 208);
        lab.free(block[0]);
        lab.demandRefusal(say("step10-cache-check.free-of-a-cached-block"), block[0]);
    }

    @Order(2)
    @Check(
            points = 1,
            hints = {
                "The eighth small chunk goes to a fastbin. Who takes one from there moves the others to the tcache.",
                "malloc/malloc.c of glibc: _int_malloc, \"stash\"; malloc_consolidate before a large request.",
                "docs/03-malloc.md: tcache and fastbins"
            },
            requires = "seven_of_each_size_are_cached")
    void the_fastbin_is_stashed_and_consolidated(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = lab.allButLastFreed(13, 100);
        for (int i = 6; i >= 0; i--) {
            demandAt(say("step10-cache-check.malloc-100-from-the-tcache"), lab.block(100), block[i]);
        }
        lab.demandRefusal(say("step10-cache-check.free-of-a-block-in-a-fastbin"), block[8]);
        demandAt(say("step10-cache-check.malloc-100-from-the-fastbin"), lab.block(100), block[11]);
        for (int i = 7; i < 11; i++) {
            demandAt(say("step10-cache-check.malloc-100-from-the-tcache-2"), lab.block(100), block[i]);
        }
        lab.free(block);
        demandAt(say("step10-cache-check.malloc-2000-before-it-the"), lab.block(2000), block[7]);
        lab.blocks(7, 100); // empties the tcache
        demandAt(say("step10-cache-check.malloc-100-when-the-fastbin"), lab.block(100), block[7] + 2016);
        MallocFixture other = new MallocFixture(parts);
        long[] small = other.blocks(13, 100);
        long huge = other.block(70_000);
        other.block(2000);
        other.freeFirst(12, small);
        other.free(huge);
        demandAt(say("step10-cache-check.malloc-500-after-a-large"), other.block(500), small[7]);
        demandStash(new MallocFixture(parts));
    }

    @Order(3)
    @Check(
            points = 1,
            hints = {
                "calloc goes past the tcache. And count times size may be too large for 64 bits.",
                "malloc/malloc.c of glibc: __libc_calloc calls _int_malloc.",
                "docs/03-malloc.md: calloc and realloc"
            },
            requires = "seven_of_each_size_are_cached")
    void calloc_goes_past_the_cache_and_minds_overflow(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = lab.allButLastFreed(2, 100);
        demandAt(say("step10-cache-check.calloc-1-100-with-a"), lab.zeros(100), block[1] + 112);
        demandAt("malloc(100)", lab.block(100), block[0]);
        equal("calloc(2^32, 2^32)", lab.malloc.calloc(1L << 32, 1L << 32), 0);
        equal("calloc(2^32, 2^31)", lab.malloc.calloc(1L << 32, 1L << 31), 0);
        equal("calloc(2^64 - 1, 1)", lab.malloc.calloc(-1, 1), 0);
        demandAt(say("step10-cache-check.calloc-30-10-in-top"), lab.malloc.calloc(30, 10), block[1] + 2 * 112);
        long next = block[1] + 2 * 112 + 320;
        long[][] nothing = {{0, 8}, {8, 0}, {0, 0}, {-1, 0}, {0, -1}}; // no product overflows: __builtin_mul_overflow
        for (long[] pair : nothing) {
            String call =
                    String.format("calloc(%s, %s)", Long.toUnsignedString(pair[0]), Long.toUnsignedString(pair[1]));
            demandAt(say("step10-cache-check.a-chunk-of-32-bytes", call), lab.malloc.calloc(pair[0], pair[1]), next);
            next += 32;
        }
        demandAt(say("step10-cache-check.calloc-1-100-as-the"), new MallocFixture(parts).zeros(100), block[0]);
    }

    @Order(4)
    @Check(
            points = 2,
            hints = {
                "Look at what is behind the block: top, a free chunk, or one in use? What is too much at the end is freed.",
                "malloc/malloc.c of glibc: _int_realloc.",
                "docs/03-malloc.md: calloc and realloc"
            },
            requires = "seven_of_each_size_are_cached")
    void realloc_stays_where_it_can(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long[] block = lab.blocks(4, 2000);
        lab.free(block[1]);
        demandAt(say("step10-cache-check.realloc-to-3500-joined-with"), lab.resize(block[0], 3500), block[0]);
        demandAt(say("step10-cache-check.realloc-to-1500-shrunk"), lab.resize(block[0], 1500), block[0]);
        demandAt(say("step10-cache-check.realloc-to-6000-moved"), lab.resize(block[0], 6000), block[3] + 2016);
        demandAt(say("step10-cache-check.realloc-of-another-to-3000"), lab.resize(block[3], 3000), block[0]);
        long last = lab.block(100_000);
        demandAt(say("step10-cache-check.realloc-of-the-last-block"), lab.resize(last, 110_000), last);
        demandAt(say("step10-cache-check.realloc-to-126000-the-break"), lab.resize(last, 126_000), last);
        demandAt(say("step10-cache-check.realloc-0-24-is-malloc"), lab.resize(0, 24), lab.block(24) - 32);
        equal(say("step10-cache-check.realloc-to-0-bytes-frees"), lab.malloc.realloc(last, 0), 0);
        lab.demandRefusal(say("step10-cache-check.free-after-that"), last);
        demandAt(say("step10-cache-check.malloc-120000-where-that-block"), lab.malloc.malloc(120_000), last);
        equal(say("step10-cache-check.realloc-to-2-64-1"), lab.malloc.realloc(block[2], -1), 0);
        demandNoSearch(parts, Long.MAX_VALUE, say("step10-cache-check.more-than-can-be"));
        demandNoSearch(parts, Long.MAX_VALUE - 6, say("step10-cache-check.the-least-that-is-not"));
        MallocFixture exact = new MallocFixture(parts);
        long[] pair = exact.blocks(3, 2000);
        exact.free(pair[1]);
        demandAt(say("step10-cache-check.realloc-to-4024-exactly-the"), exact.resize(pair[0], 4024), pair[0]);
        long cached = exact.block(24);
        exact.free(cached);
        for (long address : new long[] {pair[0] + 16, cached}) {
            assertThatIllegalArgumentException()
                    .as(say("step10-cache-check.realloc-of-what-is-no-block", MallocFixture.hex(address)))
                    .isThrownBy(() -> exact.malloc.realloc(address, 100));
        }
        lab.system.limit(0);
        equal(say("step10-cache-check.realloc-when-the-kernel-refuses"), lab.malloc.realloc(block[2], 500_000), 0);
        lab.free(block[2]);
    }

    /** The fastbins stay as they are: the next block of 100 bytes comes from top, not from what they would become. */
    private static void demandNoSearch(Parts parts, long size, String what) {
        MallocFixture lab = new MallocFixture(parts);
        long[] small = lab.blocks(12, 50);
        long large = lab.block(3000);
        for (long block : small) {
            lab.free(block);
        }
        equal(say("step10-cache-check.realloc-to-bytes", size, what), lab.malloc.realloc(large, size), 0);
        demandAt(say("step10-cache-check.malloc-100-after-realloc-to", size), lab.malloc.malloc(100), large + 3008);
    }

    @Order(5)
    @Check(
            points = 1,
            hints = {
                "A mapped block is resized by the kernel, which moves page table entries instead of bytes.",
                "malloc/malloc.c of glibc: mremap_chunk; mm/mremap.c move_page_tables.",
                "docs/03-malloc.md: calloc and realloc"
            },
            requires = "realloc_stays_where_it_can")
    void a_mapped_block_is_remapped(Parts parts) {
        MallocFixture lab = new MallocFixture(parts);
        long block = lab.resize(lab.block(200_000), 300_000);
        equal(say("step10-cache-check.bytes-mapped-for-300-000"), lab.system.mappedBytes(), 303_104);
        int calls = lab.system.calls();
        demandAt(say("step10-cache-check.realloc-to-300010-the-same"), lab.resize(block, 300_010), block);
        equal(say("step10-cache-check.system-calls-of-that"), lab.system.calls() - calls, 0);
        lab.block(500_000); // right below it, so that it cannot grow where it is
        long moved = lab.resize(block, 400_000);
        if (moved != block) {
            long old = block;
            assertThatIllegalArgumentException()
                    .as(say("step10-cache-check.free-of-the-old-address"))
                    .isThrownBy(() -> lab.malloc.free(old));
        }
        block = lab.resize(moved, 10);
        equal(say("step10-cache-check.bytes-mapped-for-10-which"), lab.system.mappedBytes(), 4096 + 503_808);
        lab.free(block);
        equal(say("step10-cache-check.bytes-mapped-at-the-end"), lab.system.mappedBytes(), 503_808);
    }

    @Order(6)
    @Check(
            points = 1,
            hints = {
                "A kernel that refuses mremap is no reason to give up: the block may be large enough, or a new one be had.",
                "malloc/malloc.c of glibc: __libc_realloc, behind mremap_chunk.",
                "docs/03-malloc.md: calloc and realloc"
            },
            requires = "a_mapped_block_is_remapped")
    void without_mremap_the_block_moves(Parts parts) {
        AddressBook system = new AddressBook(MallocFixture.START);
        Malloc malloc = parts.malloc(new WithoutMremap(system));
        long block = malloc.malloc(200_000);
        demandAt(say("step10-cache-check.realloc-to-1000-stays"), malloc.realloc(block, 1000), block);
        long larger = malloc.realloc(block, 200_688); // oldsize - SIZE_SZ >= nb: 8 bytes are missing
        assertThat(larger)
                .as(say("step10-cache-check.realloc-to-200688-whose-chunk"))
                .isNotEqualTo(block);
        equal(say("step10-cache-check.bytes-mapped-for-200-688"), system.mappedBytes(), 204_800);
        long moved = malloc.realloc(larger, 300_000);
        assertThat(system.contains(moved) && system.contains(moved + 299_999))
                .as(say("step10-cache-check.the-block-of-300-000"))
                .isTrue();
        equal(say("step10-cache-check.bytes-mapped-then-the-old"), system.mappedBytes(), 303_104);
        long besides = malloc.malloc(150_000);
        equal(say("step10-cache-check.bytes-mapped-after-a-block-moved"), system.mappedBytes(), 303_104 + 151_552);
        malloc.free(besides);
        malloc.free(moved);
        equal(say("step10-cache-check.bytes-mapped-at-the-end"), system.mappedBytes(), 0);
    }

    /** A kernel that cannot move mappings. */
    private record WithoutMremap(Malloc.UserSpace system) implements Malloc.UserSpace {
        @Override
        public long brk(long newBreak) {
            return system.brk(newBreak);
        }

        @Override
        public long mmap(long length) {
            return system.mmap(length);
        }

        @Override
        public long munmap(long address, long length) {
            return system.munmap(address, length);
        }

        @Override
        public long mremap(long address, long oldLength, long newLength) {
            return Errno.ENOMEM.result();
        }
    }

    @Order(7)
    @Replays("malloc-d")
    @Check(
            points = 2,
            hints = {
                "Which lists could the chunk have come from: tcache, fastbin, small bin, unsorted, large bin, top?",
                "malloc/malloc.c of glibc: _int_malloc, _int_free, _int_realloc, malloc_consolidate.",
                "docs/formats.md: malloc-a..d"
            },
            requires = {
                "the_fastbin_is_stashed_and_consolidated",
                "calloc_goes_past_the_cache_and_minds_overflow",
                "a_mapped_block_is_remapped"
            })
    void all_recordings_of_everything_agree(Parts parts) {
        RecordingReplay.demandAgreement("malloc-d", parts);
    }

    /** Whoever takes a chunk from a small bin moves the others of its size to the tcache as well. */
    private static void demandStash(MallocFixture lab) {
        long[] block = new long[10];
        for (int i = 0; i < block.length; i++) {
            block[i] = lab.block(200);
            lab.block(24); // keeps neighbours apart
        }
        lab.free(block);
        lab.block(2000); // sorts the three that the tcache has no room for into their small bin
        for (int i = 6; i >= 0; i--) {
            demandAt(say("step10-cache-check.malloc-200-from-the-tcache"), lab.block(200), block[i]);
        }
        demandAt(say("step10-cache-check.malloc-200-from-the-small"), lab.block(200), block[7]);
        demandAt(say("step10-cache-check.malloc-200-the-last-one-2"), lab.block(200), block[9]);
        demandAt(say("step10-cache-check.malloc-200-the-one-before"), lab.block(200), block[8]);
    }
}

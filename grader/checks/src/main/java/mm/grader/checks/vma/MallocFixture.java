package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import mm.machine.Parts;
import mm.vma.AddressBook;
import mm.vma.Malloc;

/** An allocator on an empty heap, and a book of the blocks it has given out. */
final class MallocFixture {
    /** Where the heap begins. */
    static final long START = 0x5555_5572_c000L;

    /** The first block of all, after the chunk of the allocator's own table. */
    static final long FIRST = START + Malloc.TCACHE_CHUNK + Malloc.HEADER;

    final AddressBook system = new AddressBook(START);
    final Malloc malloc;
    private final TreeMap<Long, Long> blocks = new TreeMap<>();

    MallocFixture(Parts parts) {
        malloc = parts.malloc(system);
    }

    /** Allocates a block that must be a proper one. */
    long block(long size) {
        return book("malloc(" + size + ")", malloc.malloc(size), size);
    }

    /** Allocates blocks of one size. */
    long[] blocks(int count, long size) {
        return LongStream.range(0, count).map(i -> block(size)).toArray();
    }

    /** Allocates blocks of one size and frees all but the last, in their order. */
    long[] allButLastFreed(int count, long size) {
        long[] blocks = blocks(count, size);
        freeFirst(count - 1, blocks);
        return blocks;
    }

    /** Allocates a block of zeros that must be a proper one. */
    long zeros(long size) {
        return book("calloc(1, " + size + ")", malloc.calloc(1, size), size);
    }

    /** Resizes a block; the result must be a proper one. */
    long resize(long address, long size) {
        blocks.remove(address);
        return book("realloc(" + hex(address) + ", " + size + ")", malloc.realloc(address, size), size);
    }

    void free(long... addresses) {
        for (long address : addresses) {
            malloc.free(address);
            blocks.remove(address);
        }
    }

    /** Frees the first blocks of some, in their order. */
    void freeFirst(int count, long... addresses) {
        free(Arrays.copyOf(addresses, count));
    }

    /** Demands that free refuses an address. */
    void demandRefusal(String what, long address) {
        assertThatIllegalArgumentException().as(what).isThrownBy(() -> free(address));
    }

    private long book(String call, long address, long size) {
        assertThat(address).as(say("malloc-fixture.has-memory-to-give", call)).isNotZero();
        assertThat(address % Malloc.ALIGNMENT)
                .as(say("malloc-fixture.remainder-by-16", call, hex(address)))
                .isZero();
        long last = address + Math.max(size, 1) - 1;
        assertThat(system.contains(address) && system.contains(last))
                .as(say("malloc-fixture.all-of-the-block-lies", call, hex(address), hex(brk())))
                .isTrue();
        Map.Entry<Long, Long> below = blocks.floorEntry(last);
        assertThat(below == null || below.getKey() + below.getValue() <= address)
                .as(say(
                        "malloc-fixture.overlaps-no-other-block",
                        call,
                        hex(address),
                        below == null ? "" : " " + say("malloc-fixture.the-one-at", hex(below.getKey()))))
                .isTrue();
        blocks.put(address, Math.max(size, 1));
        return address;
    }

    long brk() {
        return system.brk(0);
    }

    /** Demands that a block lies where glibc puts it. */
    static void demandAt(String what, long address, long linux) {
        assertThat(hex(address)).as(what).isEqualTo(hex(linux));
    }

    /** Demands how far the heap reaches, in bytes from its start. */
    void demandHeap(String what, long bytes) {
        assertThat(brk() - START)
                .as(say("malloc-fixture.length-of-the-heap", what))
                .isEqualTo(bytes);
    }

    static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}

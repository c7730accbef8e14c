package mm.vma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random calls of all four kinds, with the heap recounted after each. */
class HeapAccountTest {
    private static final long START = 0x5555_5572_c000L;
    private static final int SLOTS = 120;

    private final AddressBook system = new AddressBook(START);
    private final BrkMmapMalloc malloc = new BrkMmapMalloc(system);
    private final long[] blocks = new long[SLOTS];
    private final long[] sizes = new long[SLOTS];

    @ParameterizedTest
    @ValueSource(ints = {100, 1500, 20_000, 400_000})
    void every_byte_of_the_heap_belongs_to_exactly_one_chunk(int largest) {
        Random random = new Random(largest);
        for (int i = 0; i < 6_000; i++) {
            step(random, random.nextInt(SLOTS), random.nextInt(largest));
            recount();
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            malloc.free(blocks[slot]);
            blocks[slot] = 0;
        }
        recount();
        assertThat(system.mappedBytes()).isZero();
    }

    private void step(Random random, int slot, long size) {
        if (blocks[slot] != 0 && random.nextInt(3) > 0) {
            malloc.free(blocks[slot]);
            blocks[slot] = 0;
        } else if (blocks[slot] != 0) {
            blocks[slot] = malloc.realloc(blocks[slot], size + 1);
        } else {
            blocks[slot] = random.nextInt(5) == 0 ? malloc.calloc(size, 1) : malloc.malloc(size);
        }
        sizes[slot] = size;
    }

    private void recount() {
        long end = START;
        boolean free = false;
        for (Chunk chunk = malloc.heap.at(START); chunk != null; chunk = malloc.heap.above(chunk)) {
            String what = "chunk at 0x" + Long.toHexString(chunk.address) + " of " + chunk.size + " bytes";
            demand(chunk.address == end, what + " begins where the last one ends");
            demand(chunk.size >= Malloc.MIN_CHUNK && chunk.size % Malloc.ALIGNMENT == 0, what + " has a proper size");
            demand(!free || !chunk.isFree(), what + " and the one before are both free");
            free = chunk.isFree();
            end = chunk.end();
        }
        demand(!free, "the last chunk is free, but not part of top");
        demand(end + malloc.heap.topSize() == system.brk(0), "top reaches up to the break");
        for (int slot = 0; slot < SLOTS; slot++) {
            Chunk chunk = malloc.heap.at(blocks[slot] - Malloc.HEADER);
            demand(
                    chunk == null || (chunk.state == Chunk.State.IN_USE && chunk.size >= sizes[slot] + 8),
                    "block " + slot + " lies in a chunk in use that is large enough");
        }
    }

    private static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("not so: " + what);
        }
    }
}

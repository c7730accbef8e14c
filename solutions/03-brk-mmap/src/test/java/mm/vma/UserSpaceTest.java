package mm.vma;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import mm.grader.LoadedParts;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.TaskUserSpace;
import org.junit.jupiter.api.Test;

/** The two kinds of user space: booked addresses, and a process on a machine. */
class UserSpaceTest {
    private static final long START = 0x55_0000;
    private static final long PAGE = 4096;

    private final AddressBook book = new AddressBook(START);

    private static TaskUserSpace process() {
        Machine machine = new Machine(new LoadedParts(UserSpaceTest.class.getClassLoader()));
        List<Mapping> image = List.of(new Mapping(START - 0x1000, START, "rw-p", "[heap]"));
        return new TaskUserSpace(machine.exec("test", image, START));
    }

    @Test
    void the_allocator_makes_the_same_calls_on_both() {
        Malloc.UserSpace process = process();
        BrkMmapMalloc onBook = new BrkMmapMalloc(book);
        BrkMmapMalloc onProcess = new BrkMmapMalloc(process);
        Random random = new Random(1);
        long[][] blocks = new long[50][2];
        for (int i = 0; i < 3000; i++) {
            int slot = random.nextInt(blocks.length);
            long size = 1 + random.nextInt(random.nextInt(10) == 0 ? 400_000 : 3000);
            blocks[slot][0] = onBook.realloc(blocks[slot][0], size);
            blocks[slot][1] = onProcess.realloc(blocks[slot][1], size);
            assertThat(process.brk(0)).as("break after " + i + " calls").isEqualTo(book.brk(0));
            if (blocks[slot][0] < book.brk(0)) {
                assertThat(blocks[slot][1]).isEqualTo(blocks[slot][0]);
            }
        }
    }

    @Test
    void a_process_resizes_mappings_and_passes_errors_on() {
        Malloc.UserSpace process = process();
        long address = process.mmap(3 * PAGE);
        assertThat(process.mremap(address, 3 * PAGE, PAGE)).isEqualTo(address);
        assertThat(process.munmap(address, PAGE)).isZero();
        assertThat(Errno.isError(process.mremap(1, 3 * PAGE, PAGE))).isTrue();
        assertThat(Errno.isError(process.mremap(address, PAGE, 1L << 60))).isTrue();
    }

    @Test
    void the_break_moves_between_the_start_and_the_mappings() {
        assertThat(book.brk(START + PAGE)).isEqualTo(START + PAGE);
        assertThat(book.brk(START - 1)).isEqualTo(START + PAGE);
        assertThat(book.brk(-1)).isEqualTo(START + PAGE);
        long mapping = book.mmap(PAGE);
        assertThat(book.brk(mapping)).isEqualTo(START + PAGE);
        assertThat(book.brk(START)).isEqualTo(START);
        assertThat(book.calls()).as("brk(0) is not counted").isEqualTo(6);
    }

    @Test
    void mappings_lie_below_each_other_and_are_unmapped_whole() {
        long first = book.mmap(PAGE + 1);
        long second = book.mmap(PAGE);
        assertThat(second).isEqualTo(first - PAGE);
        assertThat(book.mappedBytes()).isEqualTo(3 * PAGE);
        assertThat(book.munmap(first, PAGE)).isEqualTo(Errno.EINVAL.result());
        assertThat(book.munmap(first + PAGE, PAGE)).isEqualTo(Errno.EINVAL.result());
        assertThat(book.munmap(first, 2 * PAGE)).isZero();
        assertThat(book.contains(first)).isFalse();
        assertThat(book.contains(second + PAGE - 1)).isTrue();
    }

    @Test
    void what_is_too_long_is_refused_and_changes_nothing() {
        assertThat(book.mmap(0)).isEqualTo(Errno.EINVAL.result());
        for (long length : new long[] {1L << 47, Long.MAX_VALUE, MemoryDescriptor.MMAP_BASE}) {
            assertThat(book.mmap(length)).isEqualTo(Errno.ENOMEM.result());
        }
        long address = book.mmap(PAGE);
        book.limit(3 * PAGE);
        assertThat(book.mremap(address, PAGE, 4 * PAGE)).isEqualTo(Errno.ENOMEM.result());
        assertThat(book.mremap(address, 2 * PAGE, 4 * PAGE)).isEqualTo(Errno.EINVAL.result());
        assertThat(book.mremap(address, PAGE, 2 * PAGE)).isLessThan(address);
        assertThat(book.mappedBytes()).isEqualTo(2 * PAGE);
        assertThat(book.brk(START + 2 * PAGE)).isEqualTo(START);
    }
}

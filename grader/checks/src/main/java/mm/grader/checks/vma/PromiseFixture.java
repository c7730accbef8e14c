package mm.grader.checks.vma;

import java.util.List;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;
import mm.vma.Overcommit;

/** A machine that counts promises, with a process of an ordinary user. */
final class PromiseFixture {
    /** Pages of memory and of swap that promises are held against. */
    static final long MEMORY = 10_000;

    static final long SWAP = 0;

    private static final int SOME_USER = 1000;

    final Machine machine;
    final Task task;
    final MemoryDescriptor mm;
    final Overcommit promises;
    private final long start;

    PromiseFixture(Parts parts) {
        this(parts, VmaFixture.PROGRAM);
    }

    /** Makes a process with other mappings, of which one is the heap. */
    PromiseFixture(Parts parts, List<Mapping> image) {
        machine = new Machine(parts, new PhysicalMemory(4096));
        promises = machine.countPromises(MEMORY, SWAP);
        task = machine.exec(machine.nextPid(), SOME_USER, "lab", image, VmaFixture.HEAP_END);
        mm = task.mm();
        start = promises.committed();
    }

    /** Sets the strict mode, with reserves of 0, so that the process may be promised so many pages more. */
    void room(long pages) {
        long limit = (promises.committed() + pages + 1 - SWAP) * PhysicalMemory.PAGE_KB;
        promises.set(Overcommit.Settings.DEFAULT
                .withMode(Overcommit.NEVER)
                .withKbytes(limit)
                .withReserves(0, 0));
    }

    /** Returns how many pages more are promised than when the process began. */
    long change() {
        return promises.committed() - start;
    }
}

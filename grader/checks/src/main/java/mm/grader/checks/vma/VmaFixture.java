package mm.grader.checks.vma;

import static mm.grader.Labels.say;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import mm.grader.Returned;
import mm.machine.Errno;
import mm.machine.Machine;
import mm.machine.Parts;
import mm.machine.PhysicalMemory;
import mm.machine.Task;
import mm.vma.MapFlag;
import mm.vma.Mapping;
import mm.vma.MemoryCounters;
import mm.vma.MemoryDescriptor;
import mm.vma.Prot;

/** A machine with one small process, to try things out on. */
final class VmaFixture {
    static final int PAGE = PhysicalMemory.PAGE_SIZE;

    /** An address far from everything. */
    static final long AREA = 0x1000_0000L;

    static final long HEAP = 0x50_0000L;
    static final long HEAP_END = 0x50_2000L;
    static final long STACK_TOP = 0x7fff_ffff_f000L;
    static final long STACK = STACK_TOP - 4 * PAGE;

    static final List<Mapping> PROGRAM = List.of(
            new Mapping(0x40_0000, 0x40_2000, "r-xp", "[image]"),
            new Mapping(0x40_2000, 0x40_3000, "rw-p", "[image]"),
            new Mapping(HEAP, HEAP_END, "rw-p", "[heap]"),
            new Mapping(STACK, STACK_TOP, "rw-p", "[stack]"));

    final Machine machine;
    final Task task;
    final MemoryDescriptor mm;

    /** Returns a process that shows a page of the kernel's own at {@link #AREA}. */
    static Task withVvar(Parts parts) {
        List<Mapping> image = List.of(
                new Mapping(HEAP, HEAP_END, "rw-p", "[heap]"), new Mapping(AREA, AREA + PAGE, "r--p", "[vvar]"));
        return new Machine(parts, new PhysicalMemory(64)).exec("vvar", image, HEAP_END);
    }

    /** Returns a process with four pages of [vvar] and two of [vdso] at {@link #AREA}. */
    static VmaFixture withKernelsOwn(Parts parts) {
        return new VmaFixture(
                parts,
                List.of(
                        new Mapping(HEAP, HEAP_END, "rw-p", "[heap]"),
                        new Mapping(page(0), page(4), "r--p", "[vvar]"),
                        new Mapping(page(4), page(6), "r-xp", "[vdso]")));
    }

    VmaFixture(Parts parts) {
        this(parts, 4096);
    }

    VmaFixture(Parts parts, int frames) {
        this(parts, frames, PROGRAM);
    }

    /** Makes a process with other mappings, of which one is the heap. */
    VmaFixture(Parts parts, List<Mapping> image) {
        this(parts, 4096, image);
    }

    private VmaFixture(Parts parts, int frames, List<Mapping> image) {
        machine = new Machine(parts, new PhysicalMemory(frames));
        task = machine.exec("lab", image, HEAP_END);
        mm = task.mm();
    }

    /** Maps private memory at a fixed address, which must work. */
    VmaFixture fixed(long address, int pages, String prot) {
        must(mm.mmap(address, (long) pages * PAGE, Prot.parse(prot), MapFlag.PRIVATE | MapFlag.FIXED));
        return this;
    }

    /** Maps one page after the other from {@code page(0)} on, each with its rights. */
    void pages(String... prots) {
        for (int i = 0; i < prots.length; i++) {
            fixed(page(i), 1, prots[i]);
        }
    }

    /** Maps private memory for reading and writing at a fixed address and writes to each of its pages, which must work. */
    void filled(long address, int pages) {
        fixed(address, pages, "rw-");
        fill(address, pages);
    }

    /** Maps private memory anywhere, which must work. */
    long anywhere(int pages, String prot) {
        return must(mm.mmap(0, (long) pages * PAGE, Prot.parse(prot), MapFlag.PRIVATE));
    }

    private static long must(long result) {
        if (Errno.isError(result)) {
            assertThat(Errno.show(result))
                    .as(say("vma-fixture.mmap-answered"))
                    .isEqualTo(say("vma-fixture.an-address"));
        }
        return result;
    }

    Machine.Outcome read(long address) {
        return machine.access(task, address, false);
    }

    Machine.Outcome write(long address) {
        return machine.access(task, address, true);
    }

    /** Touches each page of a range by a write, which must work. */
    void fill(long address, int pages) {
        for (int i = 0; i < pages; i++) {
            assertThat(write(address + (long) i * PAGE))
                    .as(say("vma-fixture.write-to-page-of-the", i))
                    .isEqualTo(Machine.Outcome.OK);
        }
    }

    /** Returns how many faults an access took; it must work. */
    long faultsOf(Task who, long address, boolean write) {
        long before = who.minorFaults() + who.majorFaults();
        assertThat(machine.access(who, address, write))
                .as((write ? say("vma-fixture.write-to-0x") : say("vma-fixture.read-of-0x"))
                        + Long.toHexString(address))
                .isEqualTo(Machine.Outcome.OK);
        return who.minorFaults() + who.majorFaults() - before;
    }

    long faultsOf(long address, boolean write) {
        return faultsOf(task, address, write);
    }

    MemoryCounters counters() {
        return mm.counters();
    }

    int freeFrames() {
        return machine.memory().freeFrames();
    }

    /** Returns the map from 64 KB below {@link #AREA} to 64 MB above it, a line a mapping. */
    List<String> area() {
        return area(mm);
    }

    /** Returns the same of another address space. */
    static List<String> area(MemoryDescriptor mm) {
        return Returned.list(mm.maps(), Mapping.class).stream()
                .filter(mapping -> mapping.start() >= AREA - 0x1_0000 && mapping.start() < AREA + 0x400_0000)
                .map(Mapping::toString)
                .toList();
    }

    /** Returns a line of the map, {@code from} and {@code to} counted in pages from {@link #AREA}. */
    static String line(int from, int to, String permissions) {
        return line(from, to, permissions, "");
    }

    static String line(int from, int to, String permissions, String name) {
        return new Mapping(page(from), page(to), permissions, name).toString();
    }

    static long page(int number) {
        return AREA + (long) number * PAGE;
    }

    /** Demands the result of a system call, in the words of the kernel. */
    static void demand(String what, long result, String linux) {
        assertThat(Errno.show(result)).as(what).isEqualTo(linux);
    }
}

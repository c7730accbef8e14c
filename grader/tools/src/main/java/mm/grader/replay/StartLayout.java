package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;

/**
 * What {@code execve} has mapped before a program's first call, derived from what its first calls answered.
 *
 * <p>Three things are known of every program on x86-64. Its heap begins where the first {@code brk} answers that it ends.
 * Mappings are placed from the top down, so all from the end of the first one that names no address up to the top was
 * taken when it was made: that is the loader, the vdso and its data. And the program itself lies below its heap: from
 * {@value #PIE_TEXT} or, if it is not position-independent, from {@value #FIXED_TEXT}, where {@code setarch -R} was
 * used; else between the lowest and the highest page below the heap that a later {@code mprotect} succeeds on.
 *
 * <p>A position-independent program without a loader ({@code gcc -static-pie}) lies where a loader would. In the legacy
 * layout mappings are placed from {@value #LEGACY_BASE} upwards, and what lies below the first one was taken.
 *
 * @param brk where the heap begins
 * @param taken start of what execve has taken of the place for mappings
 * @param takenEnd end of it, exclusive
 * @param text where the program begins
 * @param textEnd where it ends, exclusive
 * @param isLegacy whether mappings are placed from the bottom up
 * @param brkCall the call that told the break, or null
 * @param mmapCall the call that told the top, or null
 * @linux fs/binfmt_elf.c load_elf_binary
 * @linux arch/x86/mm/mmap.c mmap_base
 */
record StartLayout(
        long brk, long taken, long takenEnd, long text, long textEnd, boolean isLegacy, Call brkCall, Call mmapCall) {
    /** Where a position-independent program is loaded: two thirds of the addresses of the user. */
    static final long PIE_TEXT = 0x5555_5555_4000L;

    /** Where the linker puts any other. */
    static final long FIXED_TEXT = 0x40_0000;

    /** Where the legacy layout begins to place mappings: a third of the addresses of the user. */
    static final long LEGACY_BASE = 0x2aaa_aaaa_b000L;

    static final String PROGRAM = "[program]";
    static final String LOADER = "[ld.so,vdso]";

    private static final long STACK = 132 << 10;

    /** The loader and the vdso together are smaller than this, random offsets of mappings mostly larger. */
    private static final long FIXED_WITHIN = 16 << 20;

    /** The loader, the vdso and its data together. */
    private static final long USUAL_LOADER = 240 << 10;

    private static final long FAR = 1L << 30;

    /** Random offsets of mappings are smaller than this: 32 bits of pages, the most that can be set. */
    private static final long MAX_RANDOM = 1L << 44;

    /** Derives the layout from the calls of one program, from its start on. */
    static StartLayout of(List<Call> calls) {
        Call brk = first(calls, "brk");
        Call mmap = calls.stream()
                .filter(call -> call.name().equals("mmap") && call.succeeded() && call.number(0) == 0)
                .filter(call -> (call.number(3) & (Placement.FIXED | Numbers.MAP_32BIT)) == 0)
                .findFirst()
                .orElse(null);
        boolean isLegacy = mmap != null && mmap.value() >= LEGACY_BASE && mmap.value() < LEGACY_BASE + MAX_RANDOM;
        long heap = brk == null ? PIE_TEXT + FAR : Area.pages(brk.value());
        long start = isLegacy ? LEGACY_BASE : top(calls, mmap, heap);
        long end = isLegacy ? mmap.value() : MemoryDescriptor.MMAP_BASE;
        if (isLegacy && !isFixed(start, end)) {
            start = Math.max(start, end - FIXED_WITHIN);
        }
        boolean hasProgram = heap - PIE_TEXT > Area.PAGE || heap < PIE_TEXT;
        if (isFixed(start, end)) {
            long text = !hasProgram ? heap : heap > PIE_TEXT ? PIE_TEXT : Math.min(FIXED_TEXT, heap);
            return new StartLayout(heap, start, end, text, heap, isLegacy, brk, mmap);
        }
        long low = heap;
        long high = heap;
        for (Call call : calls) {
            if (isProtected(call, heap - FAR, heap)) {
                high = low == heap ? 0 : high;
                low = Math.min(low, call.number(0));
                high = Math.max(high, Math.min(heap, call.number(0) + Area.pages(call.number(1))));
            }
        }
        return new StartLayout(heap, start, end, low, high, isLegacy, brk, mmap);
    }

    /** The end of the first mapping; of a program that maps nothing, the lowest page of its image that it protects. */
    private static long top(List<Call> calls, Call mmap, long heap) {
        if (mmap != null) {
            return Math.min(mmap.value() + Area.pages(mmap.number(1)), MemoryDescriptor.MMAP_BASE);
        }
        return calls.stream()
                .filter(call -> isProtected(call, heap + FAR, MemoryDescriptor.MMAP_BASE))
                .mapToLong(call -> call.number(0))
                .min()
                .orElse(MemoryDescriptor.MMAP_BASE);
    }

    private static boolean isProtected(Call call, long from, long to) {
        return call.name().equals("mprotect") && call.succeeded() && call.number(0) > from && call.number(0) < to;
    }

    private static Call first(List<Call> calls, String name) {
        return calls.stream()
                .filter(call -> call.name().equals(name) && call.succeeded())
                .findFirst()
                .orElse(null);
    }

    /** Tells whether addresses were not random: the mappings begin where they do on every such run. */
    boolean isFixed() {
        return isFixed(taken, takenEnd);
    }

    private static boolean isFixed(long start, long end) {
        boolean atEdge = end == MemoryDescriptor.MMAP_BASE || start == LEGACY_BASE;
        return atEdge && end - start < FIXED_WITHIN;
    }

    /** Tells whether the program may lie at an address: with random addresses, its size is not known. */
    boolean mayBeProgram(long address) {
        return !isFixed() && address > 0 && address < brk && address > brk - FAR;
    }

    /** Returns by how many bytes the loader is taken for larger than it is, where its end is not known. */
    long overestimate() {
        return isFixed() ? 0 : Math.max(0, takenEnd - taken - USUAL_LOADER);
    }

    /** Returns the mappings; the heap has one page, which is to be given back, since it is empty at first. */
    List<Mapping> mappings() {
        List<Mapping> mappings = new ArrayList<>();
        if (isLegacy) {
            add(mappings, taken, takenEnd, "r-xp", LOADER);
        }
        add(mappings, text, textEnd, "r-xp", PROGRAM);
        add(mappings, brk, brk + Area.PAGE, "rw-p", "[heap]");
        if (!isLegacy) {
            add(mappings, taken, takenEnd, "r-xp", LOADER);
        }
        add(mappings, MemoryDescriptor.TASK_SIZE - STACK, MemoryDescriptor.TASK_SIZE, "rw-p", "[stack]");
        return mappings;
    }

    private static void add(List<Mapping> mappings, long start, long end, String permissions, String name) {
        if (start < end) {
            mappings.add(new Mapping(start, end, permissions, name));
        }
    }
}

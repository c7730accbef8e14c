package mm.grader.replay;

import java.util.ArrayList;
import java.util.List;
import mm.vma.Mapping;
import mm.vma.MemoryDescriptor;

/**
 * What {@code execve} has mapped before a program's first call, derived from what its first calls answered.
 *
 * <p>Three things are known of every program on x86-64. Its heap begins where the first {@code brk} answers that it ends.
 * Mappings are placed from the top down, so all from behind the first one that names no address up to the top was taken
 * when it was made: that is the loader, the vdso and its data. And the program itself lies below its heap: from
 * {@value #PIE_TEXT} or, if it is not position-independent, from {@value #FIXED_TEXT}, where {@code setarch -R} was
 * used; else between the lowest and the highest page below the heap that a later {@code mprotect} succeeds on.
 *
 * @param brk where the heap begins
 * @param top the end of the first mapping that names no address; the machine's own top if there is none
 * @param text where the program begins
 * @param textEnd where it ends
 * @param brkCall the call that told the break, or null
 * @param mmapCall the call that told the top, or null
 * @linux fs/binfmt_elf.c load_elf_binary
 * @linux arch/x86/mm/mmap.c mmap_base
 */
record StartLayout(long brk, long top, long text, long textEnd, Call brkCall, Call mmapCall) {
    /** Where a position-independent program is loaded: two thirds of the user's addresses. */
    static final long PIE_TEXT = 0x5555_5555_4000L;

    /** Where the linker puts any other. */
    static final long FIXED_TEXT = 0x40_0000;

    static final String PROGRAM = "[program]";
    static final String LOADER = "[ld.so,vdso]";

    private static final long STACK = 132 << 10;

    /** The loader and the vdso together are smaller than this, random offsets of mappings mostly larger. */
    private static final long FIXED_WITHIN = 16 << 20;

    private static final long FAR = 1L << 30;

    /** Derives the layout from the calls of one program, from its start on. */
    static StartLayout of(List<Call> calls) {
        Call brk = first(calls, "brk");
        Call mmap = calls.stream()
                .filter(call -> call.name().equals("mmap") && call.succeeded() && call.number(0) == 0)
                .filter(call -> (call.number(3) & (Calls.FIXED | Numbers.MAP_32BIT)) == 0)
                .findFirst()
                .orElse(null);
        long top = mmap == null
                ? MemoryDescriptor.MMAP_BASE
                : Math.min(mmap.value() + Calls.pages(mmap.number(1)), MemoryDescriptor.MMAP_BASE);
        long heap = brk == null ? PIE_TEXT + FAR : Calls.pages(brk.value());
        if (isFixed(top)) {
            long text = heap > PIE_TEXT ? PIE_TEXT : Math.min(FIXED_TEXT, heap);
            return new StartLayout(heap, top, text, heap, brk, mmap);
        }
        long low = heap;
        long high = heap;
        for (Call call : calls) {
            boolean inText = call.name().equals("mprotect")
                    && call.succeeded()
                    && call.number(0) < heap
                    && call.number(0) > heap - FAR;
            if (inText) {
                high = low == heap ? 0 : high;
                low = Math.min(low, call.number(0));
                high = Math.max(high, Math.min(heap, call.number(0) + Calls.pages(call.number(1))));
            }
        }
        return new StartLayout(heap, top, low, high, brk, mmap);
    }

    private static Call first(List<Call> calls, String name) {
        return calls.stream()
                .filter(call -> call.name().equals(name) && call.succeeded())
                .findFirst()
                .orElse(null);
    }

    /** Tells whether addresses were not random: the mappings begin where they do on every such run. */
    boolean isFixed() {
        return isFixed(top);
    }

    private static boolean isFixed(long top) {
        return MemoryDescriptor.MMAP_BASE - top < FIXED_WITHIN;
    }

    /** Returns the mappings; the heap has one page, which is to be given back, since it is empty at first. */
    List<Mapping> mappings() {
        List<Mapping> mappings = new ArrayList<>();
        add(mappings, text, textEnd, "r-xp", PROGRAM);
        add(mappings, brk, brk + Calls.PAGE, "rw-p", "[heap]");
        add(mappings, top, MemoryDescriptor.MMAP_BASE, "r-xp", LOADER);
        add(mappings, MemoryDescriptor.TASK_SIZE - STACK, MemoryDescriptor.TASK_SIZE, "rw-p", "[stack]");
        return mappings;
    }

    private static void add(List<Mapping> mappings, long start, long end, String permissions, String name) {
        if (start < end) {
            mappings.add(new Mapping(start, end, permissions, name));
        }
    }
}

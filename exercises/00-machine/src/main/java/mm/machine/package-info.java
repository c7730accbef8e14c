/**
 * The machine: given hardware, and the words that all exercises share.
 *
 * <p>Read it in this order. {@link mm.machine.PhysicalMemory} is the memory: frames of 4096 bytes, who has them, what
 * is in them. {@link mm.machine.Pte} is the format of a page-table entry, {@link mm.machine.Errno} that of a system
 * call's result. {@link mm.machine.Kernel} is what an address space may ask of the rest of the kernel.
 * {@link mm.machine.Task} is a process, and {@link mm.machine.Machine} wires it all:
 *
 * <pre>
 * access -&gt; Mmu -&gt; done
 *            | page fault
 *            v
 *       MemoryDescriptor -&gt; a frame
 *                            | none free
 *                            v
 *                 ReplacementPolicy -&gt; Swapper -&gt; or, when nothing is left, OomKiller
 * </pre>
 *
 * <p>Every box but the machine itself is an exercise. {@link mm.machine.Parts} decides whose implementation is in
 * each: the grader puts one student's exercise among the reference's others, so that an unfinished one blocks nothing.
 *
 * <p>Nothing here knows an implementation, and no exercise knows another: they meet in the interfaces.
 *
 * <p>Units: frame numbers are {@code int pfn}, entries {@code long pte}, addresses {@code long} bytes; a frame is 4096
 * bytes. Simulated time, where there is any, is nanoseconds.
 */
package mm.machine;

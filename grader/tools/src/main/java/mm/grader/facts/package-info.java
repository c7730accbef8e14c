/**
 * Asks the machine whether the handbook is right about it.
 *
 * <p>A <b>claim</b> is one sentence of the handbook, with a small C program, the <b>probe</b>, that measures it on the
 * running kernel and prints one line. The head of the program's source says the claim, its place in the handbook, what
 * the handbook expects, and under which <b>conditions</b> (a version, a setting, a property of the processor) another
 * answer is to be expected. The conditions are looked up in the {@link mm.grader.facts.Settings} of the machine. A
 * difference that no condition explains is a fault of the handbook, or of the probe.
 *
 * <pre>
 * claim: The first write to a page is a fault and takes 4 kB; the next costs nothing.
 *    zh: (the same in Chinese)
 * chapter: 03-brk-mmap.md#first-touch
 * says: 1 fault and 4 kB, then 0 faults
 * differs if thp = always: one fault brings a huge page of 2 MB
 * </pre>
 */
package mm.grader.facts;

/**
 * Random scripts, recorded on the running kernel and compared with the machine.
 *
 * <p>A recording proves the reference for one script. Here scripts are made without end: {@link mm.grader.fuzz.FuzzKind}
 * makes one from a seed, {@link mm.grader.fuzz.KernelRecorder} asks the kernel this very machine runs on, and
 * {@link mm.grader.fuzz.Fuzzer} compares its answers with the machine's, line by line. The first script that is answered
 * differently is shrunk, asking the kernel again for each candidate, until no operation can be left out.
 *
 * <p>The generators follow the shipped recordings: the same places, lengths and mix of operations. A part of the scripts
 * is wilder: they go into heap and stack, use odd alignments, lengths that wrap around, and ranges over many mappings.
 * They keep off the measured program's own pages ({@link mm.grader.fuzz.Layout}) and off what depends on the machine
 * rather than on the kernel: the lowest addresses ({@code vm.mmap_min_addr}) and single mappings larger than memory
 * ({@code vm.overcommit_memory}).
 *
 * <p>Addresses and lengths are bytes; {@code ops} counts operation lines.
 */
package mm.grader.fuzz;

/**
 * Memory-reference traces of programs: reading them, simulating replacement policies on them, and the whole miss-ratio
 * curve of LRU in one pass.
 *
 * <p>{@link mm.grader.trace.TraceReader} reads a trace in any of the forms that {@link mm.grader.trace.TraceForm} lists.
 * {@link mm.grader.trace.Simulation} runs one policy with a number of frames, {@link mm.grader.trace.StepTable} draws it
 * step by step. Besides the policies of exercise 04 there are some to compare with
 * ({@link mm.grader.trace.PolicyChoice}).
 *
 * <p>Units: a reference is to a page, of 4096 bytes unless said otherwise; pages get small dense numbers in the order in
 * which they appear.
 */
package mm.grader.trace;

/**
 * Memory-reference traces of programs: reading them, simulating replacement policies on them, and the whole miss-ratio
 * curve of LRU in one pass.
 *
 * <p>Units: a reference is to a page of 4096 bytes; pages get small dense numbers in the order in which they appear.
 */
package mm.grader.trace;

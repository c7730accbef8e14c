package mm.vma;

/**
 * What became of a page fault.
 *
 * @linux include/linux/mm_types.h vm_fault_reason
 */
public enum FaultResult {
    /** Handled without input or output; the access can be tried again. */
    MINOR,
    /** Handled after reading from a device; the access can be tried again. */
    MAJOR,
    /** No mapping there, or one that does not allow the access: the process gets SIGSEGV. */
    SIGSEGV,
    /** No frame could be had; nothing was changed. */
    OOM
}

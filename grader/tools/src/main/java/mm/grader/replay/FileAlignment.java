package mm.grader.replay;

import mm.grader.strace.Call;
import mm.text.Message;

/**
 * Whether long mappings of files lie on 2 MB borders: many file systems ask the kernel for it (ext4, xfs, btrfs), others
 * do not, and no log says which one a file is on. The first mapping that tells decides for all that follow.
 *
 * @linux mm/huge_memory.c thp_get_unmapped_area
 */
final class FileAlignment {
    private Boolean aligned;

    /** Returns the address to expect, of the two that are possible. */
    long choose(long plain, long onBorder, Call call) {
        if (aligned == null && plain != onBorder && call.succeeded()) {
            if (call.value() == onBorder || call.value() == plain) {
                aligned = call.value() == onBorder;
            }
        }
        return Boolean.TRUE.equals(aligned) ? onBorder : plain;
    }

    /** Returns in words what was found. */
    Message describe() {
        String key = aligned == null ? "no-mapping-tells" : aligned ? "on-2-mb-borders" : "anywhere";
        return Message.of("file-alignment." + key);
    }
}

package mm.grader.replay;

import java.util.HashMap;
import java.util.Map;
import mm.grader.strace.Call;
import mm.text.Message;

/** The system calls that concern an address space, and what is done with each. */
final class CallReplayers {
    private static final CallReplayer LEFT_OUT =
            (call, memory) -> CallAnswer.notModelled(Message.verbatim(call.name()));

    private static final Map<String, CallReplayer> BY_NAME = new HashMap<>();

    static {
        BY_NAME.put("mmap", new MmapReplayer());
        BY_NAME.put("munmap", new MunmapReplayer());
        BY_NAME.put("mprotect", new MprotectReplayer());
        BY_NAME.put("pkey_mprotect", new MprotectReplayer());
        BY_NAME.put("mremap", new MremapReplayer());
        BY_NAME.put("brk", new BrkReplayer());
        BY_NAME.put("madvise", new MadviseReplayer());
        for (String name : new String[] {
            "remap_file_pages", "shmat", "shmdt", "mlock", "mlock2", "mlockall", "mseal", "process_madvise"
        }) {
            BY_NAME.put(name, LEFT_OUT);
        }
    }

    private CallReplayers() {}

    /** Tells whether a call concerns an address space. */
    static boolean has(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Returns what replays a call, which must be one that {@link #has} knows. */
    static CallReplayer of(Call call) {
        return BY_NAME.get(call.name());
    }
}

package mm.procfs;

import java.util.HashMap;
import java.util.Map;

/**
 * The parsed {@code /proc/meminfo}: one counter a line, in kB (which means 1024 bytes).
 *
 * <p>Counters are numbers of 64 bits <b>without a sign</b>, as C's {@code unsigned long}. In containers some lie near
 * 2<sup>64</sup>: an amount that fell below zero. As a {@code long} such a counter is negative, which is right to print
 * and to add; compare with {@link Long#compareUnsigned}.
 *
 * <p>What stands before a colon is a name, whatever it is, and what follows is its number, 0 if it is none. So a line
 * without a colon, as kernels before 2.6 begin with, is passed over.
 *
 * @linux fs/proc/meminfo.c meminfo_proc_show
 */
public final class MemInfo {
    private final Map<String, Long> kb = new HashMap<>();

    /** Reads {@code meminfo} from a tree. */
    public MemInfo(ProcFs proc) {
        String text = proc.read("meminfo");
        if (text == null) {
            throw new IllegalArgumentException("Memory information file /proc/meminfo does not exist");
        }
        int head = 0;
        for (int colon = text.indexOf(':'); colon >= 0; colon = text.indexOf(':', head)) {
            kb.put(text.substring(head, colon), Scan.unsigned(text, colon + 1));
            head = text.indexOf('\n', colon) + 1;
            if (head == 0) {
                break;
            }
        }
    }

    /** Returns a counter in kB, for example {@code MemTotal}; 0 if this kernel does not show it. */
    public long kb(String name) {
        return kb.getOrDefault(name, 0L);
    }
}

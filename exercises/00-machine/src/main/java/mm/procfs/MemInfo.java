package mm.procfs;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import mm.machine.Lines;

/**
 * The parsed {@code /proc/meminfo}: one counter a line, in kB (which means 1024 bytes).
 *
 * @linux fs/proc/meminfo.c meminfo_proc_show
 */
public final class MemInfo {
    private static final Pattern COLON = Pattern.compile(":?\\s+");

    private final Map<String, Long> kb = new HashMap<>();

    /** Reads {@code meminfo} from a tree. */
    public MemInfo(ProcFs proc) {
        String text = proc.read("meminfo");
        if (text == null) {
            throw new IllegalArgumentException("Memory information file /proc/meminfo does not exist");
        }
        Lines.of(text).stream()
                .map(line -> COLON.split(line))
                .filter(words -> words.length > 1)
                .forEach(words -> kb.put(words[0], Long.parseLong(words[1])));
    }

    /** Returns a counter in kB, for example {@code MemTotal}; 0 if this kernel does not show it. */
    public long kb(String name) {
        return kb.getOrDefault(name, 0L);
    }
}

package mm.grader.replay;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mm.grader.strace.Call;
import mm.grader.strace.Numbers;
import mm.vma.Limit;
import mm.vma.MemoryDescriptor;

/**
 * The limits that a process has set by {@code setrlimit} or {@code prlimit64}. They belong to the process, not to its
 * memory: a child has them, too, and so has the program that it executes.
 */
final class ProcessLimits {
    private static final Map<String, Limit> NAMES = Map.of("RLIMIT_AS", Limit.AS, "RLIMIT_DATA", Limit.DATA);
    private static final Pattern SOFT = Pattern.compile("\\{rlim_cur=([^,]+),.*");

    private final Map<Limit, Long> bytes = new EnumMap<>(Limit.class);

    ProcessLimits copy() {
        ProcessLimits copy = new ProcessLimits();
        copy.bytes.putAll(bytes);
        return copy;
    }

    /** Takes a call that may set a limit, of this process. */
    void take(Call call) {
        int which = call.name().equals("prlimit64") ? 1 : 0;
        Limit limit = NAMES.get(call.argument(which));
        Matcher soft = SOFT.matcher(call.argument(which + 1));
        if (limit != null && call.succeeded() && soft.matches()) {
            boolean isUnlimited = soft.group(1).matches("RLIM(64)?_INFINITY|RLIM_SAVED_MAX");
            bytes.put(limit, isUnlimited ? Limit.INFINITY : Numbers.parse(soft.group(1)));
        }
    }

    /** Returns whose limits a call sets: the caller's if 0. */
    static int target(Call call) {
        return call.name().equals("prlimit64") ? (int) call.number(0) : 0;
    }

    /**
     * Makes them the limits of an address space.
     *
     * @param overestimate by how many bytes its mappings are more than the program's
     */
    void apply(MemoryDescriptor mm, long overestimate) {
        long all = bytes.getOrDefault(Limit.AS, Limit.INFINITY);
        mm.setLimit(Limit.AS, all == Limit.INFINITY ? all : all + overestimate);
        mm.setLimit(Limit.DATA, bytes.getOrDefault(Limit.DATA, Limit.INFINITY));
    }

    /** Tells whether a mapping may be refused because of them. */
    boolean boundMappings() {
        return bytes.getOrDefault(Limit.AS, Limit.INFINITY) != Limit.INFINITY
                || bytes.getOrDefault(Limit.DATA, Limit.INFINITY) != Limit.INFINITY;
    }
}

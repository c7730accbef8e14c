package mm.script;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import mm.lru.ReplacementPolicy;

/** A policy together with all that was ever asked of it, so that it can be copied: by doing it all again. */
final class PolicyHistory {
    private enum Call {
        INSERT,
        TOUCH,
        EVICT,
        EVICT_PAGE,
        COLD,
        REMOVE
    }

    private static final Call[] CALLS = Call.values();

    private final Supplier<ReplacementPolicy> maker;
    private final ReplacementPolicy policy;
    private int[] calls = new int[256];
    private int count;

    PolicyHistory(Supplier<ReplacementPolicy> maker) {
        this.maker = maker;
        policy = maker.get();
    }

    PolicyHistory copy() {
        PolicyHistory copy = new PolicyHistory(maker);
        for (int i = 0; i < count; i++) {
            copy.call(CALLS[calls[i] % CALLS.length], calls[i] / CALLS.length);
        }
        return copy;
    }

    ReplacementPolicy policy() {
        return policy;
    }

    private int call(Call call, int page) {
        if (count == calls.length) {
            calls = Arrays.copyOf(calls, 2 * count);
        }
        calls[count++] = page * CALLS.length + call.ordinal();
        switch (call) {
            case INSERT -> policy.insert(page);
            case TOUCH -> policy.touch(page);
            case EVICT -> {
                return policy.evict();
            }
            case EVICT_PAGE -> policy.evict(page);
            case COLD -> policy.cold(page);
            default -> policy.remove(page);
        }
        return page;
    }

    void insert(int page) {
        call(Call.INSERT, page);
    }

    void touch(int page) {
        call(Call.TOUCH, page);
    }

    int evict() {
        return call(Call.EVICT, 0);
    }

    /** Reclaims as the kernel does; where this is used, nothing is copied. */
    int reclaim(IntConsumer evicted) {
        return policy.reclaim(ReplacementPolicy.BATCH, evicted);
    }

    void evict(int page) {
        call(Call.EVICT_PAGE, page);
    }

    void cold(int page) {
        call(Call.COLD, page);
    }

    void remove(int page) {
        call(Call.REMOVE, page);
    }

    boolean contains(int page) {
        return policy.contains(page);
    }
}

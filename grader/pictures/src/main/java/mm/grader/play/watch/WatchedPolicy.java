package mm.grader.play.watch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.IntConsumer;
import mm.lru.ReplacementPolicy;

/**
 * Stands in front of a policy, passes everything on, and keeps a model of it, which is brought up to date when somebody
 * asks: a swap script makes hundreds of policies, and only one of them is looked at.
 */
public final class WatchedPolicy implements ReplacementPolicy {
    private static final int INSERT = 0;
    private static final int TOUCH = 1;
    private static final int EVICT_ANY = 2;
    private static final int EVICT = 3;
    private static final int COLD = 4;
    private static final int REMOVE = 5;
    private static final int RECLAIM = 6;
    private static final int GONE = 7;
    private static final int GATHER = 8;
    private static final int KINDS = 16;
    private static final int MAX_CALLS = 1 << 16;

    private final ReplacementPolicy policy;
    private final PolicyModel model;
    private long[] calls = new long[64];
    private int count;
    private final List<Integer> evicted = new ArrayList<>();
    /** Pages that were evicted and whose frames are not free yet: who brings one back has kept it. */
    private final Set<Integer> leaving = new HashSet<>();

    private final List<Integer> kept = new ArrayList<>();
    private final Queue<Integer> expected = new ArrayDeque<>();
    private String surprise = "";

    /** Stands in front of a policy. */
    public WatchedPolicy(ReplacementPolicy policy) {
        this.policy = policy;
        model = new PolicyModel(policy.getClass().getSimpleName());
    }

    private void note(int kind, int page) {
        if (count == MAX_CALLS) {
            replay();
        }
        if (count == calls.length) {
            calls = Arrays.copyOf(calls, 2 * count);
        }
        calls[count++] = (long) page * KINDS + kind;
    }

    private void replay() {
        for (int i = 0; i < count; i++) {
            int page = (int) Math.floorDiv(calls[i], KINDS);
            switch (Math.floorMod(calls[i], KINDS)) {
                case INSERT -> {
                    model.insert(page);
                    if (leaving.remove(page)) {
                        kept.add(page);
                    }
                }
                case TOUCH -> model.touch(page);
                case EVICT_ANY -> gone(page, model.evict());
                case RECLAIM -> expected.addAll(model.reclaim(page));
                case GONE -> gone(page, expected.isEmpty() ? NO_PAGE : expected.remove());
                case GATHER -> model.gatherCounters();
                case EVICT -> {
                    if (model.evict(page)) {
                        evicted.add(page);
                    }
                }
                case COLD -> model.cold(page);
                default -> {
                    model.remove(page);
                    leaving.remove(page);
                }
            }
        }
        count = 0;
    }

    private void gone(int page, int chosen) {
        if (chosen != page) {
            surprise = page + " " + chosen;
        }
        evicted.add(page);
        leaving.add(page);
    }

    /** Returns the model as it must be now. */
    public PolicyModel model() {
        replay();
        return model;
    }

    /** Returns which of the evicted pages were put back at once since somebody asked last. */
    public List<Integer> takeKept() {
        replay();
        List<Integer> taken = List.copyOf(kept);
        kept.clear();
        return taken;
    }

    /** Returns what was evicted since somebody asked last. */
    public List<Integer> takeEvicted() {
        replay();
        List<Integer> taken = List.copyOf(evicted);
        evicted.clear();
        return taken;
    }

    /** Returns what became of the pages that were looked at since somebody asked last. */
    public PolicyModel.Looks takeLooks() {
        replay();
        return model.takeLooks();
    }

    /** Returns the page that went and the one that the contract names instead, if they differed since the last question. */
    public String takeSurprise() {
        replay();
        String taken = surprise;
        surprise = "";
        return taken;
    }

    @Override
    public void insert(int page) {
        policy.insert(page);
        note(INSERT, page);
    }

    @Override
    public boolean touch(int page) {
        note(TOUCH, page);
        return policy.touch(page);
    }

    @Override
    public int evict() {
        int page = policy.evict();
        if (page != NO_PAGE) {
            note(EVICT_ANY, page);
        }
        return page;
    }

    @Override
    public int reclaim(int wanted, IntConsumer evictedPages) {
        note(RECLAIM, wanted);
        return policy.reclaim(wanted, page -> {
            note(GONE, page);
            evictedPages.accept(page);
        });
    }

    @Override
    public void gatherCounters() {
        policy.gatherCounters();
        note(GATHER, 0);
    }

    @Override
    public void evict(int page) {
        policy.evict(page);
        note(EVICT, page);
    }

    @Override
    public void cold(int page) {
        policy.cold(page);
        note(COLD, page);
    }

    @Override
    public void remove(int page) {
        policy.remove(page);
        note(REMOVE, page);
    }

    @Override
    public boolean contains(int page) {
        return policy.contains(page);
    }

    @Override
    public int size() {
        return policy.size();
    }
}

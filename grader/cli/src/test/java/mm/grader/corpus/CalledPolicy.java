package mm.grader.corpus;

import java.util.function.Consumer;
import java.util.function.IntConsumer;
import mm.lru.ReplacementPolicy;

/**
 * A policy in front of which somebody is told each call. It is written by hand, since a proxy would make objects at each,
 * which checks count.
 *
 * @param policy the policy
 * @param before is told the name of each method before it is called
 */
public record CalledPolicy(ReplacementPolicy policy, Consumer<String> before) implements ReplacementPolicy {
    private ReplacementPolicy told(String method) {
        before.accept(method);
        return policy;
    }

    @Override
    public void insert(int page) {
        told("insert").insert(page);
    }

    @Override
    public boolean touch(int page) {
        return told("touch").touch(page);
    }

    @Override
    public int evict() {
        return told("evict").evict();
    }

    @Override
    public void evict(int page) {
        told("evict").evict(page);
    }

    @Override
    public void gatherCounters() {
        told("gatherCounters").gatherCounters();
    }

    @Override
    public int reclaim(int wanted, IntConsumer evicted) {
        return told("reclaim").reclaim(wanted, evicted);
    }

    @Override
    public void cold(int page) {
        told("cold").cold(page);
    }

    @Override
    public void remove(int page) {
        told("remove").remove(page);
    }

    @Override
    public boolean contains(int page) {
        return told("contains").contains(page);
    }

    @Override
    public int size() {
        return told("size").size();
    }
}

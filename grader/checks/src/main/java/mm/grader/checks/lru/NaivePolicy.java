package mm.grader.checks.lru;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import mm.lru.PolicyKind;
import mm.lru.ReplacementPolicy;

/** The three policies as slowly and plainly as possible: lists of numbers, oldest first, and sets. */
final class NaivePolicy implements ReplacementPolicy {
    private final PolicyKind kind;
    private final List<Integer> inactive = new ArrayList<>();
    private final List<Integer> active = new ArrayList<>();
    private final Set<Integer> accessed = new HashSet<>();
    private final Set<Integer> referenced = new HashSet<>();
    private final Map<Integer, Integer> evictedAt = new HashMap<>();
    private int clock;

    NaivePolicy(PolicyKind kind) {
        this.kind = kind;
    }

    @Override
    public void insert(int page) {
        accessed.add(page);
        Integer evicted = evictedAt.remove(page);
        if (kind == PolicyKind.TWO_LISTS && evicted != null && clock - evicted <= active.size()) {
            active.add(page);
            clock++;
        } else {
            inactive.add(page);
        }
    }

    @Override
    public boolean touch(int page) {
        if (!contains(page)) {
            return false;
        }
        accessed.add(page);
        if (kind == PolicyKind.LRU) {
            inactive.remove((Integer) page);
            inactive.add(page);
        }
        return true;
    }

    @Override
    public int evict() {
        while (size() > 0) {
            if (active.size() > inactive.size()) {
                for (int n = Math.min(BATCH, active.size()); n > 0; n--) {
                    accessed.remove(active.get(0));
                    inactive.add(active.remove(0));
                }
            }
            Integer page = inactive.get(0);
            if (kind == PolicyKind.LRU || !accessed.contains(page)) {
                evict(page.intValue());
                return page;
            }
            inactive.remove(0);
            accessed.remove(page);
            boolean second = kind == PolicyKind.TWO_LISTS && !referenced.add(page);
            (second ? active : inactive).add(page);
        }
        return NO_PAGE;
    }

    @Override
    public void evict(int page) {
        if (contains(page)) {
            remove(page);
            evictedAt.put(page, clock++);
        }
    }

    @Override
    public void cold(int page) {
        if (!contains(page)) {
            return;
        }
        accessed.remove(page);
        referenced.remove(page);
        if (active.remove((Integer) page)) {
            inactive.add(page);
        } else if (kind == PolicyKind.LRU) {
            inactive.remove((Integer) page);
            inactive.add(0, page);
        }
    }

    @Override
    public void remove(int page) {
        inactive.remove((Integer) page);
        active.remove((Integer) page);
        accessed.remove(page);
        referenced.remove(page);
        evictedAt.remove(page);
    }

    @Override
    public boolean contains(int page) {
        return inactive.contains(page) || active.contains(page);
    }

    @Override
    public int size() {
        return inactive.size() + active.size();
    }
}

package mm.lru;

/** Least recently used: one chain in the order of use. */
public final class ExactLru implements ReplacementPolicy {
    private final Chain chain;

    /** Makes a policy without resident pages. */
    public ExactLru(int pages) {
        chain = new Chain(pages);
    }

    @Override
    public void insert(int page) {
        chain.addYoung(page);
    }

    @Override
    public boolean touch(int page) {
        if (!chain.has(page)) {
            return false;
        }
        chain.remove(page);
        chain.addYoung(page);
        return true;
    }

    @Override
    public int evict() {
        return chain.takeOldest();
    }

    @Override
    public void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {
        if (chain.has(page)) {
            chain.remove(page);
            chain.addOld(page);
        }
    }

    @Override
    public void remove(int page) {
        if (chain.has(page)) {
            chain.remove(page);
        }
    }

    @Override
    public boolean contains(int page) {
        return chain.has(page);
    }

    @Override
    public int size() {
        return chain.size();
    }
}

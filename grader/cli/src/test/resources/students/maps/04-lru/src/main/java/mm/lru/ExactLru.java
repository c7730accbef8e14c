package mm.lru;

/** Least recently used: who is used queues up again. */
public final class ExactLru implements ReplacementPolicy {
    private final Queue queue;

    /** Makes a policy without resident pages. */
    public ExactLru(int pages) {
        queue = new Queue(pages);
    }

    @Override
    public void insert(int page) {
        queue.addLast(page);
    }

    @Override
    public boolean touch(int page) {
        boolean isHere = queue.has(page);
        if (isHere) {
            queue.remove(page);
            queue.addLast(page);
        }
        return isHere;
    }

    @Override
    public int evict() {
        return queue.removeFirst();
    }

    @Override
    public void evict(int page) {
        queue.remove(page);
    }

    @Override
    public void cold(int page) {
        if (queue.has(page)) {
            queue.remove(page);
            queue.addFirst(page);
        }
    }

    @Override
    public void remove(int page) {
        queue.remove(page);
    }

    @Override
    public boolean contains(int page) {
        return queue.has(page);
    }

    @Override
    public int size() {
        return queue.size();
    }
}

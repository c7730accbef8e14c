package mm.lru;

import mm.machine.Todo;

/**
 * Least recently used, exactly: a list with the page of the last use at its young end.
 *
 * <pre>
 * insert: to the young end
 * touch:  out of the list, and to the young end
 * evict:  the page at the old end
 * </pre>
 */
public final class ExactLru implements ReplacementPolicy {
    private static final int LIST = 0;

    private final PageLinks links;
    private int size;

    /** Makes a policy without resident pages. */
    public ExactLru(int pages) {
        links = new PageLinks(pages, 1);
    }

    @Override
    public void insert(int page) {
        throw new Todo("exercise 04: ExactLru.insert");
    }

    @Override
    public boolean touch(int page) {
        throw new Todo("exercise 04: ExactLru.touch");
    }

    @Override
    public int evict() {
        throw new Todo("exercise 04: ExactLru.evict");
    }

    @Override
    public void evict(int page) {
        throw new Todo("exercise 04: ExactLru.evict");
    }

    @Override
    public void cold(int page) {
        throw new Todo("exercise 04: ExactLru.cold");
    }

    @Override
    public void remove(int page) {
        throw new Todo("exercise 04: ExactLru.remove");
    }

    @Override
    public boolean contains(int page) {
        throw new Todo("exercise 04: ExactLru.contains");
    }

    @Override
    public int size() {
        throw new Todo("exercise 04: ExactLru.size");
    }
}

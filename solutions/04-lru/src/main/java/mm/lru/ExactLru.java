package mm.lru;

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
        // BEGIN SOLUTION
        links.addYoung(LIST, page);
        size++;
        // END SOLUTION
    }

    @Override
    public boolean touch(int page) {
        // BEGIN SOLUTION
        if (!links.isLinked(page)) {
            return false;
        }
        links.remove(page);
        links.addYoung(LIST, page);
        return true;
        // END SOLUTION
    }

    @Override
    public int evict() {
        // BEGIN SOLUTION
        int page = links.oldest(LIST);
        remove(page);
        return page;
        // END SOLUTION
    }

    @Override
    public void evict(int page) {
        // BEGIN SOLUTION
        remove(page);
        // END SOLUTION
    }

    @Override
    public void cold(int page) {
        // BEGIN SOLUTION
        if (links.isLinked(page)) {
            links.remove(page);
            links.addOld(LIST, page);
        }
        // END SOLUTION
    }

    @Override
    public void remove(int page) {
        // BEGIN SOLUTION
        if (page != NO_PAGE && links.isLinked(page)) {
            links.remove(page);
            size--;
        }
        // END SOLUTION
    }

    @Override
    public boolean contains(int page) {
        // BEGIN SOLUTION
        return links.isLinked(page);
        // END SOLUTION
    }

    @Override
    public int size() {
        // BEGIN SOLUTION
        return size;
        // END SOLUTION
    }
}

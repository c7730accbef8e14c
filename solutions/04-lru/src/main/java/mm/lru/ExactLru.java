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
    // GIVEN
    private static final int LIST = 0;

    // GIVEN
    private final PageLinks links;
    private int size;

    // GIVEN
    /** Makes a policy without resident pages. */
    public ExactLru(int pages) {
        links = new PageLinks(pages, 1);
    }

    @Override
    public void insert(int page) {
        links.addYoung(LIST, page);
        size++;
    }

    @Override
    public boolean touch(int page) {
        if (!links.isLinked(page)) {
            return false;
        }
        links.remove(page);
        links.addYoung(LIST, page);
        return true;
    }

    @Override
    public int evict() {
        int page = links.oldest(LIST);
        remove(page);
        return page;
    }

    @Override
    public void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {
        if (links.isLinked(page)) {
            links.remove(page);
            links.addOld(LIST, page);
        }
    }

    @Override
    public void remove(int page) {
        if (page != NO_PAGE && links.isLinked(page)) {
            links.remove(page);
            size--;
        }
    }

    @Override
    public boolean contains(int page) {
        return links.isLinked(page);
    }

    @Override
    public int size() {
        return size;
    }
}

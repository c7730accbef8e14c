package mm.grader.trace;

import java.util.LinkedHashSet;
import mm.lru.ReplacementPolicy;

/**
 * What policies that only teach have in common: the resident pages in the order in which they came. Students do not write
 * these, so they are short rather than fast.
 */
abstract class PageQueue implements ReplacementPolicy {
    private final LinkedHashSet<Integer> pages = new LinkedHashSet<>();

    /** Returns the resident pages, the one that came first at the front. */
    final LinkedHashSet<Integer> pages() {
        return pages;
    }

    /** Chooses the page that goes; there is at least one. */
    abstract int victim();

    @Override
    public void insert(int page) {
        pages.add(page);
    }

    @Override
    public boolean touch(int page) {
        return pages.contains(page);
    }

    @Override
    public final int evict() {
        if (pages.isEmpty()) {
            return NO_PAGE;
        }
        int page = victim();
        remove(page);
        return page;
    }

    @Override
    public final void evict(int page) {
        remove(page);
    }

    @Override
    public void cold(int page) {}

    @Override
    public void remove(int page) {
        pages.remove(page);
    }

    @Override
    public final boolean contains(int page) {
        return pages.contains(page);
    }

    @Override
    public final int size() {
        return pages.size();
    }
}

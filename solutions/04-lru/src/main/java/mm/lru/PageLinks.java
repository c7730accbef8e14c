package mm.lru;

import java.util.Arrays;

/**
 * Doubly linked lists of pages whose links are numbers in one array, as the kernel's are a field of {@code struct page}.
 *
 * <pre>
 * links   [ 2 * page ]  the next younger page     [ 2 * page + 1 ]  the next older page
 * heads   numbers after that of the last page: the head of list k is pages + k, where young and old end meet
 * </pre>
 *
 * <p>Both links of a page lie side by side, in one line of the processor's cache. A page is in one list or in none.
 *
 * @linux include/linux/list.h list_add
 */
final class PageLinks {
    // GIVEN
    private static final int NOT_LINKED = -1;

    // GIVEN
    private final int pages;
    private final int[] links;

    PageLinks(int pages, int lists) {
        this.pages = pages;
        links = new int[2 * (pages + lists)];
        Arrays.fill(links, 0, 2 * pages, NOT_LINKED);
        for (int head = pages; head < pages + lists; head++) {
            links[2 * head] = head;
            links[2 * head + 1] = head;
        }
    }

    /** Tells whether the page is in a list. */
    boolean isLinked(int page) {
        return links[2 * page] != NOT_LINKED;
    }

    /** Puts a page that is in no list at the young end of one. */
    void addYoung(int list, int page) {
        int head = pages + list;
        insert(page, links[2 * head + 1], head);
    }

    /** Puts a page that is in no list at the old end of one. */
    void addOld(int list, int page) {
        int head = pages + list;
        insert(page, head, links[2 * head]);
    }

    /** Links a page between two neighbours. Towards the head it gets younger, then comes the head, then the oldest. */
    private void insert(int page, int older, int younger) {
        links[2 * page] = younger;
        links[2 * page + 1] = older;
        links[2 * older] = page;
        links[2 * younger + 1] = page;
    }

    /** Takes a page out of its list. */
    void remove(int page) {
        int younger = links[2 * page];
        int older = links[2 * page + 1];
        links[2 * older] = younger;
        links[2 * younger + 1] = older;
        links[2 * page] = NOT_LINKED;
    }

    /** Returns the page at the old end, or {@link ReplacementPolicy#NO_PAGE}. */
    int oldest(int list) {
        int page = links[2 * (pages + list)];
        return page < pages ? page : ReplacementPolicy.NO_PAGE;
    }
}

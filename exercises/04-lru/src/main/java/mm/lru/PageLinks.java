package mm.lru;

import mm.machine.Todo;

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
    private static final int NOT_LINKED = -1;

    private final int pages;
    private final int[] links;

    PageLinks(int pages, int lists) {
        throw new Todo("exercise 04: new PageLinks");
    }

    /** Tells whether the page is in a list. */
    boolean isLinked(int page) {
        throw new Todo("exercise 04: PageLinks.isLinked");
    }

    /** Puts a page that is in no list at the young end of one. */
    void addYoung(int list, int page) {
        throw new Todo("exercise 04: PageLinks.addYoung");
    }

    /** Puts a page that is in no list at the old end of one. */
    void addOld(int list, int page) {
        throw new Todo("exercise 04: PageLinks.addOld");
    }

    /** Takes a page out of its list. */
    void remove(int page) {
        throw new Todo("exercise 04: PageLinks.remove");
    }

    /** Returns the page at the old end, or {@link ReplacementPolicy#NO_PAGE}. */
    int oldest(int list) {
        throw new Todo("exercise 04: PageLinks.oldest");
    }
}

package mm.grader.quiz.model;

/** What a question is about: a score is kept for each. */
public enum Topic {
    /** Splitting and judging addresses. */
    ADDRESSES("addresses", "地址", "01-page-table"),
    /** Page tables and their walk. */
    TABLES("page tables", "页表", "01-page-table"),
    /** The translation look-aside buffer. */
    TLB("TLB", "TLB", "02-mmu"),
    /** Mappings and system calls. */
    SPACES("address spaces", "地址空间", "03-brk-mmap"),
    /** Page faults and counters. */
    FAULTS("page faults", "缺页", "03-brk-mmap"),
    /** The C library's allocator. */
    MALLOC("malloc", "malloc", "03-malloc"),
    /** Page replacement. */
    REPLACEMENT("page replacement", "页面置换", "04-lru"),
    /** Swapping. */
    SWAP("swap", "交换", "05-swap"),
    /** The out-of-memory killer. */
    OOM("OOM killer", "OOM killer", "06-oom"),
    /** The screens of free and top. */
    FREE_TOP("free and top", "free 和 top", "07-free-top");

    private final Text title;
    private final String chapter;

    Topic(String en, String zh, String chapter) {
        title = new Text(en, zh);
        this.chapter = chapter;
    }

    /** Returns its name for people. */
    public Text title() {
        return title;
    }

    /** Returns the name of the chapter of the handbook, without an ending. */
    public String chapter() {
        return chapter;
    }
}

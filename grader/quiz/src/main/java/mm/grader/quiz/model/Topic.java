package mm.grader.quiz.model;

/** What a question is about: a score is kept for each. */
public enum Topic {
    /** Splitting and judging addresses. */
    ADDRESSES("topic.addresses", "01-page-table"),
    /** Page tables and their walk. */
    TABLES("topic.tables", "01-page-table"),
    /** The translation look-aside buffer. */
    TLB("topic.tlb", "02-mmu"),
    /** Mappings and system calls. */
    SPACES("topic.spaces", "03-brk-mmap"),
    /** Page faults and counters. */
    FAULTS("topic.faults", "03-brk-mmap"),
    /** The C library's allocator. */
    MALLOC("topic.malloc", "03-malloc"),
    /** Page replacement. */
    REPLACEMENT("topic.replacement", "04-lru"),
    /** Swapping. */
    SWAP("topic.swap", "05-swap"),
    /** The out-of-memory killer. */
    OOM("topic.oom", "06-oom"),
    /** The screens of free and top. */
    FREE_TOP("topic.free-top", "07-free-top"),
    /** What the machine promises, and its limit. */
    PROMISES("topic.promises", "08-promises"),
    /** Memory cgroups. */
    GROUPS("topic.groups", "09-containers");

    private final String key;
    private final String chapter;

    Topic(String key, String chapter) {
        this.key = key;
        this.chapter = chapter;
    }

    /** Returns its name for people. */
    public Text title() {
        return Text.say(key);
    }

    /** Returns the name of the chapter of the handbook, without an ending. */
    public String chapter() {
        return chapter;
    }
}

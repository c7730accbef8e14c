package mm.machine;

import java.nio.file.Path;
import mm.text.ArgumentError;

/** The seven exercises: their numbers, folders and packages, once for all programs of the kit. */
public enum Exercise {
    /** Multi-level page tables. */
    PAGE_TABLE("01", "page-table", "mm.pagetable", "Page tables"),
    /** Translation, TLB and page-fault error codes. */
    MMU("02", "mmu", "mm.mmu", "MMU"),
    /** Mappings, the heap, and page faults; malloc. */
    BRK_MMAP("03", "brk-mmap", "mm.vma", "brk and mmap"),
    /** Page replacement. */
    LRU("04", "lru", "mm.lru", "LRU"),
    /** The swap area and swapping. */
    SWAP("05", "swap", "mm.swap", "Swap"),
    /** The out-of-memory killer. */
    OOM("06", "oom", "mm.oom", "OOM killer"),
    /** The screens of free and top. */
    FREE_TOP("07", "free-top", "mm.procfs", "free and top");

    private final String number;
    private final String slug;
    private final String packageName;
    private final String title;

    Exercise(String number, String slug, String packageName, String title) {
        this.number = number;
        this.slug = slug;
        this.packageName = packageName;
        this.title = title;
    }

    /** Returns the two digits, for example {@code 03}. */
    public String number() {
        return number;
    }

    /** Returns the folder's name under {@code exercises} and {@code solutions}, for example {@code 03-brk-mmap}. */
    public String folder() {
        return number + "-" + slug;
    }

    /** Returns the package that holds the contract and the class that implements it. */
    public String packageName() {
        return packageName;
    }

    /** Returns the name for people, for example {@code brk and mmap}. */
    public String title() {
        return title;
    }

    /** Returns the sources of this exercise within a submission (or within {@code solutions}). */
    public Path sources(Path submission) {
        return submission.resolve(folder()).resolve("src").resolve("main").resolve("java");
    }

    /**
     * Finds an exercise by its number ({@code 03} or {@code 3}) or its folder's name.
     *
     * @throws IllegalArgumentException if there is no such exercise
     */
    public static Exercise of(String text) {
        for (Exercise exercise : values()) {
            if (exercise.folder().equals(text) || exercise.number.equals(text) || exercise.number.equals("0" + text)) {
                return exercise;
            }
        }
        throw new ArgumentError("exercise.unknown", text);
    }
}

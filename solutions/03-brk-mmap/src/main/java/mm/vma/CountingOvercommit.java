package mm.vma;

import mm.machine.PhysicalMemory;

/** Counts what is promised, and holds it against the limit ({@code mm/util.c}). */
public final class CountingOvercommit implements Overcommit {
    private static final int PROCESS_SHARE = 32;

    // GIVEN
    private final long memoryPages;
    private final long swapPages;
    private Settings settings = Settings.DEFAULT;

    private long committed;

    // GIVEN
    /** Makes the count of a machine on which nothing is promised yet. */
    public CountingOvercommit(long memoryPages, long swapPages) {
        this.memoryPages = memoryPages;
        this.swapPages = swapPages;
    }

    // GIVEN
    @Override
    public void set(Settings newSettings) {
        settings = newSettings;
    }

    // GIVEN
    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public long limit() {
        long share = settings.kbytes() == 0
                ? (memoryPages * settings.ratio()) / 100
                : settings.kbytes() / PhysicalMemory.PAGE_KB;
        return share + swapPages;
    }

    @Override
    public long committed() {
        return committed;
    }

    @Override
    public boolean charge(long pages, long processPages, boolean root) {
        boolean enough = switch (settings.mode()) {
            case ALWAYS -> true;
            case GUESS -> pages <= memoryPages + swapPages;
            default -> committed + pages < allowed(processPages, root);
        };
        committed += enough ? pages : 0;
        return enough;
    }

    @Override
    public void uncharge(long pages) {
        committed -= pages;
    }

    /** Returns what strict mode lets a process promise: the limit, less what others than it are to have. */
    private long allowed(long processPages, boolean root) {
        long forRoot = root ? 0 : settings.adminReserve() / PhysicalMemory.PAGE_KB;
        long forOthers = Math.min(processPages / PROCESS_SHARE, settings.userReserve() / PhysicalMemory.PAGE_KB);
        return limit() - forRoot - forOthers;
    }
}

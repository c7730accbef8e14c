package mm.vma;

import mm.machine.Todo;

/** Counts what is promised, and holds it against the limit ({@code mm/util.c}). */
public final class CountingOvercommit implements Overcommit {
    private final long memoryPages;
    private final long swapPages;
    private Settings settings = Settings.DEFAULT;

    /** Makes the count of a machine on which nothing is promised yet. */
    public CountingOvercommit(long memoryPages, long swapPages) {
        this.memoryPages = memoryPages;
        this.swapPages = swapPages;
    }

    @Override
    public void set(Settings newSettings) {
        settings = newSettings;
    }

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public long limit() {
        throw new Todo("exercise 03: CountingOvercommit.limit");
    }

    @Override
    public long committed() {
        throw new Todo("exercise 03: CountingOvercommit.committed");
    }

    @Override
    public boolean charge(long pages, long processPages, boolean root) {
        throw new Todo("exercise 03: CountingOvercommit.charge");
    }

    @Override
    public void uncharge(long pages) {
        throw new Todo("exercise 03: CountingOvercommit.uncharge");
    }
}

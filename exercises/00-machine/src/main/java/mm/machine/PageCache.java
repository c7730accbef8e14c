package mm.machine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import mm.text.StateError;

/**
 * The pages in memory of one file, or of one piece of shared memory ({@code struct address_space}).
 *
 * <p>Pages are numbered from the beginning of the object. A frame in here is held by the cache
 * ({@link PhysicalMemory#setCached}) and survives the last mapping of it; it goes when the object goes.
 *
 * @linux include/linux/fs.h address_space
 * @linux mm/shmem.c shmem_get_folio
 */
public final class PageCache {
    private final PhysicalMemory memory;
    private final boolean sharedMemory;
    private final Map<Long, Integer> frames = new TreeMap<>();
    /** The pages that were written back; null means zeros. */
    private final Map<Long, long[]> disk = new HashMap<>();

    private final Observer observer;
    private int users;
    private Runnable gone = () -> {};
    private long writeBacks;

    /** Is called for each page that comes in: reclaim wants to know. */
    @FunctionalInterface
    interface Observer {
        void cached(PageCache cache, long page, int pfn);
    }

    /**
     * Makes an object without pages.
     *
     * @param sharedMemory true for shared anonymous memory, whose pages vanish with the last mapping; false for a file
     */
    public PageCache(PhysicalMemory memory, boolean sharedMemory) {
        this(memory, sharedMemory, (cache, page, pfn) -> {});
    }

    PageCache(PhysicalMemory memory, boolean sharedMemory, Observer observer) {
        this.memory = memory;
        this.sharedMemory = sharedMemory;
        this.observer = observer;
    }

    /** Tells whether this is shared anonymous memory, which counts as shmem, not as a file. */
    public boolean isSharedMemory() {
        return sharedMemory;
    }

    /** Returns the frame of a page, or {@link PhysicalMemory#NO_FRAME} if the page is not in memory. */
    public int find(long page) {
        return frames.getOrDefault(page, PhysicalMemory.NO_FRAME);
    }

    /** Takes an allocated frame in as a page, and reads into it what was written back of that page. */
    public void add(long page, int pfn) {
        if (frames.putIfAbsent(page, pfn) != null) {
            throw new StateError("page-cache.there-already", page);
        }
        memory.setCached(pfn, true);
        if (disk.containsKey(page)) {
            memory.fill(pfn, disk.get(page));
        }
        observer.cached(this, page, pfn);
    }

    /**
     * Writes a page back to the file if it was changed since. The machine compares contents, where Linux keeps a dirty
     * flag.
     *
     * @linux mm/vmscan.c pageout
     */
    void writeBack(long page) {
        long[] words = memory.content(find(page));
        if (!Arrays.equals(words, disk.get(page))) {
            disk.put(page, words);
            writeBacks++;
        }
    }

    /** Returns how many pages were written back. */
    public long writeBacks() {
        return writeBacks;
    }

    /** Returns the pages that nobody maps and whose frames are of some kind; they are written back if they were changed. */
    List<Long> unmapped(IntPredicate which) {
        List<Long> pages = new ArrayList<>();
        frames.forEach((page, pfn) -> {
            if (!sharedMemory && memory.mapCount(pfn) == 0 && which.test(pfn)) {
                pages.add(page);
            }
        });
        pages.forEach(this::writeBack);
        return pages;
    }

    /** Drops one page, which nobody may map any more, and frees its frame. */
    public void remove(long page) {
        Integer pfn = frames.remove(page);
        if (pfn != null) {
            memory.setCached(pfn, false);
        }
    }

    /** Returns how many pages are in memory. */
    public int size() {
        return frames.size();
    }

    /** Returns the frames of all pages in memory, in the order of the pages. */
    public Collection<Integer> frames() {
        return Collections.unmodifiableCollection(frames.values());
    }

    /** Sets what is done when shared memory vanishes. */
    void whenGone(Runnable action) {
        gone = action;
    }

    /** Counts one more VMA that maps the object. */
    public void open() {
        users++;
    }

    /** Counts one VMA less; with the last one of shared memory, its pages go. */
    public void close() {
        if (--users == 0 && sharedMemory) {
            frames.values().forEach(pfn -> memory.setCached(pfn, false));
            frames.clear();
            gone.run();
        }
    }
}

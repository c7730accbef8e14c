package mm.machine;

import java.util.Arrays;
import java.util.function.IntConsumer;
import mm.text.ArgumentError;
import mm.text.Message;
import mm.text.StateError;

/**
 * The memory of the machine: page frames of 4096 bytes, who may have them, and what is in them.
 *
 * <p>A frame is known by its number, an {@code int pfn}; its bytes lie at the physical addresses from
 * {@code pfn << 12}. Frame 0 is the shared <b>zero page</b>: always allocated, always zero, never written.
 *
 * <p>Contents are kept only for frames in which something other than zero was stored, so a large memory is cheap until
 * it is used. A freed frame is <b>poisoned</b>: it reads as {@link #POISON} until it is allocated again, and a store to
 * it throws. Whoever still holds a stale pointer or TLB entry finds out at once, not a week later.
 *
 * <p>Per frame there is what Linux keeps in {@code struct page}: {@link #mapCount} and a few flags. A frame goes back
 * to the free list when its last mapping goes, unless a cache holds it ({@link #setCached}).
 *
 * <p>Footprint: 17 bytes a frame, and 4 KB for each frame with contents.
 *
 * @linux include/linux/mm_types.h page
 * @linux mm/page_poison.c __kernel_poison_pages
 */
public final class PhysicalMemory {
    /** Bits of an address within its frame. */
    public static final int PAGE_SHIFT = 12;

    /** Bytes in a frame, and in a page. */
    public static final int PAGE_SIZE = 1 << PAGE_SHIFT;

    /** Kilobytes in a frame: the kernel's tables count pages, and /proc shows kB. */
    public static final int PAGE_KB = PAGE_SIZE / 1024;

    /** Frames of a large page: 2 MB. */
    public static final int LARGE_FRAMES = 512;

    /** What an allocation returns when there is no frame. */
    public static final int NO_FRAME = -1;

    /** The frame of the shared zero page. */
    public static final int ZERO_FRAME = 0;

    /** What every aligned 8 bytes of a freed frame read as. */
    public static final long POISON = 0xaaaa_aaaa_aaaa_aaaaL;

    private static final int WORDS = PAGE_SIZE / Long.BYTES;
    private static final long[] POISONED = filled();
    private static final long[] ZEROS = new long[WORDS];
    private static final byte ALLOCATED = 1;
    private static final byte CACHED = 2;
    private static final byte EXCLUSIVE = 4;
    private static final byte LAZY_FREE = 8;

    private final long[][] contents;
    private final byte[] flags;
    private final int[] mapCounts;
    private final int[] freeList;
    private int free;
    private int lazyFreeFrames;
    private boolean largeTaken;
    private final Watermarks watermarks;
    private IntConsumer whenFreed = pfn -> {};

    /** Makes a memory of the given number of frames, the zero page included, without watermarks. */
    public PhysicalMemory(int frames) {
        this(frames, Watermarks.NONE);
    }

    /**
     * Makes a memory.
     *
     * @param frames number of frames, the zero page included; at least 2
     */
    public PhysicalMemory(int frames, Watermarks watermarks) {
        if (frames < 2) {
            throw new ArgumentError("frames.too-few", frames);
        }
        this.watermarks = watermarks;
        contents = new long[frames][];
        flags = new byte[frames];
        mapCounts = new int[frames];
        freeList = new int[frames];
        for (int pfn = frames - 1; pfn > ZERO_FRAME; pfn--) {
            freeList[free++] = pfn;
        }
        flags[ZERO_FRAME] = ALLOCATED | CACHED;
    }

    private static long[] filled() {
        long[] words = new long[WORDS];
        Arrays.fill(words, POISON);
        return words;
    }

    /** Returns the number of frames, the zero page included. */
    public int frames() {
        return flags.length;
    }

    /** Returns the number of free frames. */
    public int freeFrames() {
        return free;
    }

    /** Returns the watermarks given to the constructor. */
    public Watermarks watermarks() {
        return watermarks;
    }

    /**
     * Takes a free frame, filled with zeros, mapped nowhere. The frame freed last is given first, as it is the one most
     * likely still in the cache of the processor.
     *
     * @return its number, or {@link #NO_FRAME} if free memory is at the min watermark or below
     * @linux mm/page_alloc.c get_page_from_freelist
     */
    public int allocate() {
        return free > watermarks.min() ? allocateReserve() : NO_FRAME;
    }

    /**
     * Takes a free frame even below the min watermark: for the kernel itself, when it needs memory to free memory.
     *
     * @return its number, or {@link #NO_FRAME} if no frame is free at all
     * @linux include/linux/sched.h PF_MEMALLOC
     */
    public int allocateReserve() {
        if (free == 0) {
            return NO_FRAME;
        }
        int pfn = freeList[--free];
        contents[pfn] = null;
        flags[pfn] = ALLOCATED;
        return pfn;
    }

    /**
     * Takes 512 free frames that lie side by side, the first of them with a number that is a multiple of 512, each filled
     * with zeros and mapped nowhere. The lowest such place is taken. From then on they are 512 frames like all others: each
     * counts who maps it, and is given back by itself. The order in which {@link #allocate} gives out the rest stays.
     *
     * <p>Simplified from Linux, where the buddy allocator keeps free frames in blocks of 2<sup>n</sup> from the start, and
     * memory that is free in pieces can be compacted.
     *
     * @return the number of the first; {@link #NO_FRAME} if there is no such place, or less than the min watermark would
     *     be left
     * @linux mm/page_alloc.c __rmqueue_smallest
     */
    public int allocateLarge() {
        if (free - LARGE_FRAMES < watermarks.min()) {
            return NO_FRAME;
        }
        for (int first = 0; first + LARGE_FRAMES <= flags.length; first += LARGE_FRAMES) {
            if (isFree(first)) {
                takeLarge(first);
                return first;
            }
        }
        return NO_FRAME;
    }

    private boolean isFree(int first) {
        for (int pfn = first; pfn < first + LARGE_FRAMES; pfn++) {
            if (isAllocated(pfn)) {
                return false;
            }
        }
        return true;
    }

    /** Takes the frames of a large page from the free list, which keeps its order. */
    private void takeLarge(int first) {
        int kept = 0;
        for (int i = 0; i < free; i++) {
            int pfn = freeList[i];
            if (pfn < first || pfn >= first + LARGE_FRAMES) {
                freeList[kept++] = pfn;
            }
        }
        free = kept;
        Arrays.fill(contents, first, first + LARGE_FRAMES, null);
        Arrays.fill(flags, first, first + LARGE_FRAMES, ALLOCATED);
        largeTaken = true;
    }

    /** Tells whether a large page was ever taken: until then nobody need look for one. */
    boolean wasLargeTaken() {
        return largeTaken;
    }

    /**
     * Gives a frame back.
     *
     * @throws IllegalStateException if it is free already, still mapped or cached, or the zero page
     */
    public void free(int pfn) {
        requireAllocated(pfn, "free");
        lazyFreeFrames -= isLazyFree(pfn) ? 1 : 0;
        if (mapCounts[pfn] != 0 || isCached(pfn)) {
            throw new StateError(
                    "frame.still-in-use", pfn, mapCounts[pfn], isCached(pfn) ? Message.of("frame.and-cached") : "");
        }
        flags[pfn] = 0;
        contents[pfn] = POISONED;
        freeList[free++] = pfn;
        whenFreed.accept(pfn);
    }

    /** Adds a listener that is called for each frame that was freed. */
    void whenFreed(IntConsumer listener) {
        whenFreed = whenFreed.andThen(listener);
    }

    /** Tells whether the frame is in use. */
    public boolean isAllocated(int pfn) {
        return (flags[pfn] & ALLOCATED) != 0;
    }

    private void requireAllocated(int pfn, String what) {
        if (!isAllocated(pfn)) {
            throw new StateError("frame.is-free", what, pfn);
        }
    }

    /**
     * Reads an entry or a word.
     *
     * @param physicalAddress its first byte, a multiple of {@code bytes}
     * @param bytes 4 or 8; 4 bytes are zero-extended
     */
    public long load(long physicalAddress, int bytes) {
        long[] words = contents[(int) (physicalAddress >>> PAGE_SHIFT)];
        if (words == null) {
            return 0;
        }
        long word = words[(int) physicalAddress >>> 3 & WORDS - 1];
        return bytes == Long.BYTES ? word : word >>> ((physicalAddress & 4) << 3) & 0xffff_ffffL;
    }

    /**
     * Writes an entry or a word.
     *
     * @param physicalAddress its first byte, a multiple of {@code bytes}
     * @param bytes 4 or 8
     * @throws IllegalStateException if the frame is free or the zero page
     */
    public void store(long physicalAddress, int bytes, long value) {
        long[] words = writable((int) (physicalAddress >>> PAGE_SHIFT), value);
        if (words == null) {
            return;
        }
        int i = (int) physicalAddress >>> 3 & WORDS - 1;
        if (bytes == Long.BYTES) {
            words[i] = value;
        } else {
            long shift = (physicalAddress & 4) << 3;
            words[i] = (words[i] & ~(0xffff_ffffL << shift)) | (value & 0xffff_ffffL) << shift;
        }
    }

    /** Returns the words of the frame, or null where a store of zero changes nothing. */
    private long[] writable(int pfn, long value) {
        requireAllocated(pfn, "write");
        if (pfn == ZERO_FRAME) {
            throw new StateError("frame.is-zero-page");
        }
        if (contents[pfn] == null && value != 0) {
            contents[pfn] = new long[WORDS];
        }
        return contents[pfn];
    }

    /** Copies a whole frame. */
    public void copy(int from, int to) {
        writable(to, 0);
        contents[to] = contents[from] == null ? null : contents[from].clone();
    }

    /** Returns a copy of the words of a frame, null if all are 0. */
    long[] content(int pfn) {
        long[] words = contents[pfn];
        return words == null || Arrays.equals(words, ZEROS) ? null : words.clone();
    }

    /** Fills a frame with a copy of some words; null means zeros. */
    void fill(int pfn, long[] words) {
        writable(pfn, 0);
        contents[pfn] = words == null ? null : words.clone();
    }

    /** Returns how many page-table entries map the frame. */
    public int mapCount(int pfn) {
        return mapCounts[pfn];
    }

    /** Counts one more entry that maps the frame. */
    public void addMapping(int pfn) {
        requireAllocated(pfn, "mapping");
        mapCounts[pfn]++;
    }

    /**
     * Counts one entry less, and frees the frame if it was the last and no cache holds it.
     *
     * @throws IllegalStateException if the frame is not mapped
     */
    public void removeMapping(int pfn) {
        requireAllocated(pfn, "unmapping");
        if (mapCounts[pfn] == 0) {
            throw new StateError("frame.not-mapped", pfn);
        }
        if (--mapCounts[pfn] == 0 && !isCached(pfn)) {
            free(pfn);
        }
    }

    /** Tells whether a cache (the pages of a file, the swap cache) holds the frame. */
    public boolean isCached(int pfn) {
        return (flags[pfn] & CACHED) != 0;
    }

    /** Notes that a cache holds the frame, or no longer does; then a frame that nobody maps is freed. */
    public void setCached(int pfn, boolean cached) {
        requireAllocated(pfn, "caching");
        set(pfn, CACHED, cached);
        if (!cached && mapCounts[pfn] == 0) {
            free(pfn);
        }
    }

    /**
     * Tells whether the frame's one owner may write to it without asking who else maps it.
     *
     * @linux include/linux/page-flags.h PageAnonExclusive
     */
    public boolean isExclusive(int pfn) {
        return (flags[pfn] & EXCLUSIVE) != 0;
    }

    /** Notes that an anonymous page belongs to one address space alone; cleared by fork. */
    public void setExclusive(int pfn, boolean exclusive) {
        requireAllocated(pfn, "marking");
        set(pfn, EXCLUSIVE, exclusive);
    }

    /**
     * Tells whether reclaim may drop the page without writing it anywhere, as long as no entry is dirty: its program has
     * said that it needs the content no more ({@code MADV_FREE}).
     *
     * @linux mm/swap.c folio_mark_lazyfree
     */
    public boolean isLazyFree(int pfn) {
        return (flags[pfn] & LAZY_FREE) != 0;
    }

    /** Notes that the content of an anonymous page is needed no more, or is again. */
    public void setLazyFree(int pfn, boolean lazyFree) {
        requireAllocated(pfn, "marking");
        lazyFreeFrames += (lazyFree ? 1 : 0) - (isLazyFree(pfn) ? 1 : 0);
        set(pfn, LAZY_FREE, lazyFree);
    }

    /** Returns how many frames are marked so. */
    int lazyFreeFrames() {
        return lazyFreeFrames;
    }

    private void set(int pfn, byte flag, boolean on) {
        flags[pfn] = (byte) (on ? flags[pfn] | flag : flags[pfn] & ~flag);
    }
}

package mm.vma;

/**
 * The C library's allocator: small blocks from the heap, large ones by {@code mmap}, and a system call only when it
 * has to.
 *
 * <p>It gives <b>addresses</b>, not memory: frames come at the first touch. Freed blocks are kept and used again;
 * memory goes back to the kernel only from the top of the heap, when enough of it is free, and from blocks that were
 * mapped. All sizes and lengths are bytes. "Rounded up" is to the next multiple, or none if it is one already.
 *
 * <p>An implementation has the constructor {@code (UserSpace system)}, makes no system call in it, and may use that
 * interface alone. The rules are those of glibc 2.36 on x86-64, for one thread, in four steps that can be passed one
 * after another.
 *
 * <h2>(a) malloc only</h2>
 *
 * <p><b>Chunks.</b> The heap is cut into chunks without gaps. A chunk is a block and its header; the block's address is
 * the chunk's plus {@value #HEADER}. A block of {@code n} bytes needs a chunk of {@code n + 8} bytes, rounded up to
 * {@value #ALIGNMENT}, at least {@value #MIN_CHUNK}. (The header takes 16 bytes, but a chunk in use may write into the
 * first 8 of the chunk after it.)
 *
 * <p><b>Top.</b> The last chunk, up to the break, is free and called top. A request is carved from its lower end, when
 * it is at least {@value #MIN_CHUNK} bytes larger than the chunk of the request: it never vanishes.
 *
 * <p><b>First call.</b> Before the first block of all, the allocator takes a chunk of {@value #TCACHE_CHUNK} bytes for
 * its own bookkeeping, in the same way. (So the first block lies at the start of the heap plus 0x2a0.)
 *
 * <p><b>Growing.</b> When top has no room and the chunk is at least the <b>mmap threshold</b>, at first
 * {@value #MMAP_THRESHOLD}, the block gets a mapping of its own: the chunk plus 8, rounded up to pages. The block lies
 * {@value #HEADER} bytes after the start of the mapping. Otherwise (or when mmap fails) the break is moved so that top
 * has room for the chunk, {@value #TOP_PAD} bytes more, and {@value #MIN_CHUNK} bytes of its own: what top lacks is
 * rounded up to pages. When that fails, the answer is 0.
 *
 * <h2>(b) free in the reverse order of malloc</h2>
 *
 * <p><b>The last chunk</b> before top joins top when it is freed.
 *
 * <p><b>Trimming.</b> When a chunk that was freed (together with all that it joined) is at least
 * {@value #CONSOLIDATION_THRESHOLD} bytes and top is at least the <b>trim threshold</b>, at first
 * {@value #TRIM_THRESHOLD}, the break moves down by what top has beyond {@value #TOP_PAD} + {@value #MIN_CHUNK} + 1
 * bytes, rounded down to pages.
 *
 * <p><b>Mapped blocks</b> are unmapped at once. The program may do this again and again, so the threshold is dynamic:
 * if the mapping is at least as long as the mmap threshold, and shorter than {@value #MMAP_THRESHOLD_MAX}, its length
 * becomes the mmap threshold, and twice its length the trim threshold. The next such block comes from the heap.
 *
 * <h2>(c) free in any order</h2>
 *
 * <p><b>Coalescing.</b> A freed chunk joins the free chunk before it and the free chunk after it (which leave their
 * bins), so that two free chunks are never neighbours. If top follows it, all becomes top; else it goes into the bins.
 *
 * <p><b>Bins</b> are lists of free chunks with a front and a back. Chunks below {@value #MIN_LARGE} bytes are small: a
 * bin for each size. The others are large, and a bin holds a range of sizes, by descending size; one whose size is in
 * the bin already is put after the <b>first</b> of that size. For a size {@code s} the number of the range is the first
 * of these that applies: 48 + s/2^6 if s/2^6 is at most 48; 91 + s/2^9 if s/2^9 is at most 20; 110 + s/2^12 if s/2^12
 * is at most 10; 119 + s/2^15 if s/2^15 is at most 4; 124 + s/2^18 if s/2^18 is at most 2; 126. (A small size s has
 * number s/16, so that numbers ascend with sizes.)
 *
 * <p><b>Unsorted.</b> What is freed, and what remains of a chunk that was split, goes to the front of one list,
 * unsorted, and into its bin only at the next search. Every search goes like this, for a chunk of {@code nb} bytes:
 *
 * <ol>
 *   <li>A small one takes the back of the bin of its size, if that is not empty.
 *   <li>All of unsorted is looked at, from its back. If the request is small, and the chunk is the only one left in
 *       unsorted, also the <b>last remainder</b>, and at least {@value #MIN_CHUNK} + 1 bytes larger than {@code nb}, it
 *       is split; what remains is the new last remainder and goes to unsorted. (So small requests that follow each
 *       other lie next to each other. Only the address of the last remainder is kept: any chunk that begins there later
 *       counts as it.) If it has exactly {@code nb} bytes, it is taken. Else it goes to the front of its small bin, or
 *       to its place in its large bin.
 *   <li>A large one takes the smallest chunk of its own bin that is large enough; of several of that size the second
 *       one, else the only one.
 *   <li>The back of the first bin after its own that is not empty is taken.
 *   <li>Top, when it has room; else system calls, as in (a).
 * </ol>
 *
 * <p>Wherever a chunk is taken that is larger than {@code nb}, the request gets its lower end, and the rest becomes a
 * free chunk at the front of unsorted; but a rest below {@value #MIN_CHUNK} bytes stays with the block. In step 4 the
 * rest becomes the last remainder if the request is small.
 *
 * <h2>(d) tcache, fastbins, calloc, realloc</h2>
 *
 * <p><b>tcache.</b> Freed chunks of up to {@value #TCACHE_MAX} bytes go to a stack for their size that takes up to
 * {@value #TCACHE_COUNT}; they count as in use, and join nothing. malloc looks there first. calloc does not, nor does
 * realloc when it needs a new block.
 *
 * <p><b>Fastbins.</b> What the tcache has no place for, up to {@value #FAST_MAX} bytes, goes to another stack for its
 * size, also without joining anything. A search for a size that has one takes from it before all else. It then moves
 * the others of that stack, from its top, to the tcache while that has room (<b>stashing</b>). A request that is served
 * by its small bin (step 1) moves the others of that bin in the same way, from the back. And in step 2 a chunk of
 * exactly {@code nb} bytes first fills the tcache; when unsorted is empty, the request is served from the tcache. But
 * when the tcache has no room for it, the chunk itself is taken at once.
 *
 * <p><b>Consolidation.</b> All chunks of the fastbins, from the smallest size to the largest and each from the top of
 * its stack, are freed for good as in (c), but without trimming. This happens before the search of a large request;
 * when top has no room, in which case the search is done once more from step 2; and, before trimming is considered,
 * when a freed chunk with all it joined is at least {@value #CONSOLIDATION_THRESHOLD} bytes.
 *
 * <p><b>realloc</b> of a heap block, for a chunk of {@code nb} bytes: if its chunk is large enough it stays. Else if
 * top follows it and the two together are at least {@code nb} + {@value #MIN_CHUNK} bytes, it grows into top. Else if a
 * free chunk follows it and the two are large enough, they join. Else a new chunk is searched for (not in the tcache);
 * if it is the one that follows, the two join; otherwise the content moves there, and the old block is freed. Where the
 * chunk is then larger than {@code nb}, what is more at its upper end, at least {@value #MIN_CHUNK} bytes, is freed
 * like any block.
 *
 * <p>realloc of a mapped block changes the mapping's length by {@code mremap} to {@code nb + 8}, rounded up to pages,
 * also when it shrinks to a small size; it stays mapped. If it has that length already, no call is made. If mremap is
 * refused, the block stays if {@code nb + 8} is not more than the mapping; else a new one is made as by malloc and the
 * mapping is unmapped.
 *
 * <h2>Simplified from glibc</h2>
 *
 * <p>Sizes and lists may be kept in Java's collections, where the real one writes them into the heap itself, in front
 * of the blocks and into the freed ones. One thread, one arena. Only this allocator moves the break. When brk fails,
 * glibc would continue with mapped pieces of 1 MB; here it is out of memory. A search looks at all of unsorted, glibc's
 * stops after 10,000 chunks. {@code mallopt} and the environment's {@code GLIBC_TUNABLES} are not there.
 *
 * @linux man malloc(3)
 * @linux man mallopt(3)
 */
public interface Malloc {
    /** Blocks are aligned to 16 bytes, chunks' sizes are multiples of it ({@code MALLOC_ALIGNMENT}). */
    long ALIGNMENT = 16;

    /** Bytes from a chunk's address, or a mapping's, to its block. */
    long HEADER = 16;

    /** The smallest chunk: 32 bytes ({@code MINSIZE}). */
    long MIN_CHUNK = 32;

    /** The chunk that the tcache's own table takes: 0x290 bytes. */
    long TCACHE_CHUNK = 0x290;

    /** What is asked from the kernel beyond the need: 128 KB ({@code M_TOP_PAD}). */
    long TOP_PAD = 128 << 10;

    /** Chunks from this size on are mapped, until a mapped one is freed: 128 KB ({@code M_MMAP_THRESHOLD}). */
    long MMAP_THRESHOLD = 128 << 10;

    /** The mmap threshold stays below 32 MB ({@code DEFAULT_MMAP_THRESHOLD_MAX}). */
    long MMAP_THRESHOLD_MAX = 32 << 20;

    /** Top is trimmed from this size on, until a mapped block is freed: 128 KB ({@code M_TRIM_THRESHOLD}). */
    long TRIM_THRESHOLD = 128 << 10;

    /** Free chunks from this size on lead to consolidation and trimming ({@code FASTBIN_CONSOLIDATION_THRESHOLD}). */
    long CONSOLIDATION_THRESHOLD = 64 << 10;

    /** The first size that is large: 1024 bytes ({@code MIN_LARGE_SIZE}). */
    long MIN_LARGE = 1024;

    /** The largest chunk that the tcache keeps: 1040 bytes, a block of 1032. */
    long TCACHE_MAX = 1040;

    /** How many chunks of one size the tcache keeps ({@code TCACHE_FILL_COUNT}). */
    int TCACHE_COUNT = 7;

    /** The largest chunk that goes to a fastbin: 128 bytes ({@code DEFAULT_MXFAST}). */
    long FAST_MAX = 128;

    /**
     * Returns the address of a new block of at least {@code size} bytes, aligned to 16 bytes. A size of 0 gets a block
     * as well, the smallest.
     *
     * @param size bytes; a negative one stands for one of 2^63 or more, which is never there
     * @return the address of the block, or 0 if there is no memory (ENOMEM)
     */
    long malloc(long size);

    /**
     * Returns the address of a new block of {@code count * size} bytes that are zero. A product of 0 gets a block as
     * well, the smallest, whatever the other factor is.
     *
     * @param count how many, without a sign: a negative one stands for one of 2^63 or more
     * @param size bytes of each, without a sign, too
     * @return the address of the block, or 0 if there is no memory or the product is 2^63 or more
     */
    long calloc(long count, long size);

    /**
     * Changes the size of a block, in place if possible, else by moving it.
     *
     * @param address a block, or 0 for a new one
     * @param size bytes; with 0 the block is freed, and the answer is 0
     * @return the block's address; 0 if there is no memory, and then the old block stays. Only a block of the heap and
     *     more than 2^63 - 8 bytes are refused without a search, so that no fastbin is emptied
     * @throws IllegalArgumentException where glibc ends the program: the address is not that of a block in use
     */
    long realloc(long address, long size);

    /**
     * Gives a block back to the allocator; not, in general, to the kernel.
     *
     * @param address a block, or 0, which does nothing
     * @throws IllegalArgumentException where glibc ends the program: the address is not that of a block in use, for
     *     example because it was freed already
     */
    void free(long address);

    /** The system calls that the allocator may use. */
    interface UserSpace {
        /**
         * Moves the break.
         *
         * @param newBreak where the heap is to end, page-aligned; 0 changes nothing
         * @return the break afterwards: when the call is refused, the old one
         */
        long brk(long newBreak);

        /**
         * Maps private writable memory anywhere.
         *
         * @param length bytes, a multiple of the page size
         * @return its address, or a negative errno
         */
        long mmap(long length);

        /**
         * Unmaps.
         *
         * @return 0, or a negative errno
         */
        long munmap(long address, long length);

        /**
         * Grows or shrinks a mapping, moving it where it has no room ({@code MREMAP_MAYMOVE}).
         *
         * @return its address, or a negative errno
         */
        long mremap(long address, long oldLength, long newLength);
    }
}
